"""What a reader can read on a page that AppTest has drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from google.protobuf.json_format import (  # type: ignore[import-untyped]
    MessageToDict,
)
from streamlit.testing.v1 import AppTest

_TEXT_KEYS = frozenset(
    {
        "body", "label", "help", "placeholder", "caption", "title", "delta", "content",
        "deltaDescription", "options", "alt", "text", "captions", "tooltip",
    }
)  # fmt: skip


def texts(app: AppTest) -> list[str]:
    """All words of the page: prose, labels, options, column titles, chart texts."""
    found: list[str] = []
    for element in [*app.sidebar, *app.main]:
        proto = getattr(element, "proto", None)
        if proto is None:
            continue
        message = MessageToDict(proto)
        if "spec" in message:
            found += _chart_texts(json.loads(message["spec"]))
        elif "columns" in message and "arrowData" in str(type(proto)):
            found += _column_labels(message)
        else:
            found += _strings(message)
        found += _column_labels(message)
    return found


def read(text: str) -> str:
    """A text as it reads, without what keeps marks and addresses plain."""
    return text.replace("\\", "").replace("\u2060", "")


def prose(app: AppTest) -> str:
    """All words of the page in one string."""
    return "\n".join(texts(app))


def charts(app: AppTest) -> dict[str, dict[str, Any]]:
    """The specification of each chart of the page, by its key."""
    return {
        str(chart.key).rsplit(" ", 1)[0]: _specification(chart.proto)
        for chart in app.get("vega_lite_chart")
    }


def _specification(proto: Any) -> dict[str, Any]:
    """A chart's specification with the data that Streamlit sends beside it."""
    spec: dict[str, Any] = json.loads(proto.spec)
    if proto.HasField("data"):
        rows = pa.ipc.open_stream(proto.data.data).read_all().to_pylist()
        spec["data"] = {"values": rows}
    return spec


def chart_data(spec: Any, *fields: str) -> list[tuple[Any, ...]]:
    """These fields of the first data in a chart whose rows have them all."""
    for rows in _data(spec):
        if rows and set(fields) <= rows[0].keys():
            return [tuple(row[field] for field in fields) for row in rows]
    return []


def _data(part: Any) -> Iterator[list[dict[str, Any]]]:
    if isinstance(part, dict):
        if isinstance(part.get("values"), list) and len(part) == 1:
            yield part["values"]
        for inner in part.values():
            yield from _data(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _data(inner)


def row_words(app: AppTest) -> list[str]:
    """The rows of the chart of territories, from the top."""
    layer = charts(app)["territories"]["layer"][0]
    return [word.lstrip("\u2060") for word in layer["encoding"]["y"]["scale"]["domain"]]


def _strings(message: Any) -> Iterator[str]:
    for key, value in message.items() if isinstance(message, dict) else ():
        if isinstance(value, str) and key in _TEXT_KEYS:
            yield value
        elif isinstance(value, list) and key in _TEXT_KEYS:
            for entry in value:
                if isinstance(entry, str):
                    yield entry
                else:
                    yield from _strings(entry)
        elif isinstance(value, dict):
            yield from _strings(value)


def _column_labels(message: dict[str, Any]) -> Iterator[str]:
    columns = message.get("columns")
    if isinstance(columns, str):
        for column in json.loads(columns).values():
            if isinstance(column, dict) and "label" in column:
                yield column["label"]


def _chart_texts(spec: Any) -> Iterator[str]:
    """Titles anywhere in a Vega-Lite spec."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "title" and isinstance(value, str):
                yield value
            else:
                yield from _chart_texts(value)
    elif isinstance(spec, list):
        for entry in spec:
            yield from _chart_texts(entry)

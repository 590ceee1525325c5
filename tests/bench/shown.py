"""What stands on a page: its elements by their place, as the server's messages put them."""

import hashlib
import re
from dataclasses import dataclass, field

import pyarrow as pa
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_TRACEBACK = b"Traceback (most recent call last)"
# Altair counts the names it gives from chart to chart, and names data by their content,
# which bears the stamp.
_MADE_NAME = re.compile(rb"\b(param|view|concat|layer|selector)_\d+|data-[0-9a-f]{32}")


@dataclass(frozen=True)
class _Placed:
    run_id: str
    fragment_id: str
    stamps: frozenset[bytes]
    element: Element | None
    fault: str


@dataclass
class Page:
    """The elements of one page; `stamp` finds what names the release in a message.

    A run replaces what stands at the places it writes to; when it is finished, what it
    did not write again goes, as in a browser.
    """

    stamp: re.Pattern[bytes] | None = None
    _placed: dict[tuple[int, ...], _Placed] = field(default_factory=dict)

    def place(self, message: ForwardMsg, data: bytes, run_id: str) -> None:
        """Take in a delta; `data` is the message as it came."""
        is_element = message.delta.WhichOneof("type") == "new_element"
        element = message.delta.new_element if is_element else None
        stamps = self.stamp.findall(data) if self.stamp else ()
        self._placed[tuple(message.metadata.delta_path)] = _Placed(
            run_id=run_id,
            fragment_id=message.delta.fragment_id,
            stamps=frozenset(stamps),
            element=element,
            fault=_fault(element, data) if element is not None else "",
        )

    def finish(self, run_id: str, fragment_ids: frozenset[str]) -> None:
        """Drop what the finished run left out; no ids mean that it drew the whole page."""
        self._placed = {
            path: placed
            for path, placed in self._placed.items()
            if placed.run_id == run_id
            or (fragment_ids and placed.fragment_id not in fragment_ids)
        }

    def stamps(self) -> frozenset[bytes]:
        """The stamps of all releases that the page shows something of."""
        return frozenset().union(*(placed.stamps for placed in self._placed.values()))

    def faults(self) -> list[str]:
        """Errors and tracebacks that stand on the page."""
        return [placed.fault for placed in self._placed.values() if placed.fault]

    def figures(self) -> str:
        """A fingerprint of all texts, figures, tables and charts, without the stamps."""
        digest = hashlib.blake2b(digest_size=16)
        for _, placed in sorted(self._placed.items()):
            if placed.element is not None:
                digest.update(self._figures(placed.element))
        return digest.hexdigest()

    def size(self) -> int:
        """Number of elements and blocks."""
        return len(self._placed)

    def _figures(self, element: Element) -> bytes:
        kind = element.WhichOneof("type") or ""
        content = _content(element, kind)
        if self.stamp:
            content = self.stamp.sub(b"", content)
        return kind.encode() + b"\0" + content + b"\0" if content else b""


def _content(element: Element, kind: str) -> bytes:
    if kind in ("heading", "markdown", "text", "html", "alert"):
        return str(getattr(element, kind).body).encode()
    if kind == "metric":
        metric = element.metric
        return "\0".join((metric.label, metric.body, metric.delta)).encode()
    if kind == "dataframe":
        table = element.dataframe
        return _values(table.arrow_data.data or table.lazy_data.initial_chunk.data)
    if kind == "vega_lite_chart":
        chart = element.vega_lite_chart
        data = [_values(given.data.data) for given in chart.datasets]
        spec = _MADE_NAME.sub(b"", chart.spec.encode())
        return b"\0".join((spec, _values(chart.data.data), *data))
    return b""


def _values(arrow: bytes) -> bytes:
    """The values of a table; beneath its nulls, Arrow's bytes may be anything."""
    if not arrow:
        return b""
    return repr(pa.ipc.open_stream(arrow).read_all().to_pydict()).encode()


def _fault(element: Element, data: bytes) -> str:
    kind = element.WhichOneof("type")
    if kind == "exception":
        return f"{element.exception.type}: {element.exception.message}"
    if kind == "alert" and element.alert.format == Alert.ERROR:
        return str(element.alert.body)
    return "a traceback is shown" if _TRACEBACK in data else ""

"""The kinds of files: their media types, and their content piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard.core.view import View
from dashboard.serving import report
from dashboard.serving.downloads import csv_file, xlsx_file


@dataclass(frozen=True)
class Kind:
    """A kind of file; what takes long to make is made aside, by dashboard.serving.downloads.maker."""

    media_type: str
    pieces: Callable[[View, str], Iterator[bytes]]
    is_made_aside: bool


def _report(view: View, page: str) -> Iterator[bytes]:
    yield report.render(page, view).encode()


TABLES_AS: dict[str, Kind] = {
    "csv": Kind(csv_file.MEDIA_TYPE, csv_file.chunks, is_made_aside=False),
    "xlsx": Kind(xlsx_file.MEDIA_TYPE, xlsx_file.chunks, is_made_aside=True),
}
REPORT = Kind("text/html; charset=utf-8", _report, is_made_aside=True)

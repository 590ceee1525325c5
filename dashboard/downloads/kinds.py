"""The kinds of files: their media types, and their content piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard import report
from dashboard.downloads import csv_file, xlsx_file
from dashboard.view import View


@dataclass(frozen=True)
class Kind:
    """A kind of file; what takes long to make is made aside, by dashboard.downloads.maker."""

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

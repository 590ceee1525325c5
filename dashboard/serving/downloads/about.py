"""The sheet of a workbook that says what the other sheets hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.core.view import View
from dashboard.queries import checks
from dashboard.queries.tables import TABLES
from dashboard.serving.downloads.cells import not_markup
from dashboard.ui import notices
from dashboard.wording import circumstances, columns, glossary, labels, tables
from dashboard.wording.words import _

_WIDTHS = (24, 90, 60)

Line = Sequence[str | int | None]


def title() -> str:
    """The sheet's name in the language in use."""
    return _("About")


def write(
    book: Workbook,
    sheet: Worksheet,
    view: View,
    name: str,
    shown: Sequence[str],
    row_count: int,
) -> None:
    """Fill the sheet: circumstances, definitions of the columns, checks."""
    heading = book.add_format({"bold": True, "valign": "top"})
    prose = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    parts: list[tuple[Line, Iterable[Line]]] = [
        ([tables.title(name)], _circumstances(view, name, row_count)),
        ([_("Column"), _("Definition"), _("Formula")], _definitions(view, name, shown)),
        ([_("Result"), _("Check"), _("Rows that fail")], _checks(view)),
    ]
    number = 0
    for head, lines in parts:
        for form, line in [(heading, head), *((prose, line) for line in lines)]:
            safe = [
                not_markup(each) if isinstance(each, str) else each for each in line
            ]
            sheet.write_row(number, 0, safe, form)
            number += 1
        number += 1


def _circumstances(view: View, name: str, row_count: int) -> Iterator[Line]:
    yield from circumstances.of(view).items()
    yield _("Rows"), row_count
    yield _("Table"), name
    yield (
        _("Source tables"),
        _(", ").join(f"marts.{mart}" for mart in TABLES[name](view).marts),
    )
    yield _("Release"), view.release.release_id


def _definitions(view: View, name: str, shown: Sequence[str]) -> Iterator[Line]:
    defined = glossary.of_marts(view, TABLES[name](view).marts)
    for column in shown:
        if column in defined:
            definition = defined[column]
            yield columns.label(column), definition.text, definition.formula


def _checks(view: View) -> Iterator[Line]:
    for check in view.release.records(checks.of_release(view)):
        passed, failed_count = check["passed"], check["failed_count"]
        yield labels.verdict(passed), notices.description(check), failed_count

"""Tables as CSV files that spreadsheets open without harm."""

from __future__ import annotations

import io

import pandas as pd

from dashboard import columns
from dashboard.columns import COLUMNS, Kind

# A cell that begins so would be run as a formula by Excel and its like.
# East Asian versions take the full-width signs for the narrow ones.
_FORMULA_STARTS = (*"=+-@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
MIME = "text/csv"


def csv(table: pd.DataFrame) -> bytes:
    """The table as CSV: labels and words of the language in use, UTF-8 with BOM.

    Text that a spreadsheet would take for a formula gets a leading apostrophe; numbers
    stay numbers and dates are ISO dates.
    """
    shown = columns.in_words(table)
    for name in shown.columns:
        match COLUMNS[name].kind:
            case Kind.TEXT:
                shown[name] = shown[name].map(neutralised, na_action="ignore")
            case Kind.COUNT | Kind.NUMBER:
                shown[name] = shown[name].astype("Int64")
            case Kind.DAY:
                shown[name] = shown[name].dt.strftime("%Y-%m-%d")
            case Kind.MOMENT:
                shown[name] = shown[name].dt.strftime("%Y-%m-%d %H:%M:%S")
    shown.columns = [columns.label(name) for name in shown.columns]
    text = io.StringIO()
    shown.to_csv(text, index=False, float_format="%.2f", lineterminator="\r\n")
    return text.getvalue().encode("utf-8-sig")


def neutralised(cell: object) -> object:
    """Text that would run as a formula, made plain; anything else as it is."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell

"""Reads Excel workbooks as far as downloads write them, with the standard library."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows of text and numbers, and its XML for all else."""

    title: str
    rows: list[list[str | float | None]]
    formats: list[list[str | None]]
    root: Element

    def find(self, path: str) -> Element | None:
        """The first element of a path."""
        return self.root.find("/".join(f"{_MAIN}{name}" for name in path.split("/")))

    def column(self, place: int) -> list[str | float | None]:
        """The cells of a column below the labels."""
        return [row[place] for row in self.rows[1:]]


def sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook in their order."""
    with ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        paths = {
            each.attrib["Id"]: f"xl/{each.attrib['Target']}"
            for each in ElementTree.fromstring(file.read("xl/_rels/workbook.xml.rels"))
        }
        formats = _formats(ElementTree.fromstring(file.read("xl/styles.xml")))
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))
        return [
            _sheet(
                each.attrib["name"],
                ElementTree.fromstring(file.read(paths[each.attrib[_RELATION]])),
                formats,
            )
            for each in book.iter(f"{_MAIN}sheet")
        ]


def _formats(styles: Element) -> list[str]:
    """The number format of each style of a cell, as its code; bold has a mark."""
    own = {
        each.attrib["numFmtId"]: each.attrib["formatCode"]
        for each in styles.iter(f"{_MAIN}numFmt")
    }
    built_in = {"1": "0", "3": "#,##0", "4": "#,##0.00", "9": "0%", "49": "@"}
    fonts = [font.find(f"{_MAIN}b") is not None for font in styles.iter(f"{_MAIN}font")]
    cells = styles.find(f"{_MAIN}cellXfs")
    assert cells is not None
    return [
        ("bold " if fonts[int(each.attrib["fontId"])] else "")
        + {**built_in, **own}.get(each.attrib["numFmtId"], "")
        for each in cells
    ]


def _sheet(title: str, root: Element, formats: list[str]) -> Sheet:
    assert not list(root.iter(f"{_MAIN}f")), "a formula"
    rows: list[list[str | float | None]] = []
    shown: list[list[str | None]] = []
    for row in root.iter(f"{_MAIN}row"):
        while len(rows) < int(row.attrib["r"]):
            rows.append([])
            shown.append([])
        for cell in row:
            place = _place(cell.attrib["r"])
            rows[-1] += [None] * (place - len(rows[-1])) + [_value(cell)]
            form = formats[int(cell.attrib.get("s", 0))]
            shown[-1] += [None] * (place - len(shown[-1])) + [form]
    width = max((len(row) for row in rows), default=0)
    return Sheet(
        title, [row + [None] * (width - len(row)) for row in rows], shown, root
    )


def _place(reference: str) -> int:
    place = 0
    for letter in re.sub(r"\d", "", reference):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _value(cell: Element) -> str | float | None:
    if cell.attrib.get("t") == "inlineStr":
        return "".join(each.text or "" for each in cell.iter(f"{_MAIN}t"))
    number = cell.find(f"{_MAIN}v")
    return None if number is None else float(number.text or "")

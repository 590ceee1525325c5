"""Rows that a loader must reject, put into otherwise clean exports."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dirt:
    """One bad row: in the nth export from the last, at `place` modulo the file's rows.

    `field` None duplicates the row instead of spoiling a value.
    """

    exports_back: int
    entity: str
    place: int
    field: str | None
    value: str


DIRT = (
    Dirt(0, "prospects", 11, "headcount", "about 300"),
    Dirt(2, "projects", 5, "outcome", ""),
    Dirt(3, "prospects", 7, "is_informatised", "unknown"),
    Dirt(5, "prospects", 23, "annual_revenue_amount", "12 million"),
    Dirt(8, "prospects", 31, None, ""),
    Dirt(9, "quotations", 2, "amount", "约68万"),
    Dirt(11, "prospects", 40, "declared_grade", "E"),
    Dirt(14, "activities", 100, "occurred_on", ""),
    Dirt(17, "contacts", 60, "contact_id", ""),
    Dirt(20, "prospects", 52, "expected_sign_on", "2025-02-30"),
)


def soil(
    entity: str, exports_back: int, fields: Sequence[str], lines: list[list[str]]
) -> int:
    """Spoil the lines in place where this file is due for it; return how many."""
    due = [
        dirt
        for dirt in DIRT
        if lines and (dirt.entity, dirt.exports_back) == (entity, exports_back)
    ]
    for dirt in due:
        place = dirt.place % len(lines)
        if dirt.field is None:
            lines.insert(place + 1, lines[place])
        else:
            line = list(lines[place])
            line[fields.index(dirt.field)] = dirt.value
            lines[place] = line
    return len(due)

"""What moved between the snapshots of two export dates, told prospect by prospect."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from tests.dbt.raw_warehouse import Export
from tests.dbt.snapshots_by_hand import Kind, Snapshots

DAY = timedelta(days=1)
TRIAL = timedelta(days=90)
REASONS = {
    "won": "won",
    "lost": "lost",
    "closed_business": "closure",
    "handed_over": "handed_over",
}
TO_BE_REPLACED = ("won", "lost", "closure")
REPLACEMENTS = ("replenishment", "new_prospect")
TYPES = (
    "exchange_in", "replenishment", "new_prospect", "exchange_out", "handed_over",
    "closure", "won", "lost", "unexplained",
)  # fmt: skip


@dataclass(frozen=True)
class Movement:
    """One prospect onto a list or off it, of the kind it was known to be."""

    prospect_id: str
    kind: Kind
    other_territory_id: str | None
    movement_type: str
    direction: int
    moved_on: date

    @property
    def row(self) -> tuple[object, ...]:
        """As a row of fct_list_movements, without the name."""
        return (
            self.prospect_id,
            *astuple(self.kind),
            self.other_territory_id,
            self.movement_type,
            self.direction,
            self.moved_on,
        )


class Lists:
    """The lists of every export date of prospects, and what led from one to the next."""

    def __init__(self, exports: Sequence[Export]) -> None:
        self.snapshots = Snapshots(exports)
        self.days = sorted({e.exported_on for e in exports if e.entity == "prospects"})
        self.listed = {day: self.snapshots.listed(day) for day in self.days}
        self.movements = list(self._movements())

    def _movements(self) -> Iterator[Movement]:
        ever = set(self.listed[self.days[0]])
        for day in self.days[1:]:
            before, now = self.snapshots.listed(day - DAY), self.listed[day]
            records = self.snapshots.records("prospects", day)
            for prospect_id in sorted(before.keys() | now.keys()):
                old, new = before.get(prospect_id), now.get(prospect_id)
                if old and new:
                    there, here = old.territory_id, new.territory_id
                    if there != here:
                        yield Movement(prospect_id, old, here, "exchange_out", -1, day)
                        yield Movement(prospect_id, new, there, "exchange_in", 1, day)
                elif old:
                    record = records.get(prospect_id)
                    reason = REASONS[record["status"]] if record else "unexplained"
                    yield Movement(prospect_id, old, None, reason, -1, day)
                elif new:
                    entry = records[prospect_id]["entry_kind"]
                    if entry not in REPLACEMENTS:
                        returns = prospect_id in ever
                        entry = "replenishment" if returns else "new_prospect"
                    yield Movement(prospect_id, new, None, entry, 1, day)
            ever |= now.keys()

    def balance(self) -> list[tuple[object, ...]]:
        """Territory, month, opening, a count per type, closing."""
        territories = {
            kind.territory_id for now in self.listed.values() for kind in now.values()
        }
        rows: list[tuple[object, ...]] = []
        for territory_id in territories:
            month = self.days[0].replace(day=1)
            opening = self._size(territory_id, self.days[0])
            while month <= self.days[-1]:
                following = (month + 31 * DAY).replace(day=1)
                closing = self._size(territory_id, following - DAY)
                counts = Counter(
                    each.movement_type
                    for each in self.movements
                    if each.kind.territory_id == territory_id
                    and month <= each.moved_on < following
                )
                counted = (counts[name] for name in TYPES)
                rows.append((territory_id, month, opening, *counted, closing))
                month, opening = following, closing
        return rows

    def _size(self, territory_id: str, day: date) -> int:
        last = max(each for each in self.days if each <= day)
        kinds = self.listed[last].values()
        return sum(kind.territory_id == territory_id for kind in kinds)

    def replacements(self) -> list[tuple[object, ...]]:
        """Territory, who left when, who took the place and after how many days."""
        rows: list[tuple[object, ...]] = []
        vacant: dict[str, deque[Movement]] = {}
        in_turn = sorted(
            self.movements, key=lambda m: (m.moved_on, m.direction, m.prospect_id)
        )
        for each in in_turn:
            places = vacant.setdefault(each.kind.territory_id, deque())
            if each.movement_type in TO_BE_REPLACED:
                places.append(each)
            elif each.movement_type in REPLACEMENTS and places:
                gone = places.popleft()
                rows.append(
                    (
                        gone.kind.territory_id, gone.prospect_id, gone.moved_on,
                        each.prospect_id, (each.moved_on - gone.moved_on).days,
                    )
                )  # fmt: skip
        for places in vacant.values():
            rows += [
                (gone.kind.territory_id, gone.prospect_id, gone.moved_on, None, None)
                for gone in places
            ]
        return rows

    def entries(self) -> list[tuple[object, ...]]:
        """Who came when, and the first day of the trial as A, B or C."""
        return [
            (each.prospect_id, each.moved_on, self._reached_on(each))
            for each in self.movements
            if each.movement_type in REPLACEMENTS
        ]

    def _reached_on(self, entry: Movement) -> date | None:
        for day in self.days:
            if entry.moved_on <= day <= entry.moved_on + TRIAL:
                kind = self.listed[day].get(entry.prospect_id)
                if kind and kind.declared_grade in ("A", "B", "C"):
                    return day
        return None

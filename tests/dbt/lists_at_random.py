"""Exports of prospects at random, in which lists do all that lists do: every way in and
out, returns, several changes between two exports, months without one, exports on the first
of a month, partial files, rejected rows, two sources that share ids."""

from datetime import date, timedelta
from random import Random

from tests.dbt.raw_warehouse import Export, Row

FIRST = date(2025, 1, 31)
_TERRITORIES = ("T1", "T2", "T3", None)
_LEAVING = ("won", "lost", "closed_business", "handed_over")
_ENTRY_KINDS = ("replenishment", "new_prospect", "found", None)
_GRADES = ("A", "B", "C", "D", None)
_PROSPECTS = 40


def random_lists(seed: int, export_count: int = 14) -> list[Export]:
    """Return the exports in order of their dates; the same for the same seed."""
    random = Random(seed)
    days = _days(random, export_count)
    lives: dict[str, Row | None] = dict.fromkeys(
        f"P{number:02}" for number in range(_PROSPECTS)
    )
    exports = []
    for place, day in enumerate(days):
        # More than one thing may happen to a prospect between two exports.
        for _turn in range(random.choice((1, 1, 3))):
            for prospect_id, life in lives.items():
                lives[prospect_id] = _next(random, prospect_id, life)
        for source in ("acre", "hubspot"):
            if source == "acre" or (place > 2 and random.random() < 0.7):
                exports += _files(random, source, day, lives)
        if random.random() < 0.5:
            exports.append(_reps(random, day + timedelta(days=random.choice((0, 3)))))
    return exports


def _days(random: Random, count: int) -> list[date]:
    days = [FIRST]
    while len(days) < count:
        following = (days[-1] + timedelta(days=32)).replace(day=1)
        days.append(
            random.choice(
                (following, days[-1] + timedelta(days=random.choice((7, 65))))
            )
        )
    return days


def _next(random: Random, prospect_id: str, life: Row | None) -> Row | None:
    if life is None:
        return _entry(random, prospect_id) if random.random() < 0.3 else None
    chance = random.random()
    if chance < 0.72:
        return life
    if chance < 0.79:
        return {**life, "territory_id": random.choice(_TERRITORIES)}
    if chance < 0.86:
        return {**life, "declared_grade": random.choice(_GRADES)}
    if chance < 0.93:
        return {**life, "status": random.choice((*_LEAVING, "active", None))}
    if chance < 0.96:
        return {**life, "rep_id": random.choice(("R1", "R2", None))}
    return None


def _entry(random: Random, prospect_id: str) -> Row:
    return {
        "prospect_id": prospect_id,
        "name": f"Company {prospect_id}",
        "territory_id": random.choice(_TERRITORIES),
        "rep_id": random.choice(("R1", "R2", None)),
        "industry": random.choice(("food", None)),
        "annual_revenue_amount": None,
        "declared_grade": random.choice(_GRADES),
        "status": random.choice(("active", "active", None, "won")),
        "entry_kind": random.choice(_ENTRY_KINDS),
    }


def _files(
    random: Random, source: str, day: date, lives: dict[str, Row | None]
) -> list[Export]:
    """The prospects of one source in two files; hubspot knows only the last few."""
    known = [row for row in lives.values() if row is not None]
    if source == "hubspot":
        known = [row for row in known if str(row["prospect_id"]) >= "P30"]
    parts = (known[::2], known[1::2])
    files = []
    for name, rows in zip(("-a", "-b"), parts, strict=True):
        if random.random() < 0.1:
            continue
        rejected = [row for row in rows if random.random() < 0.03]
        files.append(
            Export(
                "prospects",
                day,
                [row for row in rows if row not in rejected],
                [str(row["prospect_id"]) for row in rejected],
                source=source,
                part=name,
                is_partial=random.random() < 0.15,
            )
        )
    return files


def _reps(random: Random, day: date) -> Export:
    teams = ("East", "West", None)
    rows = [{"rep_id": rep_id, "team": random.choice(teams)} for rep_id in ("R1", "R2")]
    return Export("reps", day, rows)

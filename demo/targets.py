"""Targets: what each territory is to sign in a quarter, set before it begins."""

import datetime as dt
from collections import Counter

from demo.catalogue import to_thousands
from demo.days import month_end
from demo.model import Row, World
from demo.settings import Month

STRETCH = (1.0, 1.3)  # what is asked beyond what the last year brought
OWN_SHARE = 0.5  # of a territory's own year; the rest is asked of all alike
QUARTERS = 4


def target_rows(world: World, month: Month) -> list[Row]:
    """Return the targets that the month sets: those of the quarter that comes next.

    The first export has those of the quarter it lies in too; most months set none.
    """
    starts = []
    if month.export == 0:
        months_in = (month.first_on.month - 1) % 3
        starts.append(month_end(month.first_on, -months_in).replace(day=1))
    if month.last_on.month % 3 == 0:
        starts.append(month.last_on + dt.timedelta(days=1))
    return [row for start in starts for row in _of_quarter(world, month, start)]


def _of_quarter(world: World, month: Month, start: dt.date) -> list[Row]:
    rng = world.settings.stream(f"targets of {start}")
    signed = _signed_in_a_year(world, month)
    alike = signed.total() / len(world.territories)
    return [
        {
            "territory_id": territory.territory_id,
            "quarter_start": start,
            "target_amount": to_thousands(
                (OWN_SHARE * signed[territory.territory_id] + (1 - OWN_SHARE) * alike)
                / QUARTERS
                * rng.uniform(*STRETCH)
            ),
        }
        for territory in world.territories
    ]


def _signed_in_a_year(world: World, month: Month) -> Counter[str]:
    """Return the amounts signed in the last twelve months by territory."""
    since = month_end(month.last_on, -12)
    signed: Counter[str] = Counter()
    for project in world.projects:
        territory, closed_on = project.prospect.territory, project.closed_on
        if project.outcome == "won" and territory and closed_on and closed_on > since:
            signed[territory.territory_id] += project.amount
    return signed

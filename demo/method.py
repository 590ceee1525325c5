"""What the demo company takes from the method: its seeds, read as they stand."""

import csv
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "dbt_project" / "seeds"


def _seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The best first.
GRADES = tuple(row["grade"] for row in _seed("grades"))
CADENCE_DAYS = {row["grade"]: int(row["days_to_overdue"]) for row in _seed("cadence")}
# In the order of the process.
STAGES = tuple(row["stage"] for row in _seed("stages"))
DISTRIBUTION = frozenset(
    row["industry"] for row in _seed("industries") if row["is_distribution"] == "true"
)
PROFIT_FLOORS = {
    row["segment"]: float(row["profit_floor_amount"]) for row in _seed("segments")
}
_REVENUES_FROM = {
    row["segment"]: float(row["revenue_from_amount"] or 0) for row in _seed("segments")
}


def segment(revenue: int) -> str:
    """Return the segment by annual revenue in RMB; a lower bound includes itself."""
    reached = [name for name, least in _REVENUES_FROM.items() if revenue >= least]
    return max(reached, key=_REVENUES_FROM.__getitem__)


def is_distribution(industry: str) -> bool:
    """Return whether the industry sells through channels rather than makes."""
    return industry in DISTRIBUTION

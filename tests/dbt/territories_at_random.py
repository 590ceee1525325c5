"""Exports of a company whose territories, activities and market change at random: activities
that come late or are corrected, companies that close, names written in several ways."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.dbt.raw_warehouse import Export, Row

FIRST = date(2025, 1, 31)
NAMES = ("Acme {} Co., Ltd.", "ACME {}", "ａｃｍｅ　{} 有限公司", "acme-{} (Wuxi) Ltd")
DISTRICTS = ("吴中", "昆山", None)
INDUSTRIES = ("food", "tools", "farming", None)


def territories_at_random(seed: int) -> list[Export]:
    """Return the exports in order of their dates; the same for the same seed."""
    random = Random(seed)
    return [
        Export(
            entity,
            FIRST + timedelta(days=30 * month),
            [row for row in rows(random) if random.random() < 0.8],
            source=source,
            is_partial=random.random() < 0.2,
        )
        for month in range(8)
        for source in ("acre", "hubspot")
        for entity, rows in ROWS.items()
        if random.random() < 0.85
    ]


def _day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange(-60, 250))


def _prospects(random: Random) -> Iterator[Row]:
    for number in range(30):
        yield {
            "prospect_id": random.choice([f"P{number}", f"P{number}", f"M{number}"]),
            "name": random.choice([*NAMES, "……"]).format(number % 12),
            "territory_id": random.choice(["T1", "T2", "T9", None]),
            "rep_id": random.choice(["R1", "R2", "R9", None]),
            "industry": random.choice(INDUSTRIES),
            "annual_revenue_amount": random.choice([None, Decimal(2), 60_000_000]),
            "annual_profit_amount": random.choice([None, 999_999, 1_000_000, 9e6]),
            "declared_grade": random.choice(["A", "B", "C", "D", None]),
            "status": random.choice(["active", "active", None, "won"]),
            "created_on": random.choice([None, _day(random)]),
        }


def _activities(random: Random) -> Iterator[Row]:
    for number in range(40):
        yield {
            "activity_id": f"V{number}",
            "prospect_id": random.choice([f"P{number % 25}", None]),
            "occurred_on": _day(random),
        }


def _territories(random: Random) -> Iterator[Row]:
    for number in range(3):
        yield {
            "territory_id": f"T{number}",
            "rep_id": random.choice(["R1", "R2", None]),
            "target_prospect_count": random.choice([None, 0, 4, 9]),
        }


def _areas(random: Random) -> Iterator[Row]:
    for territory_id in ("T0", "T1", "T2"):
        for city in ("苏州", "无锡"):
            yield {
                "territory_id": territory_id,
                "city": city,
                "district": random.choice(DISTRICTS),
                "industry": random.choice([None, *INDUSTRIES]),
            }


def _reps(random: Random) -> Iterator[Row]:
    for number in range(3):
        yield {
            "rep_id": f"R{number}",
            "is_active": random.choice([True, True, False, None]),
        }


def _companies(random: Random) -> Iterator[Row]:
    for number in range(20):
        yield {
            "company_id": f"M{number}",
            "name": random.choice(NAMES).format(number),
            "industry": random.choice(INDUSTRIES),
            "city": random.choice(["苏州", "无锡", "常州", None]),
            "district": random.choice(DISTRICTS),
            "closed_on": random.choice([None, None, None, _day(random)]),
        }


ROWS = {
    "prospects": _prospects,
    "activities": _activities,
    "territories": _territories,
    "territory_areas": _areas,
    "reps": _reps,
    "market_companies": _companies,
}

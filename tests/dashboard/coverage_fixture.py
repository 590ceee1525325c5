"""The hand-counted company with activities, a registry and areas of its territories.

| | T1 Suzhou | T2 Wuxi | T3 Ningbo | unassigned |
|---|---|---|---|---|
| on cadence in September | P1, P2 | | | P4 |
| overdue in September | P5 | | | |
| on cadence in October | | P3 | | P4 |
| overdue in October | P1 by 30 days, P2 by 1 | | | |

The registry has M1 (on the list) and M2 in T1, M3 in no territory's area, and from October on M4
in T1 and T2. P3's company is on the list of unassigned too, as P4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tests.dashboard import tiny_fixture
from tests.dashboard.release_fixture import Row, entities
from tests.dashboard.tiny_fixture import (
    CHEMICALS,
    ELECTRONICS,
    FOOD,
    HARDWARE,
    MACHINERY,
    NOWHERE,
    OCTOBER,
    SEPTEMBER,
    SUZHOU,
    WUXI,
)

LOADED = (
    "prospects", "projects", "activities", "territories", "reps", "market_companies",
    "territory_areas",
)  # fmt: skip


def company(release_id: str, **other: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """The rows of tiny_fixture and those above; `other` has other rows for some marts."""
    entity = {
        "record_count": 5, "batch_count": 2, "first_exported_on": SEPTEMBER,
        "last_exported_on": OCTOBER,
    }  # fmt: skip
    return tiny_fixture.company(
        release_id,
        **{
            "fct_entities": entities(dict.fromkeys(LOADED, entity)),
            "fct_overdue_prospects": OVERDUE,
            "dim_market_companies": COMPANIES,
            "fct_market_areas": PLACES,
            "fct_list_overlaps": OVERLAPS,
            **other,
        },
    )


def overdue(
    prospect_id: str,
    grade: str,
    place: Row,
    firm: Row,
    due_on: dt.date,
    valid_to: dt.date | None = None,
) -> Row:
    """A row of fct_overdue_prospects, never active."""
    return {
        "prospect_id": prospect_id, "name": tiny_fixture.NAMES[prospect_id],
        "declared_grade": grade, **place, **firm, "city": "苏州", "due_on": due_on,
        "valid_from": due_on + dt.timedelta(days=1), "valid_to": valid_to,
    }  # fmt: skip


OVERDUE = (
    overdue("P5", "A", SUZHOU, CHEMICALS, dt.date(2026, 9, 10), OCTOBER),
    overdue("P1", "A", SUZHOU, ELECTRONICS, dt.date(2026, 10, 1)),
    {
        **overdue("P2", "B", SUZHOU, MACHINERY, dt.date(2026, 10, 30)),
        "last_activity_on": dt.date(2026, 9, 30),
    },
)


def _market_company(
    company_id: str, city: str, industry: str, revenue: int, *, is_covered: bool = False
) -> Row:
    return {
        "company_id": company_id, "name": f"企业{company_id}", "city": city,
        "district": "吴中" if city == "苏州" else "unknown", "industry": industry,
        "annual_revenue_amount": revenue, "headcount": 100, "is_covered": is_covered,
        "valid_from": OCTOBER if company_id == "M4" else SEPTEMBER,
    }  # fmt: skip


COMPANIES = (
    _market_company("M1", "苏州", "electronics", 80_000_000, is_covered=True),
    _market_company("M2", "苏州", "electronics", 30_000_000),
    _market_company("M3", "无锡", "food", 10_000_000),
    _market_company("M4", "苏州", "machinery", 900_000_000),
)


def _place(
    as_of: dt.date,
    city: str,
    industry: str,
    territory_ids: Sequence[str],
    companies: int,
    covered: int,
) -> Row:
    return {
        "as_of": as_of, "city": city, "industry": industry,
        "district": "吴中" if city == "苏州" else "unknown",
        "territory_ids": list(territory_ids), "territory_count": len(territory_ids),
        "market_company_count": companies, "covered_company_count": covered,
        "market_coverage_rate": covered / companies,
    }  # fmt: skip


PLACES = (
    _place(SEPTEMBER, "苏州", "electronics", ["T1"], 2, 1),
    _place(SEPTEMBER, "无锡", "food", [], 1, 0),
    _place(OCTOBER, "苏州", "electronics", ["T1"], 2, 1),
    _place(OCTOBER, "无锡", "food", [], 1, 0),
    _place(OCTOBER, "苏州", "machinery", ["T1", "T2"], 1, 0),
)


def _overlap(prospect_id: str, grade: str, place: Row, firm: Row) -> Row:
    return {
        "as_of": OCTOBER, "prospect_id": prospect_id, "normalised_name": "华盛五金",
        "name": "华盛五金", **place, **firm, "declared_grade": grade,
        "territory_ids": ["T2", "unassigned"], "territory_count": 2,
    }  # fmt: skip


OVERLAPS = (
    _overlap("P3", "D", WUXI, HARDWARE),
    _overlap("P4", "ungraded", NOWHERE, FOOD),
)

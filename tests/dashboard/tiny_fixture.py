"""Two exports of three territories, small enough to count by hand.

| | T1 Suzhou (R1, East) | T2 Wuxi (R2, East) | T3 Ningbo (R3, South) | unassigned |
|---|---|---|---|---|
| target | 3 | – | 2 | – |
| September | P1 A, P5 A, P2 B | | | P4 C |
| October | P1 A, P2 B | P3 D | | P4 ungraded |

Open: J1 of P1 (ERP) at all dates, J4 of P2 (CRM) in September, J2 of P3 (PDM, without an
amount) in October. August comes before the first export: reconstructed, without a list.
Which date suits a comparison is for dbt to say; here October has one of each kind: a
snapshot, a reconstructed date, and none.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from tests.dashboard import forecast_fixture
from tests.dashboard.release_fixture import Row, entities

AUGUST, SEPTEMBER, OCTOBER = (
    dt.date(2026, 8, 31),
    dt.date(2026, 9, 30),
    dt.date(2026, 10, 31),
)
NIGHT = dt.datetime(2026, 11, 1, 2, 30)
EARLIER_RELEASE = "20260901T000000000Z-00000000"

AUGUST_ROW: Row = {
    "as_of": AUGUST, "is_reconstructed": True, "is_newest": False,
    "is_list_known": False,
}  # fmt: skip
SEPTEMBER_ROW: Row = {
    "as_of": SEPTEMBER, "is_reconstructed": False, "is_newest": False,
    "is_list_known": True, "previous_as_of": AUGUST, "month_before_as_of": AUGUST,
}  # fmt: skip
OCTOBER_ROW: Row = {
    "as_of": OCTOBER, "is_reconstructed": False, "is_newest": True,
    "is_list_known": True, "previous_as_of": SEPTEMBER,
    "month_before_as_of": SEPTEMBER, "quarter_before_as_of": AUGUST,
}  # fmt: skip
DATES = (AUGUST_ROW, SEPTEMBER_ROW, OCTOBER_ROW)

# Whose prospect it is: territory, rep, team.
SUZHOU = {"territory_id": "T1", "rep_id": "R1", "team": "East"}
WUXI = {"territory_id": "T2", "rep_id": "R2", "team": "East"}
NOWHERE = dict.fromkeys(("territory_id", "rep_id", "team"), "unassigned")
# What firm it is: segment, industry.
ELECTRONICS = {"segment": "medium", "industry": "electronics"}
MACHINERY = {"segment": "small", "industry": "machinery"}
HARDWARE = {"segment": "small", "industry": "hardware"}
FOOD = {"segment": "unknown", "industry": "food"}
CHEMICALS = {"segment": "large", "industry": "chemicals"}


def span(
    prospect_id: str,
    name: str,
    grade: str,
    place: Row,
    firm: Row,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    **more: object,
) -> Row:
    """A row of dim_prospect_versions."""
    return {
        "prospect_id": prospect_id, "source": "acre", "name": name,
        "declared_grade": grade, **place, **firm, "city": "苏州",
        "ownership": "domestic", "valid_from": valid_from, "valid_to": valid_to,
        **more,
    }  # fmt: skip


def project(
    as_of: dt.date,
    project_id: str,
    prospect_id: str | None,
    line: str,
    grade: str,
    amount: int | None,
    place: Row,
    firm: Row,
) -> Row:
    """A row of fct_open_projects."""
    return {
        "as_of": as_of, "project_id": project_id, "source": "acre",
        "prospect_id": prospect_id, "prospect_name": NAMES.get(prospect_id),
        **place, **firm, "product_line": line,
        "product": "易飞", "stage": "demo", "declared_grade": grade, "amount": amount,
        "is_reconstructed": as_of == AUGUST, "opened_on": dt.date(2026, 8, 3),
        "expected_sign_on": dt.date(2027, 1, 15),
    }  # fmt: skip


PROSPECTS = (
    span("P1", "恒达电子", "A", SUZHOU, ELECTRONICS, SEPTEMBER,
         expected_sign_on=dt.date(2026, 12, 1), annual_revenue_amount=80_000_000),
    span("P2", "=新锐机械", "B", SUZHOU, MACHINERY, SEPTEMBER,
         expected_sign_on=dt.date(2027, 3, 1), annual_revenue_amount=20_000_000),
    span("P3", "华盛五金", "D", WUXI, HARDWARE, OCTOBER),
    span("P4", "宏图食品", "C", NOWHERE, FOOD, SEPTEMBER, OCTOBER),
    span("P4", "宏图食品", "ungraded", NOWHERE, FOOD, OCTOBER),
    span("P5", "锦程化工", "A", SUZHOU, CHEMICALS, SEPTEMBER, OCTOBER),
)  # fmt: skip

NAMES = {row["prospect_id"]: row["name"] for row in PROSPECTS}

OPEN_PROJECTS = (
    project(AUGUST, "J1", "P1", "ERP", "ungraded", 100_000, SUZHOU, ELECTRONICS),
    project(SEPTEMBER, "J1", "P1", "ERP", "A", 500_000, SUZHOU, ELECTRONICS),
    project(SEPTEMBER, "J4", "P2", "CRM", "B", 200_000, SUZHOU, MACHINERY),
    project(OCTOBER, "J1", "P1", "ERP", "A", 450_000, SUZHOU, ELECTRONICS),
    project(OCTOBER, "J2", "P3", "PDM", "D", None, WUXI, HARDWARE),
)

MISMATCHES: tuple[Row, ...] = (
    {"project_id": "J4", "prospect_id": "P2", "prospect_name": NAMES["P2"], **SUZHOU,
     **MACHINERY, "declared_grade": "B", "product_line": "CRM", "product": "易飞",
     "outcome": "won", "amount": 200_000, "opened_on": dt.date(2026, 8, 3),
     "valid_from": SEPTEMBER},
)  # fmt: skip

TERRITORIES: tuple[Row, ...] = (
    {"territory_id": "T1", "name": "Suzhou", "region": "East", "rep_id": "R1",
     "team": "East", "target_prospect_count": 3, "is_current": True},
    {"territory_id": "T2", "name": "Wuxi", "region": "East", "rep_id": "R2",
     "team": "East", "is_current": True},
    {"territory_id": "T3", "name": "Ningbo", "region": "South", "rep_id": "R3",
     "team": "South", "target_prospect_count": 2, "is_current": True},
    {"territory_id": "unassigned", "name": "unassigned", "is_current": True},
)  # fmt: skip

REPS: tuple[Row, ...] = tuple(
    {"rep_id": rep_id, "name": name, "team": team, "is_active": True,
     "is_current": True}
    for rep_id, name, team in (
        ("R1", "王伟", "East"), ("R2", "李娜", "East"), ("R3", "张敏", "South"),
    )
)  # fmt: skip

# P5 left a slot in October that is still open; P3 came too late to be assessed.
REPLACEMENTS: tuple[Row, ...] = (
    {"prospect_id": "P5", "movement_type": "won", "left_on": OCTOBER, **SUZHOU,
     **CHEMICALS, "declared_grade": "A"},
)  # fmt: skip
ENTRIES: tuple[Row, ...] = (
    {"prospect_id": "P3", "name": "华盛五金", "movement_type": "new_prospect",
     "list_sources": ["directory"], "moved_on": OCTOBER,
     "matured_on": dt.date(2027, 1, 29), **WUXI, **HARDWARE, "declared_grade": "D"},
)  # fmt: skip
SOURCE_NAMES: tuple[Row, ...] = tuple(
    {"list_source": source, "prospect_id": prospect_id, **place, **firm,
     "declared_grade": grade, "valid_from": found, "reached_on": reached,
     "won_on": won}
    for source, prospect_id, place, firm, grade, found, reached, won in (
        ("directory", "P1", SUZHOU, ELECTRONICS, "A", AUGUST, SEPTEMBER, None),
        ("directory", "P3", WUXI, HARDWARE, "D", OCTOBER, None, None),
        ("job_fair", "P5", SUZHOU, CHEMICALS, "A", AUGUST, SEPTEMBER, OCTOBER),
        ("unknown", "P2", SUZHOU, MACHINERY, "B", SEPTEMBER, SEPTEMBER, None),
        ("unknown", "P4", NOWHERE, FOOD, "C", SEPTEMBER, SEPTEMBER, None),
    )
)  # fmt: skip
SOURCE_COVERAGE: tuple[Row, ...] = tuple(
    {"as_of": OCTOBER, "list_source": source, "market_company_count": 10,
     "reached_company_count": reached, "source_coverage_rate": reached / 10}
    for source, reached in (("directory", 2), ("job_fair", 1), ("unknown", 1))
)  # fmt: skip


def company(release_id: str, **other: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """Prospects and projects, one reject file of two, findings, a failed check.

    `other` has other rows for some of the marts.
    """
    return {
        "dim_as_of_dates": DATES,
        "dim_prospect_versions": PROSPECTS,
        "fct_open_projects": OPEN_PROJECTS,
        "fct_product_mismatches": MISMATCHES,
        "dim_territories": TERRITORIES,
        "dim_reps": REPS,
        **forecast_fixture.TABLES,
        "fct_list_replacements": REPLACEMENTS,
        "fct_list_entries": ENTRIES,
        "fct_source_names": SOURCE_NAMES,
        "fct_source_coverage": SOURCE_COVERAGE,
        **_bookkeeping(release_id),
        **other,
    }


def prospects_only(release_id: str) -> dict[str, Sequence[Row]]:
    """The list of the company and nothing of its projects; all checks passed."""
    return {
        **company(release_id),
        "dim_as_of_dates": [
            {**SEPTEMBER_ROW, "previous_as_of": None, "month_before_as_of": None},
            {**OCTOBER_ROW, "quarter_before_as_of": None},
        ],
        "fct_open_projects": [],
        **dict.fromkeys(forecast_fixture.TABLES, ()),
        "fct_product_mismatches": [],
        "fct_entities": entities({"prospects": _entity(5, 2, SEPTEMBER)}),
        "fct_check_results": [_verdict(release_id, "prospects_are_unique")],
    }


def projects_only(release_id: str) -> dict[str, Sequence[Row]]:
    """A deals export: projects without prospects, past months reconstructed."""
    firm = {"segment": "unknown", "industry": "unknown"}
    place = {**NOWHERE, "rep_id": "R1", "team": "East"}
    return {
        "dim_as_of_dates": [
            {**AUGUST_ROW, "as_of": SEPTEMBER},
            {**OCTOBER_ROW, "is_list_known": False, "quarter_before_as_of": None},
        ],
        "dim_territories": TERRITORIES[-1:],
        "dim_reps": REPS[:1],
        "fct_open_projects": [
            {
                **project(on, "J1", None, "unknown", "ungraded", 300_000, place, firm),
                "is_reconstructed": on == SEPTEMBER,
            }
            for on in (SEPTEMBER, OCTOBER)
        ],
        "fct_entities": entities({"projects": _entity(1, 1, OCTOBER)}),
        "fct_batches": [_batch("projects", OCTOBER, (1, 1, 0, 0))],
        "fct_check_results": [_verdict(release_id, "amounts_are_positive")],
    }


def _bookkeeping(release_id: str) -> dict[str, Sequence[Row]]:
    return {
        "fct_entities": entities(
            {
                "prospects": _entity(5, 2, SEPTEMBER),
                "projects": _entity(3, 1, OCTOBER),
            }
        ),
        "fct_batches": [
            _batch("prospects", SEPTEMBER, (4, 4, 0, 0)),
            _batch("prospects", OCTOBER, (7, 3, 2, 2)),
            _batch("projects", OCTOBER, (4, 3, 0, 1)),
        ],
        "fct_rejects": [
            _reject("prospects", 7, "E"),
            _reject("prospects", 9, "a+"),
            _reject("projects", 3, "AA"),
        ],
        "fct_findings": [
            _finding("unknown_territory", "P3", "territory_id", "T2"),
            _finding("unknown_value", "P2", "ownership", "state"),
            _finding("unknown_value", "P4", "ownership", "state"),
        ],
        "fct_check_results": [
            _verdict(EARLIER_RELEASE, "prospects_are_unique"),
            _verdict(release_id, "prospects_are_unique"),
            {
                **_verdict(release_id, "territories_are_known"),
                "severity": "warning", "failed_count": 2, "passed": False,
                "description": "Every prospect belongs to a delivered territory.",
                "description_zh": "每家潜在客户都属于已导出的责任区。",
            },
        ],
        "fct_check_exceptions": [
            {
                "check": "territories_are_known", "exception_number": number,
                "record": json.dumps(
                    {"prospect_id": code, "declared_grade": "ungraded", "city": None,
                     "expected_sign_on": "2026-12-01", "unheard_of": 1}
                ),
            }
            for number, code in enumerate(("P3", "P4"), start=1)
        ],
    }  # fmt: skip


def _entity(records: int, files: int, first: dt.date) -> Row:
    return {
        "record_count": records, "batch_count": files, "first_exported_on": first,
        "last_exported_on": OCTOBER,
    }  # fmt: skip


def _batch(entity: str, on: dt.date, rows: tuple[int, int, int, int]) -> Row:
    read, loaded, unchanged, rejected = rows
    return {
        "batch_id": f"{entity} {on}", "source": "acre", "entity": entity,
        "part": entity, "file": f"{entity}.csv", "file_hash": "0", "exported_on": on,
        "is_partial": False, "rows_read": read, "rows_loaded": loaded,
        "rows_unchanged": unchanged, "rows_rejected": rejected, "loaded_at": NIGHT,
    }  # fmt: skip


def _reject(entity: str, line: int, value: str) -> Row:
    return {
        "batch_id": f"{entity} {OCTOBER}", "source": "acre", "entity": entity,
        "file": f"{entity}.csv", "exported_on": OCTOBER, "line": line,
        "field": "declared_grade", "value": value, "record_key": "P9",
        "reason": "is not one of A, B, C, D; correct it or map it",
    }  # fmt: skip


def _finding(finding: str, prospect_id: str, field: str, value: str) -> Row:
    return {
        "finding": finding, "entity": "prospects", "source": "acre",
        "record_id": prospect_id, "field": field, "value": value,
        "exported_on": OCTOBER,
    }  # fmt: skip


def _verdict(release_id: str, check: str) -> Row:
    return {
        "release_id": release_id, "check": check, "subject": "marts.dim_prospects",
        "severity": "blocking", "description": "Every prospect stands once.",
        "description_zh": "每家潜在客户只出现一次。", "observed_value": "100 %",
        "failed_count": 0, "passed": True, "checked_at": NIGHT,
    }  # fmt: skip

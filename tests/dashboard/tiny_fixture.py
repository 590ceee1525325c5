"""Two exports of three territories, small enough to count by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tests.dashboard.release_fixture import Row, entities

AUGUST, SEPTEMBER, OCTOBER = (
    dt.date(2026, 8, 31),
    dt.date(2026, 9, 30),
    dt.date(2026, 10, 31),
)
NIGHT = dt.datetime(2026, 11, 1, 2, 30)


def _prospect(
    prospect_id: str,
    name: str,
    territory_id: str,
    grade: str,
    expected_sign_on: dt.date | None,
    *,
    is_on_list: bool = True,
) -> Row:
    return (
        prospect_id, "acre", name, territory_id, "R1", "electronics", "苏州", None,
        "domestic", "active" if is_on_list else "won", grade, None, 80_000_000, None,
        120, is_on_list, expected_sign_on, None, SEPTEMBER, OCTOBER,
    )  # fmt: skip


def _project(
    project_id: str,
    prospect_id: str | None,
    territory_id: str,
    grade: str,
    amount: int | None,
    *,
    is_open: bool = True,
) -> Row:
    return (
        project_id, "acre", prospect_id, territory_id, "R1", grade, "ERP", "易飞",
        "demo", "open" if is_open else "won", None, None, amount, is_open,
        dt.date(2026, 8, 3), dt.date(2027, 1, 15), None if is_open else OCTOBER,
        SEPTEMBER, OCTOBER,
    )  # fmt: skip


def projects_only(release_id: str) -> dict[str, Sequence[Row]]:
    """A deals export: projects without prospects, past months reconstructed."""
    return {
        "dim_as_of_dates": [(SEPTEMBER, True, False), (OCTOBER, False, True)],
        "dim_territories": [("unassigned", None, None, None, None, None, True)],
        "dim_projects": [_project("J1", None, "unassigned", "ungraded", 300_000)],
        "fct_open_pipeline": [
            (SEPTEMBER, "unassigned", "ungraded", True, 1, 300_000, 0),
            (OCTOBER, "unassigned", "ungraded", False, 1, 300_000, 0),
        ],
        "fct_entities": entities({"projects": (1, 1, OCTOBER, OCTOBER)}),
        "fct_batches": [
            (
                "b1", "salesforce", "projects", "Opportunity", "Opportunity.csv", "0",
                OCTOBER, False, 1, 1, 0, 0, NIGHT,
            )
        ],
        "fct_check_results": [
            (
                release_id, "amounts_are_positive", "marts.dim_projects", "warning",
                "Amounts are positive.", "金额为正数。", "100 %", 0, True, NIGHT,
            )
        ],
    }  # fmt: skip


def company(release_id: str) -> dict[str, Sequence[Row]]:
    """Prospects and projects, one reject file of two, findings, a failed check."""
    return {
        "dim_prospects": [
            _prospect("P1", "恒达电子", "T1", "A", dt.date(2026, 12, 1)),
            _prospect("P2", "=新锐机械", "T1", "B", dt.date(2027, 3, 1)),
            _prospect("P3", "华盛五金", "T2", "D", None),
            _prospect("P4", "宏图食品", "unassigned", "ungraded", None),
            _prospect("P5", "锦程化工", "T1", "A", None, is_on_list=False),
        ],
        "dim_projects": [
            _project("J1", "P1", "T1", "A", 450_000),
            _project("J2", "P3", "T2", "D", None),
            _project("J3", "P5", "T1", "A", 900_000, is_open=False),
        ],
        "dim_territories": [
            ("T1", "Suzhou", "East", "R1", "East", 3, True),
            ("T2", "Wuxi", "East", None, "East", None, True),
            ("T3", "Ningbo", "South", None, "South", 2, True),
            ("unassigned", None, None, None, None, None, True),
        ],
        "dim_reps": [("R1", "王伟", None, "East", None, True, True)],
        "dim_as_of_dates": [
            (AUGUST, True, False),
            (SEPTEMBER, False, False),
            (OCTOBER, False, True),
        ],
        "fct_list_counts": [
            (SEPTEMBER, "T1", "A", 2),
            (SEPTEMBER, "T1", "B", 1),
            (SEPTEMBER, "unassigned", "C", 1),
            (OCTOBER, "T1", "A", 1),
            (OCTOBER, "T1", "B", 1),
            (OCTOBER, "T2", "D", 1),
            (OCTOBER, "unassigned", "ungraded", 1),
        ],
        "fct_open_pipeline": [
            (AUGUST, "T1", "ungraded", True, 1, 100_000, 0),
            (SEPTEMBER, "T1", "A", False, 1, 500_000, 0),
            (SEPTEMBER, "T1", "B", False, 1, 200_000, 0),
            (OCTOBER, "T1", "A", False, 1, 450_000, 0),
            (OCTOBER, "T2", "D", False, 1, 0, 1),
        ],
        **_bookkeeping(release_id),
    }


def _bookkeeping(release_id: str) -> dict[str, Sequence[Row]]:
    def batch(entity: str, on: dt.date, *rows: int) -> Row:
        return (
            f"{entity} {on}", "acre", entity, entity, f"{entity}.csv", "0", on, False,
            *rows, NIGHT,
        )  # fmt: skip

    def reject(entity: str, line: int, value: str) -> Row:
        return (
            f"{entity} {OCTOBER}", "acre", entity, f"{entity}.csv", OCTOBER, line,
            "declared_grade", value, "is not one of A, B, C, D; correct it or map it",
            "P9",
        )  # fmt: skip

    return {
        "fct_entities": entities(
            {
                "prospects": (5, 2, SEPTEMBER, OCTOBER),
                "projects": (3, 1, OCTOBER, OCTOBER),
            }
        ),
        "fct_batches": [
            batch("prospects", SEPTEMBER, 4, 4, 0, 0),
            batch("prospects", OCTOBER, 7, 3, 2, 2),
            batch("projects", OCTOBER, 4, 3, 0, 1),
        ],
        "fct_rejects": [
            reject("prospects", 7, "E"),
            reject("prospects", 9, "a+"),
            reject("projects", 3, "AA"),
        ],
        "fct_findings": [
            (
                "unknown_territory", "prospects", "acre", "P3", "territory_id", "T2",
                OCTOBER,
            ),
            ("unknown_value", "prospects", "acre", "P2", "ownership", "state", OCTOBER),
            ("unknown_value", "prospects", "acre", "P4", "ownership", "state", OCTOBER),
        ],
        "fct_check_results": [
            (
                "20260901T000000000Z-00000000", "prospects_are_unique",
                "marts.dim_prospects", "blocking", "Every prospect stands once.",
                "每家潜在客户只出现一次。", "100 %", 0, True, NIGHT,
            ),
            (
                release_id, "prospects_are_unique", "marts.dim_prospects", "blocking",
                "Every prospect stands once.", "每家潜在客户只出现一次。", "100 %", 0,
                True, NIGHT,
            ),
            (
                release_id, "territories_are_known", "marts.dim_prospects", "warning",
                "Every prospect belongs to a delivered territory.",
                "每家潜在客户都属于已导出的责任区。", "99 %", 2, False, NIGHT,
            ),
        ],
    }  # fmt: skip

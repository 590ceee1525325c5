"""No entity is needed to build, and one alone gives what it can."""

from datetime import date
from pathlib import Path

from tests.dbt.builds import dbt_build_data
from tests.dbt.raw_warehouse import Export, RawWarehouse

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


def test_nothing_loaded(empty_warehouse: RawWarehouse) -> None:
    assert empty_warehouse.query("select * from marts.dim_territories") == [
        ("unassigned", None, "unassigned", None, None, None, True)
    ]
    of_the_project = {"dim_labels", "dim_metrics", "dim_metric_marts"}
    filled = {"dim_territories", "fct_entities", *of_the_project}
    marts = empty_warehouse.query(
        "select table_name from information_schema.tables where table_schema = 'marts'"
    )
    assert len(marts) > 15
    for (mart,) in marts:
        if mart not in filled:
            assert empty_warehouse.query(f"select * from marts.{mart}") == []


def test_prospects_only(tmp_path: Path) -> None:
    warehouse = RawWarehouse(tmp_path)
    warehouse.load(
        [
            Export(
                "prospects",
                JANUARY,
                [
                    prospect("P1", territory_id="T1", rep_id="R1", declared_grade="B"),
                    prospect("P2", territory_id="T1", declared_grade="B"),
                    prospect("P3", status="active", determination="iron"),
                ],
            ),
            Export(
                "prospects",
                FEBRUARY,
                [
                    prospect("P1", territory_id="T1", rep_id="R1", declared_grade="A"),
                    prospect("P2", territory_id="T1", declared_grade="B", status="won"),
                ],
                rejected=["P3"],
            ),
        ]
    )
    dbt_build_data(tmp_path)
    no_rep = ("unassigned", "unassigned", "unknown", "unknown")
    of_r1 = ("R1", "unassigned", "unknown", "unknown")
    assert warehouse.query(
        "select * exclude (overdue_count) replace (len(product_lines) as product_lines)"
        " from marts.fct_list_counts order by all"
    ) == [
        (JANUARY, "T1", *of_r1, 0, "B", 1),
        (JANUARY, "T1", *no_rep, 0, "B", 1),
        (JANUARY, "unassigned", *no_rep, 0, "ungraded", 1),
        (FEBRUARY, "T1", *of_r1, 0, "A", 1),
        (FEBRUARY, "unassigned", *no_rep, 0, "ungraded", 1),
    ]
    assert warehouse.query(
        "select territory_id, as_of, rep_id, team, prospect_count,"
        " target_prospect_count, a_count, b_count, c_count, d_count, ungraded_count"
        " from marts.fct_territory_coverage order by all"
    ) == [
        ("T1", JANUARY, "unassigned", "unassigned", 2, None, 0, 2, 0, 0, 0),
        ("T1", FEBRUARY, "unassigned", "unassigned", 1, None, 1, 0, 0, 0, 0),
        ("unassigned", JANUARY, "unassigned", "unassigned", 1, None, 0, 0, 0, 0, 1),
        ("unassigned", FEBRUARY, "unassigned", "unassigned", 1, None, 0, 0, 0, 0, 1),
    ]
    assert warehouse.query(
        "select territory_id, as_of, touched_count, overdue_count, cadence_rate,"
        " orphan_count, inactive_rep_count, in_target_market_count,"
        " market_company_count, covered_company_count, market_coverage_rate"
        " from marts.fct_territory_coverage order by all"
    ) == [
        ("T1", JANUARY, 2, 0, 1, 1, 0, None, None, None, None),
        # Four weeks without an activity are too many for an A.
        ("T1", FEBRUARY, 0, 1, 0, 0, 0, None, None, None, None),
        ("unassigned", JANUARY, 1, 0, 1, 1, 0, None, None, None, None),
        ("unassigned", FEBRUARY, 1, 0, 1, 1, 0, None, None, None, None),
    ]
    assert warehouse.query(
        "select prospect_id, due_on from marts.fct_overdue_prospects"
    ) == [("P1", date(2026, 2, 7))]
    assert warehouse.query("select * from marts.dim_as_of_dates order by all") == [
        (JANUARY, False, False, True, None, None, None, None),
        (FEBRUARY, False, True, True, JANUARY, JANUARY, None, None),
    ]
    assert warehouse.query(
        "select territory_id, is_current from marts.dim_territories order by all"
    ) == [("T1", True), ("unassigned", True)]
    assert warehouse.query("select rep_id from marts.dim_reps") == [("R1",)]
    assert warehouse.query("select * from marts.fct_findings") == [
        ("unknown_value", "prospects", "acre", "P3", "determination", "iron", JANUARY)
    ]
    assert warehouse.query("select record_key from marts.fct_rejects") == [("P3",)]


def test_projects_only(tmp_path: Path) -> None:
    """J1 is open, J2 was won in January, J3 was lost on an unknown day."""
    warehouse = RawWarehouse(tmp_path)
    warehouse.load(
        [
            Export(
                "projects",
                FEBRUARY,
                [
                    project("J1", date(2025, 12, 1), "open", amount=300),
                    project(
                        "J2", date(2025, 12, 31), "won", closed_on=date(2026, 1, 31)
                    ),
                    project("J3", date(2025, 12, 1), "lost", prospect_id="P9"),
                ],
            ),
            Export(
                "project_stages",
                FEBRUARY,
                [
                    stage("J1", "first_visit", date(2025, 12, 10), amount=100),
                    stage("J1", "demo", date(2026, 2, 10)),
                ],
            ),
        ]
    )
    dbt_build_data(tmp_path)
    december, january = date(2025, 12, 31), date(2026, 1, 31)
    assert warehouse.query(
        "select as_of, project_count, open_amount::int, missing_amount_count,"
        " is_reconstructed, territory_id, declared_grade"
        " from marts.fct_open_pipeline order by all"
    ) == [
        (december, 2, 100, 1, True, "unassigned", "ungraded"),
        (january, 1, 100, 0, True, "unassigned", "ungraded"),
        (FEBRUARY, 1, 300, 0, False, "unassigned", "ungraded"),
    ]
    assert warehouse.query("select * from marts.dim_as_of_dates order by all") == [
        (december, True, False, False, None, None, None, None),
        (january, True, False, False, december, december, None, None),
        (FEBRUARY, False, True, False, january, january, None, None),
    ]
    assert warehouse.query("select * from marts.fct_territory_coverage") == []
    assert warehouse.query("select finding, record_id from marts.fct_findings") == [
        ("closed_on_missing", "J3")
    ]


def prospect(prospect_id: str, **fields: object) -> dict[str, object]:
    return {"prospect_id": prospect_id, "name": f"Company {prospect_id}", **fields}


def project(
    project_id: str, opened_on: date, outcome: str, **fields: object
) -> dict[str, object]:
    known = {"project_id": project_id, "opened_on": opened_on, "outcome": outcome}
    return {**known, **fields}


def stage(
    project_id: str, stage: str, entered_on: date, **fields: object
) -> dict[str, object]:
    return {
        "project_id": project_id,
        "stage": stage,
        "entered_on": entered_on,
        **fields,
    }

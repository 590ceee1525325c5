"""A release is the marts as they were checked, whole and alone."""

from pathlib import Path

import duckdb

from tests.publish.company import Company

MARTS = {
    "dim_as_of_dates": 3,
    "dim_forecast_dates": 1,
    "dim_market_companies": 3,
    "dim_products": 0,
    "dim_projects": 2,
    "dim_prospect_versions": 3,
    "dim_prospects": 3,
    "dim_reps": 2,
    "dim_territories": 3,
    "fct_batches": 6,
    "fct_entities": 7,
    "fct_findings": 0,
    "fct_forecast": 4,
    "fct_forecast_accuracy": 0,
    "fct_forecast_calibration": 0,
    "fct_forecast_outcomes": 0,
    "fct_forecast_runs": 0,
    "fct_forecast_states": 2,
    "fct_grade_audit": 2,
    "fct_grade_declarations": 3,
    "fct_grade_moves": 1,
    "fct_grade_reliability": 2,
    "fct_grade_signings": 0,
    "fct_grade_totals": 40,
    "fct_list_attributes": 22,
    "fct_list_balance": 4,
    "fct_list_counts": 6,
    "fct_list_entries": 1,
    "fct_list_flows": 4,
    "fct_list_movements": 4,
    "fct_list_overlaps": 2,
    "fct_list_replacements": 1,
    "fct_list_totals": 40,
    "fct_market_areas": 2,
    "fct_open_pipeline": 6,
    "fct_open_projects": 6,
    "fct_overdue_prospects": 1,
    "fct_override_accuracy": 0,
    "fct_overrides": 0,
    "fct_pipeline_changes": 0,
    "fct_pipeline_totals": 6,
    "fct_product_mismatches": 1,
    "fct_project_forecasts": 2,
    "fct_project_outlooks": 1,
    "fct_prospect_grades": 3,
    "fct_rejects": 0,
    "fct_source_coverage": 2,
    "fct_source_names": 3,
    "fct_targets": 0,
    "fct_territory_coverage": 4,
    "fct_territory_forecasts": 6,
}


# A release says of its newest forecast that it is stored: test_forecast_runs.py.
MARKED_AS_STORED = {"dim_forecast_dates", "fct_forecast", "fct_forecast_runs"}


def test_a_release_holds_the_marts_and_nothing_else(published: Company) -> None:
    tables = published.query(
        "select table_schema, table_name from information_schema.tables order by all"
    )
    names = sorted([*MARTS, "fct_check_exceptions", "fct_check_results"])
    assert tables == [("marts", name) for name in names]


def test_every_row_is_copied(published: Company) -> None:
    with duckdb.connect(str(published.home.warehouse), read_only=True) as built:
        for table in MARTS.keys() - MARKED_AS_STORED:
            query = f"from marts.{table} order by all"
            assert published.query(query) == built.execute(query).fetchall()


def test_rows_are_sorted_by_their_key(published: Company) -> None:
    with duckdb.connect(str(published.home.warehouse), read_only=True) as built:
        ids = built.execute("select prospect_id from marts.dim_prospects").fetchall()
    assert ids != sorted(ids)
    assert published.query("select prospect_id from marts.dim_prospects") == sorted(ids)


def test_rows_may_be_sorted_another_way_than_by_their_key(
    published: Company,
) -> None:
    rows = published.query(
        "select as_of, team, territory_id, project_id from marts.fct_open_projects"
    )
    assert len(rows) == 6
    assert rows == sorted(rows)


def test_rows_lie_in_groups_that_filters_skip(company: Company) -> None:
    company.sql(
        "create view marts.fct_many as select range as number from range(40_000)"
    )
    assert company.publish().exit_code == 0
    groups = company.query(
        "select count(distinct row_group_id) from pragma_storage_info('marts.fct_many')"
    )
    assert groups == [(3,)]


def test_comments_are_copied(published: Company) -> None:
    comments = published.query(
        "select comment from duckdb_tables() where table_name = 'dim_prospects' "
        "union all select comment from duckdb_columns() "
        "where table_name = 'dim_prospects' and column_name = 'prospect_id'"
    )
    assert comments == [("One row per prospect; it's the latest.",), ("Key.",)]


def test_a_view_is_released_as_a_table(company: Company) -> None:
    company.sql(
        "create view marts.fct_heads as select headcount from marts.dim_prospects"
    )
    assert company.publish().exit_code == 0
    assert company.query(
        "select table_type from information_schema.tables "
        "where table_name = 'fct_heads'"
    ) == [("BASE TABLE",)]
    assert company.query("select count(*) from marts.fct_heads") == [(3,)]


def test_the_manifest_describes_the_release(published: Company) -> None:
    content = published.release_json()
    assert content["id"] == published.current()
    assert content["id"].endswith(content["fingerprint"][:8])
    assert content["as_of"] == "2026-11-01"
    verdicts = content["tables"].pop("fct_check_results")
    assert content["tables"] == MARTS | {
        "fct_check_exceptions": 0,
        "fct_forecast_runs": 1,
    }
    assert content["checks"] == {"passed": verdicts, "warnings": [], "not_run": []}


def test_the_folder_is_printed_and_complete(company: Company) -> None:
    publish = company.publish()
    folder = Path(publish.stdout.strip())
    assert folder == company.home.release(company.current())
    assert sorted(path.name for path in folder.iterdir()) == [
        "release.duckdb",
        "release.json",
    ]


def test_current_holds_the_id_and_nothing_else(published: Company) -> None:
    assert published.home.current.read_bytes() == published.release_ids()[0].encode()

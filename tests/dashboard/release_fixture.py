"""Releases as publish writes them, made straight with DuckDB.

The dashboard's tests need marts, not the way to them. A test states the facts: dates,
spans of prospects, open projects, territories, reps. What only counts them follows in
counts_fixture, unless the test states that as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from tests.dashboard import (
    churn_fixture,
    counts_fixture,
    labels_fixture,
    metrics_fixture,
)
from tests.dashboard.definitions_fixture import DEFINITIONS

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]

# The columns of the contracts in dbt_project/models/marts.
MARTS: Mapping[str, str] = {
    "dim_as_of_dates": """
        as_of date, is_reconstructed boolean, is_newest boolean, is_list_known boolean,
        previous_as_of date, month_before_as_of date, quarter_before_as_of date,
        year_before_as_of date
    """,
    "dim_forecast_dates": """
        as_of date, opening_month date, step varchar, headline_method varchar,
        history_month_count bigint, graded_month_count bigint, history_win_count bigint,
        needed_month_count bigint, needed_win_count bigint, signed_count bigint,
        signed_amount decimal(38,2), is_newest boolean, is_backtest boolean,
        is_reconstructed boolean
    """,
    "dim_labels": """
        vocabulary varchar, code varchar, label_en varchar, label_zh varchar,
        sort_order integer, colour varchar
    """,
    "dim_metric_marts": """
        metric varchar, semantic_model varchar, mart varchar, mart_rank integer,
        aggregate varchar, time_column varchar, dimensions varchar[],
        dimension_expressions varchar[], totals varchar[], attributes varchar[], is_flow boolean,
        may_be_unknown boolean, is_span boolean
    """,
    "dim_metrics": """
        metric varchar, label varchar, label_zh varchar, metric_type varchar,
        numerator varchar, denominator varchar, expression varchar, better varchar,
        description varchar
    """,
    "dim_market_companies": """
        company_id varchar, name varchar, industry varchar, city varchar,
        district varchar, annual_revenue_amount decimal(18,2), headcount integer,
        is_covered boolean, valid_from date, valid_to date
    """,
    "dim_products": """
        product varchar, product_line varchar, list_price_amount decimal(18,2),
        is_current boolean
    """,
    "dim_projects": """
        project_id varchar, source varchar, prospect_id varchar, territory_id varchar,
        rep_id varchar, declared_grade varchar, product_line varchar, product varchar,
        stage varchar, outcome varchar, lost_reason varchar, lead_source varchar,
        amount decimal(18,2), is_open boolean, opened_on date, expected_sign_on date,
        closed_on date, first_seen_on date, last_seen_on date
    """,
    "dim_prospect_versions": """
        prospect_id varchar, source varchar, territory_id varchar, rep_id varchar,
        team varchar, name varchar, industry varchar, city varchar, district varchar,
        ownership varchar, segment varchar, declared_grade varchar, situation varchar,
        annual_revenue_amount decimal(18,2), annual_profit_amount decimal(18,2),
        headcount integer, expected_sign_on date, created_on date, valid_from date,
        valid_to date
    """,
    "dim_prospects": """
        prospect_id varchar, source varchar, territory_id varchar, rep_id varchar,
        name varchar, industry varchar, city varchar, district varchar,
        ownership varchar, status varchar, declared_grade varchar, situation varchar,
        annual_revenue_amount decimal(18,2), annual_profit_amount decimal(18,2),
        headcount integer, is_on_list boolean, expected_sign_on date, created_on date,
        first_seen_on date, last_seen_on date
    """,
    "dim_reps": """
        rep_id varchar, manager_rep_id varchar, name varchar, email varchar,
        team varchar, is_active boolean, is_current boolean
    """,
    "dim_territories": """
        territory_id varchar, rep_id varchar, name varchar, region varchar,
        team varchar, target_prospect_count bigint, is_current boolean
    """,
    "fct_batches": """
        batch_id varchar, source varchar, entity varchar, part varchar, file varchar,
        file_hash varchar, exported_on date, is_partial boolean, rows_read bigint,
        rows_loaded bigint, rows_unchanged bigint, rows_rejected bigint,
        loaded_at timestamp
    """,
    "fct_check_exceptions": """
        "check" varchar, exception_number bigint, record varchar
    """,
    "fct_check_results": """
        release_id varchar, "check" varchar, subject varchar, severity varchar,
        description varchar, description_zh varchar, observed_value varchar,
        failed_count bigint, passed boolean, checked_at timestamp
    """,
    "fct_entities": """
        entity varchar, record_count bigint, batch_count bigint, is_loaded boolean,
        first_exported_on date, last_exported_on date
    """,
    "fct_findings": """
        finding varchar, entity varchar, source varchar, record_id varchar,
        field varchar, value varchar, exported_on date
    """,
    "fct_forecast": """
        as_of date, method varchar, grade varchar, target_grain varchar, target_start
        date, horizon bigint, won_count double, won_amount double, won_amount_p10
        double, won_amount_p90 double, won_amount_p025 double, won_amount_p975 double,
        is_headline boolean, is_backtest boolean, is_reconstructed boolean
    """,
    "fct_forecast_accuracy": """
        method varchar, target_grain varchar, horizon bigint, forecast_count bigint,
        stored_count bigint, wape double, bias double, crps double, coverage_80 double,
        coverage_95 double
    """,
    "fct_forecast_calibration": """
        grade varchar, probability_from double, probability_to double, project_count
        bigint, expected_count double, won_count bigint, expected_rate double, won_rate
        double
    """,
    "fct_forecast_outcomes": """
        as_of date, grade varchar, target_grain varchar, target_start date, horizon
        bigint, won_count bigint, won_amount decimal(38,2)
    """,
    "fct_forecast_runs": """
        run_id varchar, as_of date, definitions_version varchar, row_count bigint,
        is_in_use boolean, stored_at timestamp
    """,
    "fct_forecast_states": """
        as_of date, state varchar, horizon bigint, target_start date, grade varchar,
        age_months varchar, grade_months varchar, project_count bigint, similar_count
        double, similar_won_count double, overall_rate double, grade_rate double,
        grade_age_rate double, state_rate double, quarter_factor double, probability
        double, is_stalled boolean
    """,
    "fct_forecast_terms": """
        as_of date, grade varchar, state varchar, amount_basis varchar, target_start
        date, horizon bigint, project_count bigint, similar_count double,
        similar_won_count double, base_rate double, quarter_factor double, limit_factor
        double, probability double, counted_amount double, amount_factor double,
        won_count double, won_amount double
    """,
    "fct_grade_audit": """
        as_of date, scope_type varchar, team varchar, rep_id varchar, territory_id varchar,
        declared_grade varchar, prospect_count bigint,
        assessed_count bigint, overgraded_count bigint, undergraded_count bigint,
        overgraded_step_count bigint, stale_count bigint, signed_count bigint, sign_due_on date,
        overgraded_rate double, overgraded_low_rate double, overgraded_high_rate double,
        stale_rate double, stale_low_rate double, stale_high_rate double,
        signed_rate double, signed_low_rate double, signed_high_rate double,
        is_enough boolean
    """,
    "fct_grade_declarations": """
        prospect_id varchar, territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar,
        declared_grade varchar, is_signed_in_time boolean, declared_on date,
        sign_due_on date, signed_on date
    """,
    "fct_grade_moves": """
        prospect_id varchar, territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar,
        from_grade varchar, to_grade varchar, improvement_steps bigint, moved_on date
    """,
    "fct_grade_reliability": """
        as_of date, scope_type varchar, team varchar, rep_id varchar, territory_id varchar,
        declared_grade varchar, declared_count bigint, due_count bigint,
        signed_count bigint, not_yet_known_count bigint, signed_rate double,
        signed_low_rate double, signed_high_rate double, is_enough boolean
    """,
    "fct_grade_signings": """
        grade varchar, within_months bigint, promised_rate double, project_count bigint,
        won_count bigint, won_rate double
    """,
    "fct_grade_totals": """
        as_of date, segment varchar, industry varchar, product_line varchar,
        declared_grade varchar, evidence_grade varchar,
        prospect_count bigint,
        assessed_count bigint, overgraded_count bigint, undergraded_count bigint,
        overgraded_step_count bigint, stale_count bigint
    """,
    "fct_list_balance": """
        territory_id varchar, month date, opening_count bigint,
        exchange_in_count bigint, replenishment_count bigint, new_prospect_count bigint,
        exchange_out_count bigint, handed_over_count bigint, closure_count bigint,
        won_count bigint, lost_count bigint, unexplained_count bigint,
        closing_count bigint, residual_count bigint, churn_rate double
    """,
    "fct_list_counts": """
        as_of date, territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar, product_lines varchar[],
        declared_grade varchar, prospect_count bigint, overdue_count bigint
    """,
    "fct_list_attributes": """
        as_of date, attribute varchar, attribute_value varchar, territory_id varchar,
        rep_id varchar, team varchar, prospect_count bigint, a_count bigint,
        b_count bigint, c_count bigint, d_count bigint, ungraded_count bigint,
        overdue_count bigint
    """,
    "fct_list_overlaps": """
        as_of date, prospect_id varchar, normalised_name varchar, name varchar,
        territory_id varchar, rep_id varchar, team varchar, segment varchar,
        industry varchar, declared_grade varchar, territory_ids varchar[],
        territory_count bigint
    """,
    "fct_list_entries": """
        prospect_id varchar, territory_id varchar, rep_id varchar, team varchar,
        name varchar, segment varchar, industry varchar, declared_grade varchar,
        movement_type varchar, list_sources varchar[], moved_on date, matured_on date,
        reached_on date
    """,
    "fct_list_flows": """
        moved_on date, territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar, declared_grade varchar,
        movement_type varchar, change_count bigint
    """,
    "fct_list_movements": """
        prospect_id varchar, territory_id varchar, other_territory_id varchar,
        rep_id varchar, team varchar, name varchar, segment varchar, industry varchar,
        declared_grade varchar, movement_type varchar, direction integer, moved_on date
    """,
    "fct_list_replacements": """
        territory_id varchar, prospect_id varchar, replacing_prospect_id varchar,
        rep_id varchar, team varchar, segment varchar, industry varchar,
        declared_grade varchar, movement_type varchar, days_to_replacement bigint,
        left_on date, replaced_on date
    """,
    "fct_list_totals": """
        as_of date, segment varchar, industry varchar, product_line varchar,
        declared_grade varchar, prospect_count bigint
    """,
    "fct_market_areas": """
        as_of date, city varchar, district varchar, industry varchar,
        territory_ids varchar[], territory_count bigint, market_company_count bigint,
        covered_company_count bigint, market_coverage_rate double
    """,
    "fct_open_pipeline": """
        as_of date, territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar, product_line varchar,
        declared_grade varchar, project_count bigint, open_amount decimal(38,2),
        missing_amount_count bigint, is_reconstructed boolean
    """,
    "fct_open_projects": """
        as_of date, project_id varchar, source varchar, prospect_id varchar,
        prospect_name varchar, territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar, product_line varchar, product varchar,
        stage varchar, declared_grade varchar, amount decimal(18,2), is_reconstructed boolean,
        is_due boolean, expected_sign_on date, opened_on date,
        last_activity_on date, evidence_grade varchar, missing_evidence varchar
    """,
    "fct_overdue_prospects": """
        prospect_id varchar, name varchar, territory_id varchar, rep_id varchar,
        team varchar, segment varchar, industry varchar, city varchar,
        declared_grade varchar, last_activity_on date, due_on date, valid_from date,
        valid_to date
    """,
    "fct_override_accuracy": """
        target_grain varchar, horizon bigint, override_count bigint,
        override_wape double, system_wape double, override_bias double,
        system_bias double
    """,
    "fct_overrides": """
        override_id varchar, territory_id varchar, target_grain varchar,
        target_start date, author varchar, reason varchar, release_id varchar,
        override_amount decimal(18,2), system_amount double,
        actual_amount decimal(38,2), horizon bigint, is_in_use boolean,
        entered_at timestamp, as_of date
    """,
    "fct_pipeline_changes": """
        as_of date, previous_as_of date, project_id varchar, change_type varchar,
        direction varchar, prospect_id varchar, prospect_name varchar,
        territory_id varchar, rep_id varchar, team varchar, segment varchar,
        industry varchar, product_line varchar, declared_grade varchar,
        value_before varchar, value_after varchar, count_change bigint,
        amount_change decimal(38,2), is_due boolean, is_reconstructed boolean
    """,
    "fct_pipeline_totals": """
        as_of date, segment varchar, industry varchar, product_line varchar,
        declared_grade varchar, project_count bigint, open_amount decimal(38,2),
        missing_amount_count bigint, is_reconstructed boolean
    """,
    "fct_product_mismatches": """
        project_id varchar, prospect_id varchar, prospect_name varchar,
        territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar,
        declared_grade varchar, product_line varchar, product varchar, outcome varchar,
        amount decimal(18,2), opened_on date, valid_from date, valid_to date
    """,
    "fct_project_forecasts": """
        as_of date, project_id varchar, state varchar, target_start date, horizon
        bigint, similar_count double, similar_won_count double, probability double,
        expected_amount double
    """,
    "fct_project_outlooks": """
        as_of date, project_id varchar, prospect_id varchar, state varchar, grade
        varchar, age_months varchar, grade_months varchar, amount_basis varchar,
        counted_amount double, month_probability double, quarter_probability double,
        year_probability double, quarter_expected_amount double, year_expected_amount
        double, is_stalled boolean, likeliest_month date
    """,
    "fct_prospect_grades": """
        prospect_id varchar, territory_id varchar, rep_id varchar, team varchar,
        segment varchar, industry varchar,
        declared_grade varchar, evidence_grade varchar, evidence_rule varchar,
        missing_evidence varchar, contradictions varchar, market_remarks varchar,
        overgraded_steps bigint, is_in_target_market boolean, is_overgraded boolean,
        is_undergraded boolean, is_stale boolean, declared_since date, valid_from date,
        valid_to date, is_inflated boolean
    """,
    "fct_rejects": """
        batch_id varchar, source varchar, entity varchar, file varchar,
        record_key varchar, field varchar, value varchar, reason varchar, line bigint,
        exported_on date
    """,
    "fct_source_coverage": """
        as_of date, list_source varchar, market_company_count bigint,
        reached_company_count bigint, source_coverage_rate double
    """,
    "fct_source_names": """
        list_source varchar, prospect_id varchar, territory_id varchar, rep_id varchar,
        team varchar, segment varchar, industry varchar, declared_grade varchar,
        valid_from date, valid_to date, reached_on date, met_on date, won_on date
    """,
    "fct_targets": """
        as_of date, scope_type varchar, scope_id varchar, quarter_start date,
        territory_count bigint, targeted_territory_count bigint,
        target_amount decimal(38,2), signed_amount decimal(38,2), forecast_amount double,
        adjusted_amount double, gap_amount decimal(38,2), pipeline_amount decimal(38,2),
        coverage_rate double, conversion_rate double, needed_pipeline_amount double,
        is_over boolean
    """,
    "fct_territory_forecasts": """
        as_of date, scope_type varchar, scope_id varchar, target_grain varchar,
        target_start date, horizon bigint, won_amount double,
        pipeline_won_amount double, new_won_amount double
    """,
    "fct_territory_coverage": """
        territory_id varchar, as_of date, rep_id varchar, team varchar,
        prospect_count bigint, target_prospect_count bigint, target_rate double,
        a_count bigint, b_count bigint, c_count bigint, d_count bigint,
        ungraded_count bigint, touched_count bigint, overdue_count bigint,
        cadence_rate double, orphan_count bigint, inactive_rep_count bigint,
        in_target_market_count bigint, in_target_market_rate double,
        market_company_count bigint, covered_company_count bigint,
        market_coverage_rate double, workload_day_count double, workload_rate double,
        is_short_of_target boolean
    """,
}

ENTITIES = (
    "territories", "territory_areas", "reps", "prospects", "prospect_sources",
    "contacts", "projects", "products", "project_stages", "quotations", "activities",
    "events", "event_invitations", "market_companies", "quiz_results",
)  # fmt: skip


def publish(
    home: Path,
    release_id: str,
    tables: Tables,
    *,
    left_out: Sequence[str] = (),
    definitions: Mapping[str, str] = DEFINITIONS,
) -> Path:
    """Write a release with these rows, swap `current` to it, return its folder.

    Every mart exists: with the rows that `tables` states (a column that a row leaves out
    is null), else with those that follow from the others or the seed of labels, else
    empty. `left_out` names
    marts that the release lacks altogether; `definitions` has the columns' comments.
    """
    tables = {"dim_labels": labels_fixture.rows(), **tables}
    folder = home / "releases" / release_id
    folder.mkdir(parents=True)
    with duckdb.connect(folder / "release.duckdb") as connection:
        connection.execute("begin")
        connection.execute("create schema marts")
        for mart, columns in MARTS.items():
            connection.execute(f"create table marts.{mart} ({columns})")
            _fill(connection, mart, tables.get(mart, ()))
        _fill(connection, "dim_metrics", metrics_fixture.metrics())
        _fill(connection, "dim_metric_marts", metrics_fixture.metric_marts())
        counts_fixture.derive(connection, stated=tables.keys())
        churn_fixture.derive(connection, stated=tables.keys())
        _define(connection, definitions)
        for mart in left_out:
            connection.execute(f"drop table marts.{mart}")
        connection.execute("commit")
    (folder / "release.json").write_text(json.dumps({"id": release_id}))
    swap(home, release_id)
    return folder


def swap(home: Path, release_id: str) -> None:
    """Point `current` at a release the way publish does: write aside, then rename."""
    aside = home / "current.new"
    aside.write_text(release_id)
    aside.replace(home / "current")


def _fill(
    connection: duckdb.DuckDBPyConnection, mart: str, rows: Sequence[Row]
) -> None:
    if not rows:
        return
    described = connection.execute(f"describe marts.{mart}").fetchall()
    columns = [column for column, *_rest in described]
    unknown = set().union(*rows) - set(columns)
    assert not unknown, f"{mart} has no {unknown}"
    whole = [{column: row.get(column) for column in columns} for row in rows]
    connection.register("stated_rows", pa.Table.from_pylist(whole))
    connection.execute(f"insert into marts.{mart} by name from stated_rows")
    connection.unregister("stated_rows")


def _define(
    connection: duckdb.DuckDBPyConnection, definitions: Mapping[str, str]
) -> None:
    columns = connection.execute(
        "select table_name, column_name from duckdb_columns()"
        " where schema_name = 'marts' and not internal"
    ).fetchall()
    for mart, column in columns:
        if column in definitions:
            text = definitions[column].replace("'", "''")
            connection.execute(f"comment on column marts.{mart}.{column} is '{text}'")


def entities(loaded: Mapping[str, Row]) -> list[Row]:
    """Rows of fct_entities: these for the loaded entities, the others not loaded."""
    return [
        {
            "entity": name,
            "record_count": 0,
            "batch_count": 0,
            **loaded.get(name, {}),
            "is_loaded": name in loaded,
        }
        for name in sorted(ENTITIES)
    ]

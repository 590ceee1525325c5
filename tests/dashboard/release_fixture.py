"""Releases as publish writes them, made straight with DuckDB.

The dashboard's tests need marts, not the way to them: these columns are those of the
contracts in dbt_project/models/marts, and the figures are small enough to count by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

Row = Sequence[object]

MARTS: Mapping[str, str] = {
    "dim_prospects": (
        "prospect_id varchar, source varchar, name varchar, territory_id varchar,"
        " rep_id varchar, industry varchar, city varchar, district varchar,"
        " ownership varchar, status varchar, declared_grade varchar,"
        " situation varchar, annual_revenue_amount decimal(18,2),"
        " annual_profit_amount decimal(18,2), headcount integer, is_on_list boolean,"
        " expected_sign_on date, created_on date, first_seen_on date, last_seen_on date"
    ),
    "dim_projects": (
        "project_id varchar, source varchar, prospect_id varchar,"
        " territory_id varchar, rep_id varchar, declared_grade varchar,"
        " product_line varchar, product varchar, stage varchar, outcome varchar,"
        " lost_reason varchar, lead_source varchar, amount decimal(18,2),"
        " is_open boolean, opened_on date, expected_sign_on date, closed_on date,"
        " first_seen_on date, last_seen_on date"
    ),
    "dim_territories": (
        "territory_id varchar, name varchar, region varchar, rep_id varchar,"
        " team varchar, target_prospect_count integer, is_current boolean"
    ),
    "dim_reps": (
        "rep_id varchar, name varchar, email varchar, team varchar,"
        " manager_rep_id varchar, is_active boolean, is_current boolean"
    ),
    "dim_products": (
        "product varchar, product_line varchar, list_price_amount decimal(18,2)"
    ),
    "dim_as_of_dates": "as_of date, is_reconstructed boolean, is_newest boolean",
    "fct_list_counts": (
        "as_of date, territory_id varchar, declared_grade varchar,"
        " prospect_count bigint"
    ),
    "fct_open_pipeline": (
        "as_of date, territory_id varchar, declared_grade varchar,"
        " is_reconstructed boolean, project_count bigint,"
        " open_amount decimal(38,2), missing_amount_count bigint"
    ),
    "fct_entities": (
        "entity varchar, record_count bigint, batch_count bigint,"
        " first_exported_on date, last_exported_on date, is_loaded boolean"
    ),
    "fct_batches": (
        "batch_id varchar, source varchar, entity varchar, part varchar, file varchar,"
        " file_hash varchar, exported_on date, is_partial boolean, rows_read bigint,"
        " rows_loaded bigint, rows_unchanged bigint, rows_rejected bigint,"
        " loaded_at timestamp"
    ),
    "fct_rejects": (
        "batch_id varchar, source varchar, entity varchar, file varchar,"
        " exported_on date, line bigint, field varchar, value varchar, reason varchar,"
        " record_key varchar"
    ),
    "fct_findings": (
        "finding varchar, entity varchar, source varchar, record_id varchar,"
        " field varchar, value varchar, exported_on date"
    ),
    "fct_check_results": (
        'release_id varchar, "check" varchar, subject varchar, severity varchar,'
        " description varchar, description_zh varchar, observed_value varchar,"
        " failed_count bigint, passed boolean, checked_at timestamp"
    ),
}

ENTITIES = (
    "territories", "territory_areas", "reps", "prospects", "prospect_sources",
    "contacts", "projects", "products", "project_stages", "quotations", "activities",
    "events", "event_invitations", "market_companies", "quiz_results",
)  # fmt: skip


def publish(
    home: Path,
    release_id: str,
    tables: Mapping[str, Sequence[Row]],
    left_out: Sequence[str] = (),
) -> Path:
    """Write a release with these rows, swap `current` to it, return its folder.

    Every mart exists, empty where `tables` has no rows for it; `left_out` names marts
    that the release lacks altogether.
    """
    folder = home / "releases" / release_id
    folder.mkdir(parents=True)
    with duckdb.connect(folder / "release.duckdb") as connection:
        connection.execute("create schema marts")
        for name, columns in MARTS.items():
            if name in left_out:
                continue
            connection.execute(f"create table marts.{name} ({columns})")
            rows = tables.get(name, ())
            if rows:
                holes = ", ".join("?" * len(rows[0]))
                connection.execute("begin")
                connection.executemany(
                    f"insert into marts.{name} values ({holes})", rows
                )
                connection.execute("commit")
    (folder / "release.json").write_text(json.dumps({"id": release_id}))
    swap(home, release_id)
    return folder


def swap(home: Path, release_id: str) -> None:
    """Point `current` at a release the way publish does: write aside, then rename."""
    aside = home / "current.new"
    aside.write_text(release_id)
    aside.replace(home / "current")


def entities(loaded: Mapping[str, Row]) -> list[Row]:
    """Rows of fct_entities: (records, batches, first, last) for the loaded ones."""
    absent: Row = (0, 0, None, None)
    return [
        (name, *loaded.get(name, absent), name in loaded) for name in sorted(ENTITIES)
    ]

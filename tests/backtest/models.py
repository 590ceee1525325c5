"""The dbt models of the forecast, run over tables that a test or a benchmark brings."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tests.backtest.simulation import Snapshot

ROOT = Path(__file__).resolve().parents[2]
READS = """
create schema seeds; create schema intermediate; create schema marts;
create schema staging;
create table intermediate.int_products_versions (
    product varchar, source varchar, list_price_amount decimal(18, 2), valid_from date
);
create table intermediate.int_project_stages_versions (
    project_id varchar, valid_from date, valid_to date
);
create table intermediate.int_prospects_superseded (
    prospect_id varchar, source varchar, superseded_on date
);
"""
SAID_BEFORE = """
create table intermediate.int_overrides_finished (
    as_of date, method varchar, target_grain varchar, target_start date,
    horizon bigint, forecast_amount double, actual_amount double, sd double,
    is_within_80 boolean, is_within_95 boolean, is_headline boolean,
    is_backtest boolean
);
create table staging.stg_forecast_runs (
    run_id varchar, definitions_version varchar, stored_at timestamp, as_of date,
    method varchar, grade varchar, target_grain varchar, target_start date,
    horizon bigint, won_count double, won_amount double, won_amount_p10 double,
    won_amount_p90 double, won_amount_p025 double, won_amount_p975 double,
    is_headline boolean, is_reconstructed boolean
);
"""


@dataclass(frozen=True)
class Model:
    """One model, compiled."""

    relation: str
    sql: str
    kind: str = "table"


def compiled(folder: Path) -> list[Model]:
    """Compile the forecast's models; return them as `of_target` does."""
    command = [
        str(Path(sys.executable).with_name("dbt")),
        *("compile", "--project-dir", "dbt_project", "--profiles-dir", "."),
        *("--target-path", str(folder), "--log-path", str(folder)),
        *("--quiet", "--no-populate-cache"),
        *("--select", "intermediate.forecast", "marts.forecast"),
    ]
    environment = os.environ | {"ACRE_HOME": str(folder)}
    subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return of_target(folder)


def of_target(folder: Path) -> list[Model]:
    """Return the models that dbt compiled into a folder, each after those it reads."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    nodes = {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node.get("compiled_code")
    }
    order = TopologicalSorter(
        {
            key: set(node["depends_on"]["nodes"]) & nodes.keys()
            for key, node in nodes.items()
        }
    )
    return [_model(nodes[key]) for key in order.static_order()]


def _model(node: Mapping[str, Any]) -> Model:
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    return Model(f"{node['schema']}.{node['name']}", node["compiled_code"], kind)


def empty_warehouse() -> duckdb.DuckDBPyConnection:
    """Return a database in memory with the seeds and all that the models read, empty."""
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as acre; use acre")
    connection.execute(READS)
    connection.execute(SAID_BEFORE)
    for seed in sorted((ROOT / "dbt_project" / "seeds").glob("*.csv")):
        connection.execute(
            f"create table seeds.{seed.stem} as from read_csv('{seed}', header = true)"
        )
    return connection


def load(connection: duckdb.DuckDBPyConnection, snapshots: Sequence[Snapshot]) -> None:
    """Turn what exports show into the spans that the forecast's models read."""
    connection.execute(
        "create table snapshots (project integer, outcome varchar, amount double, "
        "opened_on date, closed_on date, grade varchar, exported_on date)"
    )
    columns = {
        name: [getattr(snapshot, name) for snapshot in snapshots]
        for name in Snapshot.__dataclass_fields__
    }
    arrow = pa.table(columns)
    connection.register("given", arrow)
    connection.execute("insert into snapshots by name from given")
    connection.execute(SPANS)


SPANS = """
create table intermediate.int_batches_ordered as
select 'simulated' as source, unnest(['projects', 'prospects']) as entity, exported_on
from (select distinct exported_on from snapshots);

create table intermediate.int_as_of_dates as
select
    exported_on as as_of, false as is_reconstructed,
    exported_on = max(exported_on) over () as is_newest
from (select distinct exported_on from snapshots);

create table intermediate.int_projects_timeline as
select
    'J' || project as project_id, 'simulated' as source, 'P' || project as prospect_id,
    null::varchar as product, outcome, amount::decimal(18, 2) as amount,
    false as is_reconstructed, opened_on, closed_on, exported_on as valid_from,
    lead(exported_on) over (partition by project order by exported_on) as valid_to
from snapshots;

create table intermediate.int_prospects_versions as
with changes as (
    select *, lag(grade) over (partition by project order by exported_on) as before
    from snapshots
)
select
    'P' || project as prospect_id, 'simulated' as source, grade as declared_grade,
    exported_on as valid_from,
    lead(exported_on) over (partition by project order by exported_on) as valid_to
from changes
where before is distinct from grade;
"""


def run(
    connection: duckdb.DuckDBPyConnection, models: Sequence[Model]
) -> dict[str, float]:
    """Build the models; return the seconds of each."""
    seconds = {}
    for model in models:
        started = time.monotonic()
        connection.execute(
            f"create or replace {model.kind} {model.relation} as {model.sql}"
        )
        seconds[model.relation] = time.monotonic() - started
    return seconds

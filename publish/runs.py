"""Stored forecast runs: the forecast of each release, kept for good.

A run is marked as stored in the draft of its release, so it comes to be with the release
or not at all; from the release in use it is then written to ACRE_HOME/forecast_runs, where
no rebuild and no retention reaches it. A file has the id of its run as its name, so keeping
one twice changes nothing, and a kill in between is mended by the next build or publish.
"""

from datetime import UTC, datetime

import duckdb

from acre_home.files import sync
from acre_home.home import Home
from acre_home.sql import literal
from publish import current
from publish.build_record import BuildRecord
from publish.warehouse import has_table

_NEWEST = """
    select as_of from marts.fct_forecast
    where is_backtest
        and as_of = (select max(as_of) from marts.dim_forecast_dates where is_newest)
    limit 1
"""

_STORE = """
    insert into release.marts.fct_forecast_runs by name
        select ? as run_id, as_of, ? as definitions_version, count(*) as row_count,
            true as is_in_use, cast(? as timestamp) as stored_at
        from release.marts.fct_forecast where as_of = ? group by as_of
"""

_MARK = "update release.marts.{} set is_backtest = false where as_of = ?"

_IN_USE = "select run_id from marts.fct_forecast_runs where is_in_use"

_KEEP = """
    copy (
        select runs.run_id, runs.definitions_version, runs.stored_at, forecast.*
        from marts.fct_forecast_runs as runs
        inner join marts.fct_forecast as forecast on runs.as_of = forecast.as_of
        where runs.run_id = {run_id}
        order by method, grade, target_grain, target_start
    ) to {path} (format parquet)
"""


def store(connection: duckdb.DuckDBPyConnection, record: BuildRecord) -> None:
    """Mark the forecast of the newest date as stored in the attached `release`.

    Does nothing where there is none, or where a run of that date is stored already.
    """
    newest = connection.execute(_NEWEST).fetchall()
    if not newest:
        return
    as_of = newest[0][0]
    run_id = f"{as_of}-{record.fingerprint[:8]}"
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    connection.execute(_STORE, [run_id, record.dbt_project, now, as_of])
    for table in ("fct_forecast", "dim_forecast_dates"):
        connection.execute(_MARK.format(table), [as_of])


def keep(home: Home) -> None:
    """Write the runs of the release in use to files; the caller holds the lock."""
    release = current.database(home)
    if release is None:
        return
    try:
        connection = duckdb.connect(str(release), read_only=True)
    except duckdb.Error:
        # What cannot be read any more costs its own runs, not the next release.
        return
    with connection:
        # A release from before there were forecasts has none to keep.
        if has_table(connection, "marts", "fct_forecast_runs"):
            for (run_id,) in connection.execute(_IN_USE).fetchall():
                _keep_one(home, connection, run_id)


def _keep_one(home: Home, connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    kept = home.forecast_runs / f"{run_id}.parquet"
    if kept.exists():
        return
    home.forecast_runs.mkdir(exist_ok=True)
    draft = kept.with_name(f".{kept.name}.tmp")
    query = _KEEP.format(run_id=literal(run_id), path=literal(str(draft)))
    connection.execute(query)
    sync(draft)
    draft.rename(kept)
    sync(home.forecast_runs)

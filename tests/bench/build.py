"""The build of the large company: against its bare SQL, and of one more week."""

import datetime as dt
import os
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

import duckdb

from tests.bench import company, dbt
from tests.bench.home import Say, load_week_after
from tests.bench.measure import Bar, Row, of_pairs, ratio, seconds

_TIMES = 2
_WEEK_SHARE = 12 / 52


def measure_build(home: Path, folder: Path, say: Say) -> Iterator[Row]:
    """Yield dbt, start included, against its own SQL, then the build of a week more."""
    target = folder / "build_target"
    say("build: dbt and its SQL")
    models = dbt.built(home, target)
    yield ratio(
        "build: dbt run of all models, 1,000,000 × 12",
        lambda: dbt.run(home, target),
        "the same SQL run straight",
        lambda: dbt.run_straight(home, models),
        Bar(1.25),
        _TIMES,
    )
    yield from _increments(home, folder, say)


def _increments(home: Path, folder: Path, say: Say) -> Iterator[Row]:
    """A week more onto what is built, against the whole; with a month's changes as well.

    Then the latter onto half of the history: what a day costs must not hang on how many
    there were before. All are built in one folder, so that dbt parses its project once, as
    in a company's.
    """
    grown, target = folder / "grown", folder / "grown_target"
    until, newest = company.month_ends()[5], company.month_ends()[-1]
    grown.mkdir()
    dbt.run(grown, target, command="parse")
    weeks, sweeps = [], []
    loaded = _loaded(home, folder / "loaded_week", say, _WEEK_SHARE)
    for _ in range(_TIMES):
        say("build: a week more, and whole")
        whole = _seconds(grown, target, loaded)
        week = _seconds(grown, target, loaded, newest)
        sweeps.append(seconds(lambda: _sweep(grown)))
        weeks.append((week, whole))
    shutil.rmtree(loaded)
    loaded = _loaded(home, folder / "loaded_month", say, 1)
    say("build: a month's changes more")
    month = _seconds(grown, target, loaded, newest)
    name = "build: dbt run after one more export"
    yield of_pairs(f"{name}, a week's changes", weeks, "whole", Bar(0.2))
    swept = f"{statistics.median(sweeps):.1f} s"
    yield Row("build: sweeping by the next load's checkpoint", swept)
    months = [(month, whole) for _, whole in weeks]
    yield of_pairs(f"{name}, a month's changes", months, "whole", Bar(0.2))
    say("build: an increment after half of the exports")
    shutil.copyfile(loaded / "acre.duckdb", grown / "acre.duckdb")
    _keep_exports(grown, until)
    dbt.run(grown, target)
    _add_export(grown, home, company.month_ends()[6])
    half = seconds(lambda: dbt.run(grown, target, built_until=until.isoformat()))
    shutil.rmtree(grown)
    shutil.rmtree(loaded)
    yield of_pairs(
        "build: a month's changes, whatever came before",
        [(month, half)],
        "after 6 exports in place of 12",
        Bar(1.2),
    )


def _seconds(
    grown: Path, target: Path, loaded: Path, newest: dt.date | None = None
) -> float:
    """Build what is loaded, since `newest` or whole; return the seconds."""
    shutil.copyfile(loaded / "acre.duckdb", grown / "acre.duckdb")
    # What is copied is not to be written to the disk in the build's time.
    os.sync()
    built_until = newest.isoformat() if newest else ""
    return seconds(lambda: dbt.run(grown, target, built_until=built_until))


def _sweep(home: Path) -> None:
    with duckdb.connect(str(home / "acre.duckdb")) as connection:
        connection.execute("create or replace table raw.next_load as select 1 as one")
        connection.execute("checkpoint")


def _loaded(home: Path, copy: Path, say: Say, week_share: float) -> Path:
    """Copy what is built of the large company and load one more week there."""
    copy.mkdir()
    shutil.copyfile(home / "acre.duckdb", copy / "acre.duckdb")
    load_week_after(copy, say, week_share)
    return copy


def _keep_exports(home: Path, until: dt.date) -> None:
    with duckdb.connect(str(home / "acre.duckdb")) as connection:
        for table in _raw_tables(connection):
            connection.execute(
                f"delete from raw.{table} where batch_id in"
                " (select batch_id from raw.batches where exported_on > ?)",
                [until],
            )
        connection.execute("delete from raw.batches where exported_on > ?", [until])


def _add_export(home: Path, from_home: Path, exported_on: dt.date) -> None:
    with duckdb.connect(str(home / "acre.duckdb")) as connection:
        connection.execute(
            f"attach '{from_home / 'acre.duckdb'}' as whole_year (read_only)"
        )
        for table in [*_raw_tables(connection), "batches"]:
            connection.execute(
                f"insert into raw.{table} by name"
                f" select * from whole_year.raw.{table} where batch_id in"
                " (select batch_id from whole_year.raw.batches where exported_on = ?)",
                [exported_on],
            )


def _raw_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Those of the records and rejected rows, each with its batch."""
    found = connection.execute(
        "select table_name from information_schema.columns"
        " where table_catalog = current_database() and table_schema = 'raw'"
        " and column_name = 'batch_id' and table_name <> 'batches'"
    )
    return [name for (name,) in found.fetchall()]

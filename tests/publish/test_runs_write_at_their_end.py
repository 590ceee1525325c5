"""A run of dbt is in the warehouse as a whole, or not at all."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from publish.dbt import COMMAND
from tests.publish.workshop import Workshop

OTHER_ENTITIES = """
    select 'other' as entity, true as is_loaded from {{ ref('fct_batches') }} limit 1
"""
ENTITIES = "select entity from marts.fct_entities order by all"
DIES_ONCE_DBT_IS_DONE = """
import os
from dbt.cli.main import cli
try:
    cli()
finally:
    os.kill(os.getpid(), 9)
"""


def start_dbt(
    workshop: Workshop, command: Sequence[str], output: int | None = subprocess.PIPE
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(*command, "run", "--project-dir", "dbt_project", "--profiles-dir", "."),
            *("--target-path", str(workshop.home.dbt_target), "--no-use-colors"),
        ],
        cwd=workshop.repository,
        env=os.environ | {"ACRE_HOME": str(workshop.home.path)},
        stdout=output,
        text=True,
    )


def test_of_a_run_that_is_killed_nothing_is_there(workshop: Workshop) -> None:
    before = workshop.query(ENTITIES)
    workshop.write("dbt_project/models/fct_entities.sql", OTHER_ENTITIES)
    workshop.write(
        "dbt_project/models/fct_endless.sql",
        "select count(*) from {{ ref('fct_entities') }}, range(1_000_000) as a,"
        " range(1_000_000) as b where a.range <> b.range * 2",
    )
    with start_dbt(workshop, COMMAND) as dbt:
        assert dbt.stdout is not None
        assert any("START sql table model marts.fct_endless" in o for o in dbt.stdout)
        dbt.kill()
    assert workshop.query(ENTITIES) == before
    assert "fct_endless" not in workshop.marts()


def test_a_run_that_ended_is_there_whatever_comes_after(workshop: Workshop) -> None:
    workshop.write("dbt_project/models/fct_entities.sql", OTHER_ENTITIES)
    command = [sys.executable, "-c", DIES_ONCE_DBT_IS_DONE]
    with start_dbt(workshop, command, subprocess.DEVNULL) as dbt:
        assert dbt.wait() == -9
    assert workshop.query(ENTITIES) == [("other",)]


def test_a_load_that_was_killed_as_it_ended_is_not_lost(workshop: Workshop) -> None:
    """What it wrote ahead is taken over into the file by the run."""
    load = (
        "import duckdb, os, sys; home = duckdb.connect(sys.argv[1]);"
        " home.execute('create table raw.late as select 1 as one');"
        " os.kill(os.getpid(), 9)"
    )
    warehouse = str(workshop.home.warehouse)
    subprocess.run([sys.executable, "-c", load, warehouse], check=False)
    log = Path(warehouse + ".wal")
    assert log.exists()
    with start_dbt(workshop, COMMAND, subprocess.DEVNULL) as dbt:
        assert dbt.wait() == 0
    assert workshop.query("select one from raw.late") == [(1,)]
    assert not log.exists()

"""dbt as its command is typed, and the SQL that it compiled with nothing around it."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import duckdb

from publish.dbt import COMMAND
from tests.backtest import models
from tests.backtest.models import Model
from tests.bench.measure import BenchFailed
from tests.bench.server import ROOT


def run(
    home: Path,
    target: Path,
    selected: Sequence[str] = (),
    *,
    command: str = "run",
) -> None:
    """Run dbt over the warehouse of `home`, as a build does; its artefacts go to `target`.

    It makes what is selected, or all there is.
    """
    arguments = [
        *COMMAND,
        command,
        *("--project-dir", "dbt_project", "--profiles-dir", "."),
        *("--target-path", str(target), "--log-path", str(target), "--quiet"),
    ]
    if selected:
        arguments += ["--select", *selected]
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=os.environ | {"ACRE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchFailed(f"dbt {command} failed:\n{done.stdout[-2000:]}")


def built(home: Path, target: Path) -> list[Model]:
    """Run dbt over all of the warehouse of `home`; return what it compiled."""
    run(home, target, command="seed")
    run(home, target)
    return models.of_target(target)


def run_straight(home: Path, chosen: Sequence[Model]) -> dict[str, float]:
    """Make the same tables and views, one after the other; return each one's seconds."""
    with duckdb.connect() as connection:
        # As profiles.yml has it.
        connection.execute(
            f"attach '{home / 'acre.duckdb'}' as acre (recovery_mode no_wal_writes)"
        )
        connection.execute("use acre")
        connection.execute("set preserve_insertion_order = false")
        return models.run(connection, chosen)

"""Running dbt over a test's own warehouse."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def dbt_build(home: Path, *arguments: str) -> None:
    """Run `dbt build` over `home`/acre.duckdb; any failure, warning or deprecation fails.

    The artefacts are left in `home`/target.
    """
    _dbt("build", home, *arguments)


def dbt_parse(home: Path) -> None:
    """Run `dbt parse`, which reads the project alone; it leaves its manifest as above."""
    _dbt("parse", home)


def _dbt(verb: str, home: Path, *arguments: str) -> None:
    command = [
        str(Path(sys.executable).with_name("dbt")),
        verb,
        *("--project-dir", "dbt_project"),
        *("--profiles-dir", "."),
        *("--target-path", str(home / "target")),
        *("--log-path", str(home / "logs")),
        "--no-use-colors",
        "--warn-error",
        *arguments,
    ]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"ACRE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr


def dbt_build_data(home: Path, *, are_tested: bool = True) -> None:
    """Build the data and test it, without the unit tests, which do not look at it."""
    tests = [] if are_tested else ["--exclude-resource-type", "test"]
    dbt_build(home, "--exclude-resource-type", "unit_test", *tests)

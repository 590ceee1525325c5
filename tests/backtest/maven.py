"""The deals of Maven Analytics, loaded as anybody would and built whole."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb

from tests.backtest.models import ROOT

FOLDER = ROOT.parent / "shared" / "data" / "maven_crm"
FILES = ("sales_pipeline_iso.csv", "products.csv", "accounts.csv", "sales_teams.csv")
EXPORTED_ON = "2017-12-31"
FIRST, LAST, HORIZONS = date(2017, 6, 1), date(2017, 12, 1), 3


def built(home: Path, source: Path = FOLDER) -> duckdb.DuckDBPyConnection:
    """Load and build; return the warehouse."""
    exports = home / "exports"
    exports.mkdir(parents=True)
    for name in FILES:
        shutil.copy(source / name, exports)
    environment = os.environ | {"ACRE_HOME": str(home)}
    for arguments in (
        ("ingest", "load", str(exports), "--exported-on", EXPORTED_ON),
        ("publish.build",),
    ):
        command = [sys.executable, "-m", *arguments]
        subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True
        )
    return duckdb.connect(str(home / "acre.duckdb"), read_only=True)

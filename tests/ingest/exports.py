"""Exports written by hand, and what the command line makes of them."""

import contextlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from ingest.__main__ import main

PROSPECTS = "prospect_id,name,status,declared_grade,annual_revenue_amount,created_on\n"


@dataclass(frozen=True)
class Outcome:
    """Exit code and messages of one command."""

    code: int
    err: str
    out: str


@dataclass(frozen=True)
class Home:
    """One ACRE_HOME and a folder of exports beside it."""

    folder: Path

    @property
    def exports(self) -> Path:
        return self.folder / "exports_in"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse"

    def write(self, name: str, content: str | bytes, day: str = "2026-01-31") -> Path:
        """Put a file into the export of `day`."""
        file = self.exports / day / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def ingest(self, *arguments: object) -> Outcome:
        """Run python -m ingest on this home."""
        out, err = io.StringIO(), io.StringIO()
        environment = {"ACRE_HOME": str(self.warehouse), "COLUMNS": "200"}
        with (
            patch.dict(os.environ, environment),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as usage:
                code = int(str(usage.code))
        return Outcome(code, err.getvalue(), out.getvalue())

    def load(self, *arguments: object) -> Outcome:
        """Load all exports of this home."""
        return self.ingest("load", self.exports, *arguments)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the warehouse."""
        with duckdb.connect(str(self.warehouse / "acre.duckdb"), read_only=True) as con:
            return con.execute(sql).fetchall()

    def accounts(self) -> list[tuple[Any, ...]]:
        """Return (file, read, loaded, unchanged, rejected) per batch."""
        return self.query(
            "select file, rows_read, rows_loaded, rows_unchanged, rows_rejected"
            " from raw.batches order by exported_on, file"
        )

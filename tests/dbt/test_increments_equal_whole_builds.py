"""Builds one after another, each after some loads, give what one build of all gives."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from publish import increment, warehouse
from publish.build_record import BuildRecord
from tests.dbt.builds import dbt_build_data
from tests.dbt.exports_at_random import EXPORTS
from tests.dbt.raw_warehouse import Export, RawWarehouse
from tests.dbt.test_history_of_exports import BOOKKEEPING, rows

DAYS = sorted({export.exported_on for export in EXPORTS})
# They say what the last build did not know, so they differ by design.
OF_THE_INCREMENT = {
    "int_lists_told_later",
    "int_outcomes_told_later",
    "int_past_told_later",
    "int_prospects_changed_later",
    "int_prospects_followed",
    "int_prospects_told_later",
}


def test_increments_equal_whole_builds(
    random_warehouse: RawWarehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown = RawWarehouse(tmp_path)
    late = [export for export in EXPORTS if export.exported_on == DAYS[2]]
    steps = [
        ([export for export in between(DAYS[0], DAYS[5]) if export not in late], None),
        (between(DAYS[5], DAYS[6]), str(DAYS[5])),
        (late, None),
        (between(DAYS[6], DAYS[7]), str(DAYS[6])),
        (between(DAYS[7], DAYS[-1]), str(DAYS[7])),
    ]
    record = None
    for exports, expected_until in steps:
        grown.load(exports)
        record, until = built_state(grown, record)
        assert until == expected_until
        monkeypatch.setenv("ACRE_BUILT_UNTIL", until or "")
        dbt_build_data(tmp_path, are_tested=False)
    tables = random_warehouse.query(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in ('staging', 'intermediate', 'marts')"
    )
    differing = [
        f"{schema}.{table}"
        for schema, table in tables
        if table not in BOOKKEEPING | OF_THE_INCREMENT
        and rows(random_warehouse, f"{schema}.{table}")
        != rows(grown, f"{schema}.{table}")
    ]
    assert differing == []


def between(after: date, until: date) -> list[Export]:
    """Exports later than the one day, the first of all included, up to the other."""
    return [
        export
        for export in EXPORTS
        if (after < export.exported_on or after == DAYS[0])
        and export.exported_on <= until
    ]


def built_state(
    raw: RawWarehouse, record: BuildRecord | None
) -> tuple[BuildRecord, str | None]:
    """What a build now would record, and until when it may keep what was built."""
    with duckdb.connect(str(raw.home / "acre.duckdb"), read_only=True) as con:
        until = increment.built_until(con, record, "project")
        fingerprint = warehouse.raw_fingerprint(con)
        newest = increment.newest_export(con)
    return BuildRecord(fingerprint, "project", 0, 0, "", newest), until

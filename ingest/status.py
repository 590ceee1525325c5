"""What was loaded, file by file."""

from pathlib import Path
from typing import Any

from ingest.warehouse import has_table, open_warehouse

COLUMNS = (
    "file",
    "source",
    "entity",
    "exported_on",
    "rows_read",
    "rows_loaded",
    "rows_unchanged",
    "rows_rejected",
)


def loaded_files(home: Path) -> list[dict[str, Any]]:
    """Return one mapping of COLUMNS per loaded file, by export date; empty before a load."""
    if not (home / "acre.duckdb").exists():
        return []
    with open_warehouse(home, read_only=True) as con:
        if not has_table(con, "batches"):
            return []
        rows = con.execute(
            "select file, source, entity, exported_on::varchar, rows_read, rows_loaded,"
            " rows_unchanged, rows_rejected from raw.batches"
            " order by exported_on, source, file"
        ).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]

"""The load of a large prospects CSV against DuckDB's own read_csv of the same file."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb

from ingest.load import Options, load
from tests.bench.measure import Bar, Row, ratio

ROWS = 1_000_000
DIRTY_EVERY = 50_000


def measure_load(folder: Path) -> Iterator[Row]:
    """Yield the load of a clean file and of one with rejects."""
    clean = write_prospects(folder / "clean" / "2026-01-31", dirty=False)
    dirty = write_prospects(folder / "dirty" / "2026-01-31", dirty=True)
    for name, file in (("clean", clean), (f"{ROWS // DIRTY_EVERY} rejects", dirty)):
        yield ratio(
            f"load 1,000,000 prospects, {name}",
            partial(load_anew, folder, file),
            "read_csv of the file into a table",
            partial(read_csv_anew, folder, file),
            Bar(2, "≤ 2, later 1.5"),
        )


def write_prospects(folder: Path, *, dirty: bool) -> Path:
    """Write prospects.csv with ROWS rows, one in DIRTY_EVERY unreadable where `dirty`."""
    folder.mkdir(parents=True)
    file = folder / "prospects.csv"
    revenue = "(i * 7919 % 500000000)::varchar"
    if dirty:
        revenue = (
            f"case when i % {DIRTY_EVERY} = 7 then '12 million' else {revenue} end"
        )
    duckdb.execute(
        f"""
        copy (
            select 'P' || lpad(i::varchar, 7, '0') as prospect_id,
                '苏州恒达' || i || '电子有限公司' as name, 'T' || (i % 10000) as territory_id,
                'R' || (i % 10000) as rep_id, 'electronics' as industry, '苏州' as city,
                '工业园区' as district, {revenue} as annual_revenue_amount,
                (i * 31 % 9000000)::varchar as annual_profit_amount,
                (i % 3000)::varchar as headcount, 'domestic' as ownership,
                'active' as status, ['A', 'B', 'C', 'D'][1 + i % 4] as declared_grade,
                (date '2026-01-01' + (i % 700)::int)::varchar as expected_sign_on,
                (i % 2 = 0)::varchar as is_informatised, 'true' as subjective_need,
                'high' as determination, 'low' as dissatisfaction,
                'false' as has_feasibility_study, 'true' as has_selection_begun,
                'selecting' as situation, 'new_prospect' as entry_kind,
                (date '2020-01-01' + (i % 1700)::int)::varchar as created_on
            from range({ROWS}) as rows(i)
        ) to '{file}' (header)
        """
    )
    return file


def load_anew(folder: Path, file: Path) -> None:
    """Load the export of `file` into an empty warehouse."""
    home = folder / "warehouse"
    shutil.rmtree(home, ignore_errors=True)
    load([file.parent], home, Options())


def read_csv_anew(folder: Path, file: Path) -> None:
    """Read `file` into a table of an empty database file."""
    database = folder / "base.duckdb"
    database.unlink(missing_ok=True)
    with duckdb.connect(str(database)) as con:
        con.execute(f"create table prospects as select * from read_csv('{file}')")

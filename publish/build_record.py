"""build.json: what the marts in the warehouse were built from.

It is removed before a build starts and written after one succeeds, so the marts of
a warehouse without it are unfinished.
"""

from dataclasses import asdict, dataclass

from acre_home.files import read_json, sync, write_json
from acre_home.home import Home
from publish import fingerprint


@dataclass(frozen=True)
class BuildRecord:
    """Fingerprints of a successful build, and the warehouse file it left."""

    raw: str
    dbt_project: str
    warehouse_size: int
    warehouse_mtime_ns: int
    built_at: str
    overrides: str = ""

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the inputs of the build."""
        return fingerprint.of_text(self.raw, self.dbt_project, self.overrides)


def read(home: Home) -> BuildRecord | None:
    """Return the record, None when the last build did not finish."""
    try:
        return BuildRecord(**(read_json(home.build_record) or {}))
    except TypeError:
        return None


def write(home: Home, record: BuildRecord) -> None:
    """Record a successful build."""
    write_json(home.build_record, asdict(record))


def invalidate(home: Home) -> None:
    """Forget the last build, because the next one begins to overwrite it."""
    home.build_record.unlink(missing_ok=True)
    sync(home.path)


def warehouse_state(home: Home) -> tuple[int, int]:
    """Return the warehouse file's size in bytes and its mtime in nanoseconds."""
    state = home.warehouse.stat()
    return state.st_size, state.st_mtime_ns


def is_untouched(home: Home, record: BuildRecord) -> bool:
    """Return whether nothing was written to the warehouse since the build.

    True is certain and costs no DuckDB; False says only that it must be opened.
    """
    if home.warehouse.with_name("acre.duckdb.wal").exists():
        return False
    try:
        state = warehouse_state(home)
    except FileNotFoundError:
        return False
    return state == (record.warehouse_size, record.warehouse_mtime_ns)

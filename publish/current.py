"""The release in use, as cheaply as `--if-changed` needs it: without DuckDB."""

from pathlib import Path

from acre_home.files import read_json
from acre_home.home import Home
from publish import build_record
from publish.build_record import BuildRecord
from publish.fingerprint import of_publish_code, of_text


def release_fingerprint(record: BuildRecord) -> str:
    """Return the fingerprint that a release of this build has."""
    return of_text(record.fingerprint, of_publish_code())


def database(home: Home) -> Path | None:
    """Return the database of the release in use, None when there is none."""
    release_id = home.current_release_id()
    if release_id is None:
        return None
    path = home.release(release_id) / "release.duckdb"
    return path if path.is_file() else None


def fingerprint(home: Home) -> str | None:
    """Return the fingerprint of the release in use, None when there is none."""
    path = database(home)
    content = read_json(path.with_name("release.json")) if path else None
    return content.get("fingerprint") if content else None


def is_up_to_date(home: Home) -> bool:
    """Return whether the release in use was made from the warehouse as it is.

    False may also mean that the warehouse must be opened to know.
    """
    record = build_record.read(home)
    return (
        record is not None
        and fingerprint(home) == release_fingerprint(record)
        and build_record.is_untouched(home, record)
    )

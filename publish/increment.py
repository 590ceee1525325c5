"""Which part of the last build still stands: up to a day, or nothing of it.

Histories only ever grow at their end while exports come in the order of their dates, so
models may keep what they say of all days up to the newest export that the last build
knew. Whatever else happened since, the next build makes everything anew.
"""

import duckdb

from publish.build_record import BuildRecord
from publish.warehouse import raw_fingerprint

# Only prospects and projects make a day one that figures are asked of: what others change
# on a later day shows no sooner than on the next such day.
_NEWEST = """
    select cast(max(exported_on) as varchar) from raw.batches
    having max(exported_on)
        = max(exported_on) filter (where entity in ('prospects', 'projects'))
"""

# A file that no earlier export had may tell of a past that nobody knew: the projects of
# a second source have been open for months when it first shows them.
_FIRST_OF_THEIR_KIND = """
    select 1 from raw.batches as later
    where (later.exported_on > cast($until as date) or later.exported_on is null)
        and not exists (
            select 1 from raw.batches as known
            where known.exported_on <= cast($until as date)
                and known.source = later.source
                and known.entity = later.entity
                and known.part = later.part
        )
    limit 1
"""


def newest_export(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return the day of the newest export, as YYYY-MM-DD, if figures are asked of it."""
    row = connection.execute(_NEWEST).fetchone()
    return row[0] if row else None


def built_until(
    connection: duckdb.DuckDBPyConnection, record: BuildRecord | None, project: str
) -> str | None:
    """Return the day up to which the marts stand; None where all is to be built anew.

    They stand where the last build succeeded with the same project, and everything
    loaded since is of a later day than everything that it knew.
    """
    if record is None or record.built_until is None or record.dbt_project != project:
        return None
    if raw_fingerprint(connection, until=record.built_until) != record.raw:
        return None
    if connection.execute(
        _FIRST_OF_THEIR_KIND, {"until": record.built_until}
    ).fetchall():
        return None
    return record.built_until

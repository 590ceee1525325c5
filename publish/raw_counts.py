"""Schema raw against what raw.batches says of it, read to the last value."""

import duckdb

from ingest.contract import Entity, load_contract
from ingest.warehouse import hashes_are_current, row_hash
from publish.warehouse import has_table

# What accumulates keeps one of several equal rows of a file and counts the others as
# unchanged, so of those tables raw may hold fewer rows than the batch has accounted for.
_COUNTS = """
    select file, exported_on
    from (from raw.batches where entity = $entity)
    full join (
        select batch_id, count(*) as row_count, count(*) filter (where {differs}) as differing
        from raw.{table} group by batch_id
    ) as kept using (batch_id)
    where file is null or differing > 0
        or coalesce(row_count, 0) > rows_loaded + rows_unchanged
        or coalesce(row_count, 0) < rows_loaded
            + case when $is_exact then rows_unchanged else 0 end
    order by all
"""
_BALANCE = """
    select file, exported_on from raw.batches
    where rows_read <> rows_loaded + rows_unchanged + rows_rejected
        or rows_rejected <> (
            select count(*) from raw.rejects where rejects.batch_id = batches.batch_id
        )
    order by all
"""


def check(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what does not agree, a phrase a file; all of raw is read for it.

    Raises duckdb.Error where it cannot be read.
    """
    if not has_table(connection, "raw", "batches"):
        return []
    problems = [
        f"{file} of {day}: raw.batches does not account for its rows"
        for file, day in connection.execute(_BALANCE).fetchall()
    ]
    for entity in load_contract().entities.values():
        if has_table(connection, "raw", entity.name):
            problems += _of_entity(connection, entity)
    return problems


def _of_entity(connection: duckdb.DuckDBPyConnection, entity: Entity) -> list[str]:
    # A contract or engine newer than the last load has other hashes; the next load's.
    is_comparable = hashes_are_current(connection, entity)
    differs = (
        f"row_hash is distinct from {row_hash(entity)}" if is_comparable else "false"
    )
    query = _COUNTS.format(table=entity.name, differs=differs)
    names = {"entity": entity.name, "is_exact": entity.does_absence_remove}
    return [
        f"{file} of {day}: raw.{entity.name} holds other rows than were loaded from it"
        if file is not None
        else f"raw.{entity.name}: holds rows of no file that was loaded"
        for file, day in connection.execute(query, names).fetchall()
    ]

"""One file into raw: typed, its repeated keys set aside, every row accounted for."""

import hashlib
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from acre_home.refusals import Refused
from ingest.contract import Entity
from ingest.dates import infer_date_format
from ingest.invisibles import columns_to_clean
from ingest.mapping import FileMapping
from ingest.numbers import refuse_either
from ingest.parse import Landed, land
from ingest.recognise import Recognised
from ingest.records import (
    FileColumns,
    Translation,
    text_expression,
    used_columns,
)
from ingest.rejects import (
    keep_rejects,
    list_problems,
    set_repeats_aside,
    without_set_aside,
)
from ingest.remarks import remarks_on
from ingest.scan import Scan, scan
from ingest.warehouse import scalar


@dataclass(frozen=True)
class Batch:
    """One loaded file; rows read = loaded + unchanged + rejected."""

    batch_id: str
    source: str
    entity: str
    part: str
    file: str
    file_hash: str
    exported_on: date
    is_partial: bool
    rows_read: int
    rows_loaded: int
    rows_unchanged: int
    rows_rejected: int
    loaded_at: datetime


@dataclass(frozen=True)
class LoadedFile:
    """A file that was loaded, and what there is to say of how it was read."""

    batch: Batch
    remarks: tuple[str, ...]


def unmapped_columns(item: Recognised, header: tuple[str, ...]) -> list[str]:
    """Return the columns that no field takes; they are kept in the archive alone."""
    used = used_columns(item.mapping, header)
    return [column for column in header if column and column not in used]


def batch_id_of(item: Recognised, file_hash: str) -> str:
    """Return the id of a batch: the same content of the same day has the same one."""
    mapping = item.mapping
    identity = (mapping.source, mapping.part, str(item.file.exported_on), file_hash)
    return hashlib.sha256("|".join(identity).encode()).hexdigest()[:16]


def load_file(
    con: duckdb.DuckDBPyConnection,
    item: Recognised,
    scratch: Path,
    file_hash: Callable[[], str],
    *,
    is_partial: bool,
) -> LoadedFile:
    """Load one file into raw inside the running transaction.

    `file_hash` is asked once the file is parsed: it may be computed in parallel.

    Raises Refused where its rows cannot all be accounted for or a date is ambiguous.
    """
    mapping, entity = item.mapping, item.mapping.entity
    landed = land(con, mapping, scan(item.file.text), scratch)
    batch_id = batch_id_of(item, file_hash())
    columns = _columns(item, landed.scan)
    translation = _number_and_type(con, item, landed, columns)
    list_problems(con, translation)
    repeated = set_repeats_aside(con, entity)
    inserted = _insert(con, batch_id, entity)
    rejected = keep_rejects(con, batch_id, item, landed)
    unchanged = _count_unchanged(con, batch_id, item)
    if inserted + repeated + rejected != landed.record_count:
        raise Refused(
            f"{item.file.name}: {landed.record_count} rows were read but"
            f" {inserted + repeated + rejected} accounted for; nothing was loaded."
        )
    place = f"{item.file.name} of {item.file.exported_on}"
    batch = Batch(
        batch_id=batch_id,
        source=mapping.source,
        entity=entity.name,
        part=mapping.part,
        file=item.file.name,
        file_hash=file_hash(),
        exported_on=item.file.exported_on,
        is_partial=is_partial,
        rows_read=landed.record_count,
        rows_loaded=inserted - unchanged,
        rows_unchanged=unchanged + repeated,
        rows_rejected=rejected,
        loaded_at=datetime.now(UTC).replace(tzinfo=None),
    )
    read_as = (
        (f"{place}: was read as {item.file.read_as}.",) if item.file.read_as else ()
    )
    remarks = remarks_on(con, landed, mapping, columns, place)
    return LoadedFile(batch, (*read_as, *remarks))


def _columns(item: Recognised, scanned: Scan) -> FileColumns:
    header = scanned.header
    to_clean: frozenset[str] = frozenset()
    if scanned.has_invisibles:
        to_clean = columns_to_clean(item.mapping, header) & {
            *used_columns(item.mapping, header)
        }
    return FileColumns(
        header, scanned.has_edge_blanks, to_clean, scanned.has_error_cells
    )


def note_batch(
    con: duckdb.DuckDBPyConnection, batch: Batch, mapping: FileMapping
) -> None:
    """Put a loaded file on record, and the mapping that read it."""
    names = ", ".join(field.name for field in fields(Batch))
    marks = ", ".join("?" for _ in fields(Batch))
    con.execute(
        f"insert into raw.batches ({names}) values ({marks})", list(astuple(batch))
    )
    con.execute(
        "insert into raw.batch_mappings by name select ? as batch_id, ? as mapping",
        [batch.batch_id, mapping.text],
    )


def _number_and_type(
    con: duckdb.DuckDBPyConnection,
    item: Recognised,
    landed: Landed,
    file: FileColumns,
) -> Translation:
    """Make view `numbered`, landed rows with their numbers, and view `typed` of records."""
    if landed.misshapen:
        numbers = np.arange(1, landed.record_count + 1)
        numbers = np.setdiff1d(numbers, [record.number for record in landed.misshapen])
        con.register("numbers", pa.table({"record_number": numbers}))
        numbered = "select * from numbers positional join landed"
    else:
        first = scalar(con, "select coalesce(min(rowid), 0) from landed")
        numbered = f"select rowid - {first} + 1 as record_number, * from landed"
    con.execute(f"create or replace temp view numbered as {numbered}")
    translation = Translation(item.mapping, file, _date_formats(con, item, file))
    con.execute(f"create or replace temp view typed as {translation.typed_select()}")
    return translation


def _date_formats(
    con: duckdb.DuckDBPyConnection, item: Recognised, file: FileColumns
) -> dict[str, str]:
    given = {field.field: field for field in item.mapping.fields}
    formats = {}
    for field in item.mapping.entity.fields:
        how = given.get(field.name)
        if how is None or not how.columns_in(file.header):
            continue
        place = f"{item.file.name}, column {how.columns_in(file.header)[0]}"
        text = text_expression(how, file)
        if field.data_type.startswith(("decimal", "integer")):
            refuse_either(con, "landed", text, item.mapping, place)
        if field.data_type != "date":
            continue
        formats[field.name] = how.dates or infer_date_format(con, "landed", text, place)
    return formats


def _insert(con: duckdb.DuckDBPyConnection, batch_id: str, entity: Entity) -> int:
    fields = ", ".join(f'"{field.name}"' for field in entity.fields)
    return int(
        scalar(
            con,
            f"insert into raw.{entity.name} by name select ? as batch_id, record_number,"
            f" row_hash, {fields} from typed {without_set_aside(con)}",
            [batch_id],
        )
    )


def _count_unchanged(
    con: duckdb.DuckDBPyConnection, batch_id: str, item: Recognised
) -> int:
    """Count the records that the snapshot before shows with the same content.

    The snapshot before is the last earlier export for what absence removes, all other
    batches for dated records.
    """
    entity = item.mapping.entity
    earlier = (
        "select batch_id from raw.batches where source = $source and entity = $entity"
    )
    if entity.does_absence_remove:
        earlier += (
            " and exported_on = (select max(exported_on) from raw.batches where"
            " source = $source and entity = $entity and exported_on < $exported_on)"
        )
    names: dict[str, object] = {"source": item.mapping.source, "entity": entity.name}
    if entity.does_absence_remove:
        names["exported_on"] = item.file.exported_on
    batches = [row[0] for row in con.execute(earlier, names).fetchall()]
    if not batches:
        return 0
    return int(
        scalar(
            con,
            f"select count(*) from raw.{entity.name} where batch_id = ? and row_hash in"
            f" (select row_hash from raw.{entity.name} where list_contains(?, batch_id))",
            [batch_id, batches],
        )
    )

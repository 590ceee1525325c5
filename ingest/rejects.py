"""Rows of a file that cannot be loaded: found, set aside, kept with their reason."""

import duckdb
import numpy as np
import pyarrow as pa

from acre_home.sql import literal
from ingest.contract import Entity
from ingest.parse import SHAPES, Landed, key_text
from ingest.recognise import Recognised
from ingest.records import VALUE_LIMIT, Translation
from ingest.warehouse import scalar


def list_problems(con: duckdb.DuckDBPyConnection, translation: Translation) -> None:
    """Make table `problems`: the records that cannot be loaded, and why."""
    left_out, *counts = con.execute(translation.problem_counts()).fetchall()[0]
    fields = translation.mapping.entity.fields
    suspects = {f.name for f, count in zip(fields, counts, strict=True) if count}
    con.execute(
        "create or replace temp table problems as"
        f" from ({translation.problem_select(suspects)})"
        f" where {bool(suspects or left_out)}"
    )
    con.execute(
        "create or replace temp table set_aside as select record_number from problems"
    )


def set_repeats_aside(con: duckdb.DuckDBPyConnection, entity: Entity) -> int:
    """Set aside the records of keys that stand more than once in the file.

    Different content under one key: none can be chosen, all are rejected. The same content
    again: rejected, but for dated records, where it says nothing new: those are counted.
    """
    key = ", ".join(entity.key)
    sound = f"(from typed {without_set_aside(con)})"
    con.execute(
        f"create or replace temp table repeats as select {key} from {sound}"
        f" group by {key} having count(*) > 1"
    )
    if not scalar(con, "select count(*) from repeats"):
        return 0
    same_key = " and ".join(
        f"record.{k} is not distinct from repeats.{k}" for k in entity.key
    )
    con.execute(
        f"""
        create or replace temp table again as
        select record_number, {key}, count(*) over same as key_count,
            min(row_hash) over same <> max(row_hash) over same as is_conflict
        from {sound} as record
        where exists (from repeats where {same_key})
        window same as (partition by {key})
        qualify is_conflict or record_number > min(record_number) over same
        """
    )
    is_harmless = "false" if entity.does_absence_remove else "not is_conflict"
    con.execute(
        f"insert into problems select record_number, concat_ws('|', {key}),"
        f" {literal(entity.key[0])}, concat_ws('|', {key}), case when is_conflict"
        " then 'appears ' || key_count || ' times in the file with different content; keep"
        " one row' else 'repeats an earlier row of the file exactly; remove it' end"
        f" from again where not {is_harmless}"
    )
    con.execute("insert into set_aside select record_number from again")
    return int(scalar(con, f"select count(*) from again where {is_harmless}"))


def without_set_aside(con: duckdb.DuckDBPyConnection) -> str:
    if not scalar(con, "select count(*) from set_aside"):
        return ""
    return "where record_number not in (select record_number from set_aside)"


def keep_rejects(
    con: duckdb.DuckDBPyConnection, batch_id: str, item: Recognised, landed: Landed
) -> int:
    """Put what was rejected into raw.rejects and return the number of records."""
    numbers = con.execute("select record_number from problems").fetchnumpy()
    rejected = np.asarray(numbers["record_number"], dtype=np.int64)
    lines = pa.table({"record_number": rejected, "line": landed.lines(rejected)})
    con.register("lines", lines)
    con.execute(
        "insert into raw.rejects by name select ? as batch_id, line, record_key, field,"
        " value, reason from problems join lines using (record_number) order by line",
        [batch_id],
    )
    for record in landed.misshapen:
        line = int(landed.lines(np.array([record.number]))[0])
        key = key_text(record, item.mapping, landed.scan.header, landed.scan.delimiter)
        con.execute(
            "insert into raw.rejects by name select ? as batch_id, ? as line,"
            " ? as record_key, null as field, ? as value, ? as reason",
            [batch_id, line, key, record.text[:VALUE_LIMIT], _shape(record.error)],
        )
    return len(rejected) + len(landed.misshapen)


def _shape(error: str) -> str:
    return SHAPES.get(error, f"cannot be read ({error.lower()}); correct the row")

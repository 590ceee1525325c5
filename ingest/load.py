"""The load: all files of all given exports in one transaction, or none of them."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from acre_home.files import hash_of
from acre_home.refusals import Refused, WrongUsage
from ingest import manifest
from ingest.archive import Archive, archived, archiving
from ingest.batch import (
    Batch,
    LoadedFile,
    batch_id_of,
    load_file,
    note_batch,
    unmapped_columns,
)
from ingest.contract import Contract, load_contract
from ingest.discover import ExportFile, discover
from ingest.identity import refuse_new_ids
from ingest.mapping import FileMapping, load_mappings, stated_encoding
from ingest.readable import readable
from ingest.recognise import Recognised, only_one_file_each, recognise
from ingest.scan import read_header
from ingest.warehouse import create_raw, open_warehouse, scalar, transaction


@dataclass(frozen=True)
class Options:
    """Options of a load."""

    exported_on: date | None = None
    source: str | None = None
    mapping: Path | None = None
    is_partial: bool = False
    may_replace: bool = False
    may_renumber: bool = False


@dataclass(frozen=True)
class Job:
    """Where a load writes: an open transaction, the archive, ACRE_HOME."""

    con: duckdb.DuckDBPyConnection
    archive: Archive
    home: Path
    options: Options


@dataclass(frozen=True)
class Loaded:
    """What a load did: new batches, files that were known already, remarks for people."""

    batches: tuple[Batch, ...]
    known: tuple[str, ...]
    remarks: tuple[str, ...]


def load(
    paths: list[Path],
    home: Path,
    options: Options,
    on_file: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> Loaded:
    """Load the exports under `paths` into the warehouse of `home`.

    `on_file` hears of each file before it is read. Raises Refused with one sentence per
    refused file, WrongUsage where the options do not fit; nothing is loaded then.
    """
    contract = load_contract()
    mappings = _chosen(load_mappings(contract, home, options.mapping), options.source)
    found = discover(paths, options.exported_on, date.today())
    with tempfile.TemporaryDirectory(prefix="acre-") as desk:
        files, said = readable(found.files, Path(desk), stated_encoding(mappings))
        items, unknown = _recognise_all(files, mappings)
        passed_over = [*unknown, *(path.name for path in found.passed_over)]
        loaded = _load_items(home, options, contract, items, on_file)
    return replace(
        loaded,
        remarks=(
            *loaded.remarks,
            *said,
            *_undated_remark(found.undated),
            *_passed_over_remark(passed_over),
        ),
    )


def _load_items(
    home: Path,
    options: Options,
    contract: Contract,
    items: list[Recognised],
    on_file: Callable[[int, int, str], None],
) -> Loaded:
    with open_warehouse(home) as con, archiving(home) as archive:
        try:
            with manifest.kept_with_the_load(home) as draft, transaction(con):
                create_raw(con, contract)
                job = Job(con, archive, home, options)
                loaded, known, unmapped = _load_all(job, items, on_file)
                remarks = _partial_remarks(job, known)
                archive.keep()
                draft(con)
        finally:
            shutil.rmtree(home / "scratch", ignore_errors=True)
    batches = tuple(file.batch for file in loaded)
    remarks = (
        *remarks,
        *(remark for file in loaded for remark in file.remarks),
        *_unmapped_remarks(unmapped),
        *_empty_remarks(batches),
    )
    return Loaded(batches, tuple(item.file.name for item in known), remarks)


def _chosen(mappings: list[FileMapping], source: str | None) -> list[FileMapping]:
    if source is None:
        return mappings
    chosen = [mapping for mapping in mappings if mapping.source == source]
    if not chosen:
        names = ", ".join(sorted({mapping.source for mapping in mappings}))
        raise WrongUsage(
            f"--source {source}: there is no such source; there are {names}."
        )
    return chosen


def _recognise_all(
    files: Iterable[ExportFile], mappings: list[FileMapping]
) -> tuple[list[Recognised], list[str]]:
    items: list[Recognised] = []
    unknown: list[str] = []
    refusals: list[str] = []
    for file in files:
        try:
            mapping = recognise(file, mappings)
        except Refused as refused:
            refusals.extend(refused.sentences)
            continue
        if mapping is None:
            unknown.append(file.name)
        else:
            items.append(Recognised(file, mapping))
    if refusals:
        raise Refused(*refusals)
    if not items:
        names = ", ".join(sorted({mapping.source for mapping in mappings}))
        raise Refused(
            f"{', '.join(unknown[:5])}: no source knows a file of this name (sources:"
            f" {names}); rename it as in the template, or write a mapping."
        )
    only_one_file_each(items)
    return items, unknown


def _load_all(
    job: Job,
    items: list[Recognised],
    on_file: Callable[[int, int, str], None],
) -> tuple[list[LoadedFile], list[Recognised], dict[str, list[str]]]:
    loaded: list[LoadedFile] = []
    known: list[Recognised] = []
    refusals: list[str] = []
    unmapped: dict[str, list[str]] = {}
    for done, item in enumerate(items):
        on_file(done, len(items), f"{item.file.exported_on} {item.file.name}")
        try:
            file = _load_one(job, item)
        except Refused as refused:
            refusals.extend(refused.sentences)
            if isinstance(refused.__cause__, duckdb.Error):
                break
            continue
        if file is None:
            known.append(item)
        else:
            loaded.append(file)
            _, header = read_header(item.file.text)
            unmapped[item.file.name] = unmapped_columns(item, header)
    if refusals:
        raise Refused(*refusals)
    return loaded, known, unmapped


def _load_one(job: Job, item: Recognised) -> LoadedFile | None:
    """Load one file; None where its batch is there already and is not to be read again."""
    in_force = _batch_in_force(job.con, item)
    file_hash = hash_of(item.file.path) if in_force is not None else ""
    is_known = in_force == batch_id_of(item, file_hash)
    if is_known and not job.options.may_replace:
        if not archived(job.home, file_hash).exists():
            job.archive.copy(item.file.path)
        return None
    if in_force is not None and not job.options.may_replace:
        raise Refused(
            f"{item.file.name}: the export of {item.file.exported_on} is loaded already"
            f" with other content for {item.mapping.entity.name} of"
            f" {item.mapping.source}; to replace it add --replace."
        )
    if in_force is not None:
        if not is_known:
            _note_replacement(job.con, in_force)
        _take_out_of_force(job.con, in_force, item)
    hashing = job.archive.copy(item.file.path)
    file = load_file(
        job.con,
        item,
        job.home / "scratch",
        hashing.result,
        is_partial=job.options.is_partial,
    )
    note_batch(job.con, file.batch, item.mapping)
    if not job.options.may_renumber:
        refuse_new_ids(job.con, item, file.batch)
    return file


def _batch_in_force(con: duckdb.DuckDBPyConnection, item: Recognised) -> str | None:
    found: str | None = scalar(
        con,
        "select batch_id from raw.batches"
        " where source = ? and part = ? and exported_on = ?",
        [item.mapping.source, item.mapping.part, item.file.exported_on],
    )
    return found


def _note_replacement(con: duckdb.DuckDBPyConnection, batch_id: str) -> None:
    con.execute(
        "insert into raw.replaced_batches by name select batch_id, source, part, file,"
        " file_hash, exported_on, ?::timestamp as replaced_at from raw.batches"
        " where batch_id = ?",
        [datetime.now(UTC).replace(tzinfo=None), batch_id],
    )


def _take_out_of_force(
    con: duckdb.DuckDBPyConnection, batch_id: str, item: Recognised
) -> None:
    for table in (item.mapping.entity.name, "rejects", "batch_mappings", "batches"):
        con.execute(f"delete from raw.{table} where batch_id = ?", [batch_id])


def _passed_over_remark(names: list[str]) -> tuple[str, ...]:
    if not names:
        return ()
    distinct = sorted(set(names))
    listed = ", ".join(distinct[:5]) + (" …" if len(distinct) > 5 else "")
    return (f"Passed over, as no source knows them: {listed}.",)


def _undated_remark(folders: tuple[Path, ...]) -> tuple[str, ...]:
    if not folders:
        return ()
    listed = ", ".join(folder.name for folder in folders)
    return (f"Passed over, as their names are no days YYYY-MM-DD: {listed}.",)


def _partial_remarks(job: Job, known: list[Recognised]) -> tuple[str, ...]:
    is_partial = {
        (source, part, exported_on): is_partial
        for source, part, exported_on, is_partial in job.con.execute(
            "select source, part, exported_on, is_partial from raw.batches"
        ).fetchall()
    }
    words = {True: "partial", False: "full"}
    return tuple(
        f"{item.file.name} of {item.file.exported_on} stays loaded as a {words[was]} export;"
        f" to make it a {words[not was]} one add --replace."
        for item in known
        if (
            was := is_partial[
                item.mapping.source, item.mapping.part, item.file.exported_on
            ]
        )
        != job.options.is_partial
    )


def _unmapped_remarks(unmapped: dict[str, list[str]]) -> list[str]:
    return [
        f"{file}: no field takes the columns {', '.join(columns[:5])}"
        f"{f' and {len(columns) - 5} more' if len(columns) > 5 else ''};"
        " they stay in the archive alone."
        for file, columns in unmapped.items()
        if columns
    ]


def _empty_remarks(batches: Iterable[Batch]) -> list[str]:
    return [
        f"{batch.file} of {batch.exported_on} holds a header and no rows: a full export"
        f" says thereby that there are no {batch.entity}."
        for batch in batches
        if batch.rows_read == 0 and not batch.is_partial
    ]

"""Rebuilding the warehouse from the archive alone, as after damage to acre.duckdb."""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from acre_home.files import sync
from acre_home.refusals import InUse, Refused
from ingest import manifest
from ingest.archive import DamagedCopy, withdraw
from ingest.batch import Batch, load_file, note_batch
from ingest.contract import Contract, load_contract
from ingest.discover import ExportFile
from ingest.manifest import Manifest, Row
from ingest.mapping import (
    FileMapping,
    load_mappings,
    read_mapping,
    stated_encoding,
)
from ingest.readable import as_text
from ingest.recognise import Recognised
from ingest.warehouse import create_raw, open_warehouse, transaction

DESK = ".rebuild"
COUNTS = ("rows_read", "rows_loaded", "rows_unchanged", "rows_rejected")


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: its batches, where the old file lies, remarks for people."""

    batches: tuple[Batch, ...]
    moved_to: Path | None
    remarks: tuple[str, ...]


def rebuild(home: Path) -> Rebuilt:
    """Rebuild `home`/acre.duckdb from the archive, and move the old one aside.

    Raises Refused where another process uses the warehouse, or the archive lacks what is
    needed; nothing was changed then.
    """
    listed = _what_was_loaded(home)
    desk = home / DESK
    shutil.rmtree(desk, ignore_errors=True)
    try:
        files = _withdraw_all(home, listed, desk / "files")
        batches, remarks = _load_all(home, listed, files, desk)
        return Rebuilt(batches, _swap(home, desk), remarks)
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def _what_was_loaded(home: Path) -> Manifest:
    """Return what the archive lists, brought up to the warehouse where that can be read."""
    listed = None
    if (home / "acre.duckdb").exists():
        try:
            # Opened to write, so that no log is left next to the file.
            with open_warehouse(home) as con:
                listed = manifest.of_both(home, con)
        except InUse:
            raise
        except (Refused, duckdb.Error):
            listed = None
    listed = listed or manifest.read(home, draft_counts=True)
    if listed is None or not listed.batches:
        raise Refused(
            f"{home / 'exports' / manifest.NAME}: does not say what was loaded; put the"
            " folder exports back from a backup, or load the exports again."
        )
    return listed


def _withdraw_all(home: Path, listed: Manifest, folder: Path) -> list[Path]:
    files, refusals = [], []
    for number, row in enumerate(listed.batches):
        target = folder / str(number) / row["file"]
        target.parent.mkdir(parents=True)
        try:
            withdraw(home, row["file_hash"], target)
        except (FileNotFoundError, DamagedCopy) as error:
            state = "is damaged" if isinstance(error, DamagedCopy) else "is missing"
            refusals.append(
                f"{row['file']} of {row['exported_on']}: its copy {row['file_hash']}"
                f" {state} in {home / 'exports'}; python -m publish verify --from FOLDER"
                " puts it back from a folder that holds the file."
            )
        files.append(target)
    if refusals:
        raise Refused(*refusals)
    return files


def _load_all(
    home: Path, listed: Manifest, files: list[Path], desk: Path
) -> tuple[tuple[Batch, ...], tuple[str, ...]]:
    mappings = _Mappings(listed, load_contract(), home)
    batches, remarks = [], []
    with open_warehouse(desk) as con:
        with transaction(con):
            create_raw(con, load_contract())
            for row, file in zip(listed.batches, files, strict=True):
                mapping = mappings.of(row)
                batch = _load_one(con, row, file, mapping, desk / "scratch")
                noted = _as_it_was(batch, row)
                if noted is None:
                    remarks.append(
                        f"{row['file']} of {row['exported_on']}: is read otherwise than"
                        " before, as its mapping or the contract changed."
                    )
                batches.append(noted or batch)
                note_batch(con, batches[-1], mapping)
            _insert_replaced(con, listed)
        con.execute("checkpoint")
    return tuple(batches), tuple(remarks)


def _load_one(
    con: duckdb.DuckDBPyConnection,
    row: Row,
    file: Path,
    mapping: FileMapping,
    scratch: Path,
) -> Batch:
    given = as_text(
        ExportFile(date.fromisoformat(row["exported_on"]), row["file"], file),
        scratch,
        stated_encoding([mapping]),
    )
    return load_file(
        con,
        Recognised(given, mapping),
        scratch,
        lambda: str(row["file_hash"]),
        is_partial=row["is_partial"],
    ).batch


def _as_it_was(batch: Batch, row: Row) -> Batch | None:
    """Return the batch as recorded; None where its rows do not add up to that.

    Which rows were new and which unchanged depended on what was loaded at the time.
    """
    read, loaded, unchanged, rejected = (row[name] for name in COUNTS)
    if (batch.rows_read, batch.rows_rejected) != (read, rejected):
        return None
    return replace(
        batch,
        rows_loaded=loaded,
        rows_unchanged=unchanged,
        loaded_at=datetime.fromisoformat(row["loaded_at"]),
    )


def _insert_replaced(con: duckdb.DuckDBPyConnection, listed: Manifest) -> None:
    for row in listed.replaced_batches:
        marks = ", ".join("?" for _ in row)
        con.execute(
            f"insert into raw.replaced_batches ({', '.join(row)}) values ({marks})",
            list(row.values()),
        )


class _Mappings:
    """The mapping that read a batch, or where that is not known, the one of today."""

    def __init__(self, listed: Manifest, contract: Contract, home: Path) -> None:
        self._contract = contract
        self._today = load_mappings(contract, home)
        self._recorded = {
            key: self._parsed(text) for key, text in listed.mappings.items()
        }

    def _parsed(self, text: str) -> list[FileMapping]:
        # The contract may have changed since; then today's mapping is as good as any.
        try:
            return read_mapping(Path(manifest.NAME), text, self._contract)[1]
        except Refused:
            return []

    def of(self, row: Row) -> FileMapping:
        """Return the mapping for a batch. Raises Refused where there is none any more."""
        for known in (self._recorded.get(row["mapping"], []), self._today):
            for mapping in known:
                if (mapping.source, mapping.part) == (row["source"], row["part"]):
                    return mapping
        raise Refused(
            f"{row['file']} of {row['exported_on']}: no mapping knows {row['part']} of"
            f" {row['source']} any more; put that mapping into ACRE_HOME/mappings."
        )


def _swap(home: Path, desk: Path) -> Path | None:
    """Replace the old warehouse with the new; return where the old one is now."""
    # The build record is of the file that goes.
    (home / "build.json").unlink(missing_ok=True)
    moved_to = None
    for name in ("acre.duckdb", "acre.duckdb.wal"):
        old = home / name
        if old.exists():
            aside = old.with_name(f"{name}.{datetime.now(UTC):%Y%m%dT%H%M%S%f}.aside")
            # Under both names until the new file replaces it: one always exists.
            aside.hardlink_to(old)
            moved_to = moved_to or aside
    # A log of the old file would be played onto the new one.
    (home / "acre.duckdb.wal").unlink(missing_ok=True)
    (desk / "acre.duckdb").replace(home / "acre.duckdb")
    sync(home)
    return moved_to

"""exports/batches.json: what each copy in the archive is, so that raw can be rebuilt from it.

The warehouse says so too, but it may be damaged. During a load the new content is written
as a draft before the commit and replaces the file after it; whichever of the two a killed
load leaves, the rebuild finds what it needs, and the next load sets it right.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from acre_home.files import sync
from ingest.warehouse import has_table

NAME = "batches.json"
DRAFT = ".batches.json.draft"

Row = dict[str, Any]


@dataclass(frozen=True)
class Manifest:
    """Rows of raw.batches in the order of their loads, what they replaced, their mappings.

    A batch has `mapping`, a key of `mappings`, where the mapping that read it is known.
    """

    batches: list[Row]
    replaced_batches: list[Row]
    mappings: dict[str, str]

    @property
    def hashes(self) -> set[str]:
        """SHA-256 of every file that the archive must hold."""
        return {row["file_hash"] for row in (*self.batches, *self.replaced_batches)}


def of_warehouse(con: duckdb.DuckDBPyConnection) -> Manifest:
    """Return what the warehouse says; nothing where nothing was loaded into it."""
    if not has_table(con, "batches"):
        return Manifest([], [], {})
    texts: dict[str, str] = {}
    if has_table(con, "batch_mappings"):
        rows = con.execute("select batch_id, mapping from raw.batch_mappings")
        texts = dict(rows.fetchall())
    keys = {
        batch_id: hashlib.sha256(text.encode()).hexdigest()
        for batch_id, text in texts.items()
    }
    batches = _rows(con, "from raw.batches order by loaded_at, rowid")
    for row in batches:
        row["mapping"] = keys.get(row["batch_id"])
    return Manifest(
        batches,
        _rows(con, "from raw.replaced_batches order by replaced_at, rowid"),
        {keys[batch_id]: text for batch_id, text in texts.items()},
    )


def read(home: Path, *, draft_counts: bool = False) -> Manifest | None:
    """Return what the archive of `home` says; None where it says nothing that is readable.

    With `draft_counts`, the draft that a killed load left goes before what it was to replace.
    """
    for name in (DRAFT, NAME) if draft_counts else (NAME,):
        try:
            content = json.loads((home / "exports" / name).read_text(encoding="utf-8"))
            return Manifest(**content)
        except (FileNotFoundError, ValueError, TypeError):
            continue
    return None


def of_both(home: Path, con: duckdb.DuckDBPyConnection) -> Manifest:
    """Return what the warehouse says, and what the archive alone knows.

    What is in the archive and not in the warehouse was lost there: it is never forgotten.
    """
    here, kept = of_warehouse(con), read(home)
    if kept is None:
        return here
    taken = {_place(row) for row in here.batches}
    lost = [row for row in kept.batches if _place(row) not in taken]
    known = [_replacement(row) for row in here.replaced_batches]
    gone = [row for row in kept.replaced_batches if _replacement(row) not in known]
    used = {row.get("mapping") for row in (*lost, *here.batches)}
    mappings = {
        key: text
        for key, text in {**kept.mappings, **here.mappings}.items()
        if key in used
    }
    return Manifest([*lost, *here.batches], [*gone, *here.replaced_batches], mappings)


@contextmanager
def kept_with_the_load(
    home: Path,
) -> Iterator[Callable[[duckdb.DuckDBPyConnection], None]]:
    """Yield what writes the draft; it replaces the file on success and is removed after an error."""
    draft = home / "exports" / DRAFT
    try:
        yield lambda con: _write_draft(home, of_both(home, con))
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    # The load is done. Should this fail, the draft stays, which is as good.
    with suppress(OSError):
        _put_in_place(home)


def write(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Bring the archive up to what the warehouse says. Raises OSError where that fails."""
    _write_draft(home, of_both(home, con))
    _put_in_place(home)


def _write_draft(home: Path, manifest: Manifest) -> None:
    folder = home / "exports"
    draft, text = folder / DRAFT, _text(manifest)
    draft.unlink(missing_ok=True)
    place = folder / NAME
    if place.exists() and place.read_bytes() == text.encode():
        return
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync(folder)


def _put_in_place(home: Path) -> None:
    draft = home / "exports" / DRAFT
    if draft.exists():
        draft.replace(draft.with_name(NAME))
        sync(draft.parent)


def _text(manifest: Manifest) -> str:
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1, default=str)


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    found = con.execute(query)
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    plain: list[Row] = json.loads(json.dumps(rows, default=str))
    return plain


def _place(row: Row) -> tuple[Any, ...]:
    return row["source"], row["part"], row["exported_on"]


def _replacement(row: Row) -> tuple[Any, ...]:
    return row["batch_id"], row["replaced_at"]

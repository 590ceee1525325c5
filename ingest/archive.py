"""The archive: every loaded file's bytes, kept once under its SHA-256, compressed."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from acre_home.files import sync
from ingest.scan import CHUNK

SUFFIX = ".zst"


@contextmanager
def archiving(home: Path) -> Iterator["Archive"]:
    """Open the archive of `home` for copies; those not kept at the end leave no trace."""
    folder = home / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    for left_by_a_killed_load in folder.glob(".copies-*"):
        shutil.rmtree(left_by_a_killed_load)
    with (
        tempfile.TemporaryDirectory(
            prefix=".copies-", dir=folder, ignore_cleanup_errors=True
        ) as desk,
        ThreadPoolExecutor(max_workers=1) as pool,
    ):
        yield Archive(folder, Path(desk), pool)


class DamagedCopy(Exception):
    """What the archive keeps under a hash is not the content of that hash."""


class Archive:
    """Copies files while the load reads them."""

    def __init__(self, folder: Path, desk: Path, pool: ThreadPoolExecutor) -> None:
        self._folder = folder
        self._desk = desk
        self._pool = pool
        self._copies: list[tuple[Path, Future[str]]] = []

    def copy(self, path: Path) -> Future[str]:
        """Begin to copy `path`; the result is its SHA-256."""
        target = self._desk / str(len(self._copies))
        hashing = self._pool.submit(_copy, path, target)
        self._copies.append((target, hashing))
        return hashing

    def keep(self) -> None:
        """Put all copies under their hashes, durably. Raises OSError where one fails."""
        for copy, hashing in self._copies:
            copy.replace(self._folder / f"{hashing.result()}{SUFFIX}")
        sync(self._folder)


def archived(home: Path, file_hash: str) -> Path:
    """Return where the archive of `home` keeps the content of `file_hash`."""
    return home / "exports" / f"{file_hash}{SUFFIX}"


def content_hash(copy: Path) -> str:
    """Return the SHA-256 of what a copy holds. Raises DamagedCopy where it cannot be read."""
    digest = hashlib.sha256()
    with copy.open("rb") as kept:
        for chunk in _unpacked(kept):
            digest.update(chunk)
    return digest.hexdigest()


def put_back(home: Path, file_hash: str, source: Path) -> None:
    """Store `source`, the file of `file_hash` or another archive's copy of it."""
    if source.suffix != SUFFIX:
        with archiving(home) as archive:
            archive.copy(source)
            archive.keep()
        return
    target = archived(home, file_hash)
    draft = target.with_name(f".{target.name}.draft")
    shutil.copyfile(source, draft)
    sync(draft)
    draft.replace(target)
    sync(target.parent)


def withdraw(home: Path, file_hash: str, target: Path) -> None:
    """Write the content of `file_hash` to `target`, byte for byte.

    Raises FileNotFoundError where the archive does not hold it, DamagedCopy where what it
    holds is not that content; there is no `target` then.
    """
    with archived(home, file_hash).open("rb") as kept, target.open("wb") as out:
        digest = hashlib.sha256()
        try:
            for chunk in _unpacked(kept):
                digest.update(chunk)
                out.write(chunk)
        finally:
            if digest.hexdigest() != file_hash:
                target.unlink()
    if digest.hexdigest() != file_hash:
        raise DamagedCopy


def _unpacked(kept: BinaryIO) -> Iterator[bytes]:
    try:
        with pa.CompressedInputStream(kept, "zstd") as content:
            while chunk := content.read(CHUNK):
                yield chunk
    except OSError as error:
        raise DamagedCopy from error


def _copy(path: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with (
        path.open("rb") as source,
        pa.CompressedOutputStream(str(target), "zstd") as out,
    ):
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    sync(target)
    return digest.hexdigest()

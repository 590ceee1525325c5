"""The archive: every loaded file's bytes, kept once under its SHA-256, compressed."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from ingest.errors import Refused
from ingest.scan import CHUNK


@contextmanager
def archiving(home: Path) -> Iterator["Archive"]:
    """Open the archive of `home` for copies; at the end all of them are durable."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        archive = Archive(home, pool)
        yield archive
        archive.wait()


class Archive:
    """Copies files beside the load that reads them."""

    def __init__(self, home: Path, pool: ThreadPoolExecutor) -> None:
        self._folder = home / "exports"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._pool = pool
        self._copies: list[Future[None]] = []

    def keep(self, path: Path, file_hash: str) -> None:
        """Begin to copy `path`, whose content has `file_hash`; a copy that exists stays."""
        target = archived(self._folder.parent, file_hash)
        if not target.exists():
            self._copies.append(self._pool.submit(_copy, path, file_hash, target))

    def wait(self) -> None:
        """Wait until all copies are durable.

        Raises Refused where a file changed since it was read, OSError where a copy fails.
        """
        for copy in self._copies:
            copy.result()


def archived(home: Path, file_hash: str) -> Path:
    """Return where the archive of `home` keeps the content of `file_hash`."""
    return home / "exports" / f"{file_hash}.zst"


def withdraw(home: Path, file_hash: str, target: Path) -> None:
    """Write the content of `file_hash` to `target`, byte for byte.

    Raises FileNotFoundError where the archive does not hold it.
    """
    source = str(archived(home, file_hash))
    with pa.CompressedInputStream(source, "zstd") as content, target.open("wb") as out:
        while chunk := content.read(CHUNK):
            out.write(chunk)


def _copy(path: Path, file_hash: str, target: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=".copy-", dir=target.parent)
    os.close(handle)
    copy = Path(name)
    try:
        digest = hashlib.sha256()
        with path.open("rb") as source, pa.CompressedOutputStream(name, "zstd") as out:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                out.write(chunk)
        if digest.hexdigest() != file_hash:
            raise Refused(f"{path.name}: changed while it was read; load it again.")
        with copy.open("rb") as written:
            os.fsync(written.fileno())
        copy.replace(target)
    finally:
        copy.unlink(missing_ok=True)

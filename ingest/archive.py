"""The archive: every loaded file's bytes, kept once under its SHA-256, compressed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

SUFFIX = ".zst"


@dataclass
class Deposit:
    """A copy in the making; `write` takes the bytes, `keep` puts it under its hash."""

    folder: Path
    temporary: Path
    stream: Any = field(repr=False)

    def write(self, content: bytes) -> None:
        """Add bytes to the copy."""
        self.stream.write(content)

    def keep(self, file_hash: str) -> None:
        """Make the copy durable under `file_hash`; a copy that exists stays."""
        self.stream.close()
        target = self.folder / f"{file_hash}{SUFFIX}"
        if target.exists():
            return
        with self.temporary.open("rb") as copy:
            os.fsync(copy.fileno())
        os.replace(self.temporary, target)


@contextmanager
def deposit(home: Path) -> Iterator[Deposit]:
    """Open a deposit into `home`/exports; what is not kept leaves no trace."""
    folder = home / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".deposit-", dir=folder)
    os.close(handle)
    temporary = Path(name)
    stream = pa.CompressedOutputStream(str(temporary), "zstd")
    try:
        yield Deposit(folder, temporary, stream)
    finally:
        stream.close()
        temporary.unlink(missing_ok=True)


def withdraw(home: Path, file_hash: str, target: Path) -> None:
    """Write the file with `file_hash` to `target`, byte for byte.

    Raises FileNotFoundError where the archive does not hold it.
    """
    with pa.CompressedInputStream(
        str(home / "exports" / f"{file_hash}{SUFFIX}"), "zstd"
    ) as archived, target.open("wb") as out:
        while content := archived.read(1 << 24):
            out.write(content)

"""The archive against its hashes, and the copies that can be put back from elsewhere."""

from collections.abc import Iterator
from pathlib import Path

from acre_home.files import hash_of
from ingest.archive import DamagedCopy, archived, content_hash, put_back


def check(
    home: Path, needed: set[str], heal_from: Path | None
) -> tuple[int, list[str]]:
    """Return how many copies were put back, and a sentence for each that is not sound.

    `needed` are the hashes of all files that were loaded.
    """
    wrong = _wrong(home, needed)
    found = _found(heal_from, set(wrong)) if heal_from is not None and wrong else {}
    for file_hash, source in found.items():
        put_back(home, file_hash, source)
        del wrong[file_hash]
    return len(found), [
        f"{archived(home, file_hash)}: {what}; put it back from a backup, load its export"
        " again, or name a folder that holds the file: python -m publish verify --from"
        " FOLDER."
        for file_hash, what in wrong.items()
    ]


def _wrong(home: Path, needed: set[str]) -> dict[str, str]:
    """Return what is wrong with which copies."""
    there = {path.stem for path in home.glob("exports/*.zst")}
    wrong = dict.fromkeys(sorted(needed - there), "is missing")
    for file_hash in sorted(there):
        if _content(archived(home, file_hash)) != file_hash:
            wrong[file_hash] = "is damaged"
    return wrong


def _found(folder: Path, wanted: set[str]) -> dict[str, Path]:
    return {
        file_hash: path
        for path in _files(folder)
        if (file_hash := _content(path)) in wanted and file_hash is not None
    }


def _content(path: Path) -> str | None:
    """Return the hash of a file's content, unpacked; None where it cannot be read."""
    try:
        return content_hash(path) if path.suffix == ".zst" else hash_of(path)
    except (DamagedCopy, OSError):
        return None


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())

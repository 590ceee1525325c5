"""Fingerprints: what a build and a release were made from."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

# Where a dbt that somebody runs by hand leaves its own files.
_MADE_BY_DBT = {"target", "logs", "dbt_packages", ".user.yml"}


def of_text(*texts: str) -> str:
    """Return one SHA-256 for a sequence of texts."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(f"{len(text)}:{text}".encode())
    return digest.hexdigest()


def of_files(*roots: Path) -> str:
    """Return one SHA-256 for the names and bytes of files, folders included."""
    digest = hashlib.sha256()
    for root in roots:
        for path in _files(root):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(root.parent)}\0{content}\n".encode())
    return digest.hexdigest()


def of_dbt_project(repository: Path) -> str:
    """Return the fingerprint of all that decides what dbt builds from raw."""
    project = repository / "dbt_project"
    return of_files(
        *(path for path in sorted(project.iterdir()) if path.name not in _MADE_BY_DBT),
        repository / "profiles.yml",
        repository / "requirements.txt",
    )


def of_publish_code() -> str:
    """Return the fingerprint of this package, its YAML files included."""
    return of_files(Path(__file__).resolve().parent)


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            yield Path(folder, name)

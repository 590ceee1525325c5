"""ACRE_HOME, the folder that holds everything that is data, and its lock."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from acre_home.refusals import Refused

REPOSITORY = Path(__file__).resolve().parent.parent
RELEASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
HOW_TO_LOAD = "run `make load EXPORTS=<folder>`, or `make run` for the demo company"


@dataclass(frozen=True)
class Home:
    """Paths under ACRE_HOME; nothing is created by asking for one."""

    path: Path

    @classmethod
    def from_environment(cls) -> "Home":
        """Return the home that ACRE_HOME names, ./warehouse without it."""
        return cls(Path(os.environ.get("ACRE_HOME") or "warehouse").absolute())

    @property
    def warehouse(self) -> Path:
        return self.path / "acre.duckdb"

    @property
    def build_record(self) -> Path:
        return self.path / "build.json"

    @property
    def dbt_target(self) -> Path:
        return self.path / "dbt" / "target"

    @property
    def dbt_logs(self) -> Path:
        return self.path / "dbt" / "logs"

    @property
    def dbt_docs(self) -> Path:
        return self.path / "dbt_docs"

    @property
    def data_docs(self) -> Path:
        return self.path / "data_docs"

    @property
    def sbom(self) -> Path:
        return self.path / "sbom.cdx.json"

    @property
    def releases(self) -> Path:
        return self.path / "releases"

    @property
    def forecast_runs(self) -> Path:
        return self.path / "forecast_runs"

    @property
    def overrides(self) -> Path:
        return self.path / "overrides"

    @property
    def current(self) -> Path:
        return self.path / "current"

    def release(self, release_id: str) -> Path:
        """Return the folder of one release."""
        return self.releases / release_id

    def current_release_id(self) -> str | None:
        """Return the id that `current` holds, None where it holds none."""
        try:
            text = self.current.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return text if RELEASE_ID.fullmatch(text) else None


@contextmanager
def lock(home: Home, purpose: str) -> Iterator[None]:
    """Hold the home for one build or publish; the system frees it with the process.

    Raises Refused when another process holds it, or when there is no such folder.
    """
    if not home.path.is_dir():
        raise Refused(f"There is no warehouse at {home.path}: {HOW_TO_LOAD}.")
    handle = os.open(home.path / "publish.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(handle, 200).decode("utf-8", "replace").strip()
            raise Refused(
                f"Another process works on {home.path} ({holder}): wait until it ends."
            ) from None
        os.ftruncate(handle, 0)
        os.write(handle, f"{purpose}, process {os.getpid()}".encode())
        yield
    finally:
        os.close(handle)

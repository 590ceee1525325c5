"""`python -m publish verify`: is all that must last still there, and still what it was?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from acre_home.files import hash_of, read_json
from acre_home.home import Home, lock
from acre_home.messages import say_done, say_failed
from acre_home.refusals import InUse, Refused
from ingest import manifest
from ingest.manifest import Manifest
from publish import raw_counts, verify_archive
from publish.warehouse import opened

OVERRIDE_FIELDS = {
    "override_id",
    "territory_id",
    "target_grain",
    "target_start",
    "author",
    "reason",
    "release_id",
    "override_amount",
    "system_amount",
    "entered_at",
    "as_of",
}


@dataclass(frozen=True)
class Report:
    """What was found of one kind: a line with counts, and a sentence per problem."""

    summary: str
    problems: list[str] = field(default_factory=list)


def verify(home: Home, heal_from: Path | None) -> int:
    """Check archive, warehouse, releases and overrides; return 0, or 1 with problems.

    Missing and damaged copies of the archive are first put back from `heal_from`. Raises
    Refused where another process works on the home, or `heal_from` is no folder.
    """
    if heal_from is not None and not heal_from.is_dir():
        raise Refused(f"{heal_from}: there is no such folder; check --from.")
    with lock(home, "verify"):
        listed, of_warehouse = _warehouse(home)
        healed, problems = verify_archive.check(home.path, listed.hashes, heal_from)
        copies = len(list(home.path.glob("exports/*.zst")))
        again = f", {healed} put back" if healed else ""
        reports = [
            Report(f"Archive: {_many(copies, 'copy', 'copies')}{again}", problems),
            of_warehouse,
            _releases(home),
            _overrides(home),
        ]
    for report in reports:
        print(f"{report.summary}: {_told(report.problems)}", flush=True)
    problems = [sentence for report in reports for sentence in report.problems]
    for sentence in problems:
        say_failed(sentence)
    if not problems:
        say_done("Everything is as it was stored.")
    return int(bool(problems))


def _warehouse(home: Home) -> tuple[Manifest, Report]:
    """Check the warehouse; return what was loaded, as far as anything says so."""
    kept = manifest.read(home.path, draft_counts=True) or Manifest([], [], {})
    if not home.warehouse.exists() and not kept.batches:
        return kept, Report("Warehouse: nothing loaded")
    rebuild = "run python -m ingest rebuild to restore it from the archive"
    try:
        with opened(home, read_only=True) as connection:
            problems = raw_counts.check(connection)
            here = manifest.of_warehouse(connection)
            listed = manifest.of_both(home.path, connection)
            if not problems and here.batches:
                (home.path / "exports").mkdir(exist_ok=True)
                manifest.write(home.path, connection)
    except InUse:
        raise
    except Refused as refused:
        return kept, Report("Warehouse", [f"{refused}; {rebuild}."])
    problems = [f"{problem}; {rebuild}." for problem in problems]
    lost = len(listed.batches) - len(here.batches)
    if lost:
        problems.append(
            f"The warehouse {home.warehouse} lacks {_many(lost, 'file', 'files')} that the"
            f" archive lists as loaded; {rebuild}."
        )
    return listed, Report(
        f"Warehouse: {_many(len(here.batches), 'file', 'files')} loaded", problems
    )


def _releases(home: Home) -> Report:
    folders = sorted(
        path for path in home.releases.glob("*") if not path.name.startswith(".")
    )
    current = home.current_release_id()
    problems, unrecorded = [], 0
    if home.current.exists() and not (current and home.release(current) in folders):
        problems.append(
            f"{home.current}: names no release that is there; run `make publish`, which"
            " makes one."
        )
    for folder in folders:
        content = read_json(folder / "release.json")
        if content is not None and "sha256" not in content:
            unrecorded += 1
        if damage := _damage(folder, content):
            remedy = (
                "put it back from a backup, or remove the folder and run `make publish`"
                if folder.name == current
                else "put it back from a backup, or remove the folder"
            )
            problems.append(f"{damage}; {remedy}.")
    old = f", {unrecorded} with a hash not recorded" if unrecorded else ""
    count = _many(len(folders), "release", "releases")
    return Report(f"Releases: {count}{old}", problems)


def _damage(folder: Path, content: dict[str, object] | None) -> str | None:
    """Return what is wrong with a release, None where nothing is."""
    database = folder / "release.duckdb"
    if content is None:
        return f"{folder / 'release.json'}: is missing or cannot be read"
    if not database.is_file():
        return f"{database}: is missing"
    try:
        if content.get("sha256", "") in ("", hash_of(database)):
            return None
    except OSError as error:
        return f"{database}: cannot be read ({error.strerror})"
    return f"{database}: is not what was published"


def _overrides(home: Home) -> Report:
    files = sorted(home.overrides.glob("*.json"))
    problems = []
    for file in files:
        content = read_json(file)
        missing = OVERRIDE_FIELDS - (content or {}).keys()
        if content is None:
            problems.append(
                f"{file}: is no readable JSON; put it back from a backup, or move it away."
            )
        elif missing:
            problems.append(
                f"{file}: lacks {', '.join(sorted(missing))}; put it back from a backup, or"
                " move it away."
            )
    return Report(f"Overrides: {_many(len(files), 'entry', 'entries')}", problems)


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _told(problems: Sequence[str]) -> str:
    return _many(len(problems), "problem", "problems") if problems else "good"

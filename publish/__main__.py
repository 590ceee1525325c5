"""`python -m publish`: check what was built, then swap the release in."""

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from acre_home.home import Home, lock
from acre_home.messages import say_done, say_failed, say_note
from acre_home.progress import live
from acre_home.refusals import Refused, run
from publish import build_record, current

# DuckDB and Great Expectations are imported where they are used: an `--if-changed`
# that has nothing to do must not wait seconds for them.
if TYPE_CHECKING:
    import duckdb

    from publish.build_record import BuildRecord
    from publish.checks import Verdict

DEFAULT_KEEP = "10"


def main() -> int:
    """Parse the command line and publish; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m publish",
        description="Check the built warehouse; when no blocking check fails, "
        "copy its marts to a new release and make it the current one.",
    )
    parser.add_argument(
        "--if-changed",
        action="store_true",
        help="do nothing when the current release was made from the same build",
    )
    parser.add_argument(
        "--keep",
        type=_positive,
        default=os.environ.get("ACRE_KEEP_RELEASES") or DEFAULT_KEEP,
        metavar="N",
        help="newest releases to keep (default: ACRE_KEEP_RELEASES, else 10)",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    verifying = commands.add_parser(
        "verify", help="check what is stored: archive, warehouse, releases, overrides"
    )
    verifying.add_argument(
        "--from",
        dest="heal_from",
        type=Path,
        metavar="FOLDER",
        help="put missing and damaged copies back from the files of this folder",
    )
    arguments = parser.parse_args()
    home = Home.from_environment()
    if arguments.command == "verify":
        from publish.verify import verify

        return verify(home, arguments.heal_from)
    if arguments.if_changed and current.is_up_to_date(home):
        return _stay(home)
    with lock(home, "publish"):
        return publish(home, keep=arguments.keep, if_changed=arguments.if_changed)


def publish(home: Home, *, keep: int, if_changed: bool) -> int:
    """Check and publish; return 0, or 1 when a blocking check failed.

    Raises Refused when nothing is built, the build is older than the loads, the
    warehouse is in use, or the disk is full.
    """
    from publish import checks, marts, release, retention, runs, warehouse

    started = time.monotonic()
    retention.remove_leftovers(home)
    runs.keep(home)
    # One connection throughout: no load or build can come between check and copy.
    with warehouse.opened(home, read_only=True) as connection:
        record = _finished_build(home, connection)
        fingerprint = current.release_fingerprint(record)
        if if_changed and current.fingerprint(home) == fingerprint:
            return _stay(home)
        defined = checks.load()
        applicable = checks.applicable(defined, marts.loaded_entities(connection))
        with live("Checking") as advance:
            from publish import expectations

            verdicts = expectations.run(home, applicable, advance)
        if not _is_releasable(home, verdicts):
            return 1
        folder = release.make(home, connection, defined, verdicts, record)
    removed = retention.remove_outdated(home, keep)
    gone = f", {len(removed)} outdated removed" if removed else ""
    seconds = time.monotonic() - started
    say_done(
        f"Published release {folder.name}{gone}: {_counted(verdicts)} ({seconds:.1f} s)."
    )
    print(folder)
    return 0


def _finished_build(
    home: Home, connection: "duckdb.DuckDBPyConnection"
) -> "BuildRecord":
    from publish import warehouse

    raw = warehouse.raw_fingerprint(connection)
    record = build_record.read(home)
    if record is None and warehouse.has_table(connection, "marts", "fct_entities"):
        raise Refused("The last build did not finish: run `make build` first.")
    if record is None:
        raise Refused("Nothing is built yet: run `make build` first.")
    if record.raw != raw:
        raise Refused("Loads came after the last build: run `make build` first.")
    return record


def _is_releasable(home: Home, verdicts: "list[Verdict]") -> bool:
    """Say what the checks found; return whether a release may be made."""
    failed = [verdict for verdict in verdicts if not verdict.passed]
    blocking = [verdict for verdict in failed if verdict.blocks]
    for verdict in failed:
        (say_failed if verdict.blocks else say_note)(verdict.sentence)
    if blocking:
        stays = home.current_release_id()
        kept = f"release {stays} stays in use" if stays else "there is no release yet"
        say_failed(
            f"Not published, {kept}: {_counted(verdicts)}; "
            f"see {home.data_docs / 'index.html'}."
        )
    return not blocking


def _counted(verdicts: "list[Verdict]") -> str:
    passed = sum(verdict.passed for verdict in verdicts)
    blocking = sum(verdict.blocks for verdict in verdicts)
    warned = len(verdicts) - passed - blocking
    failed = f", {blocking} failed" if blocking else ""
    warnings = "1 warning" if warned == 1 else f"{warned} warnings"
    return f"{passed} checks passed, {warnings}{failed}"


def _stay(home: Home) -> int:
    release_id = home.current_release_id() or ""
    say_done(f"Nothing to publish: release {release_id} is up to date.")
    print(home.release(release_id))
    return 0


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


if __name__ == "__main__":
    run(main)

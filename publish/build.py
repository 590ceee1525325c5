"""`python -m publish.build`: dbt over what was loaded; it makes no release."""

import argparse
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from acre_home.home import REPOSITORY, Home, lock
from acre_home.messages import say_done, say_failed
from acre_home.refusals import Refused, run
from publish import build_record, dbt, fingerprint, runs, warehouse
from publish.build_record import BuildRecord


def main() -> int:
    """Parse the command line and build; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m publish.build",
        description="Build the marts from what was loaded and test them, with dbt.",
    )
    parser.add_argument(
        "--if-changed",
        action="store_true",
        help="do nothing when the loads, the overrides and the dbt project are the same",
    )
    arguments = parser.parse_args()
    home = Home.from_environment()
    with lock(home, "build"):
        return build(home, if_changed=arguments.if_changed)


def build(
    home: Home,
    *,
    if_changed: bool = False,
    repository: Path = REPOSITORY,
) -> int:
    """Build the marts; return 0, or 1 when a node failed.

    Raises Refused when there is nothing to build from or the warehouse is in use.
    """
    started = time.monotonic()
    project = fingerprint.of_dbt_project(repository)
    if if_changed and _is_up_to_date(home, project):
        say_done(f"Nothing to build: {home.warehouse} is up to date.")
        return 0
    # What is entered from here on may or may not be read: the next build is sure to.
    overrides = fingerprint.of_files(home.overrides)
    # Opening it to write proves that no other process uses it.
    with warehouse.opened(home, read_only=False) as connection:
        warehouse.bring_raw_to_contract(connection)
        raw = warehouse.raw_fingerprint(connection)
    build_record.invalidate(home)
    runs.keep(home)
    outcome = dbt.build(home, repository)
    seconds = time.monotonic() - started
    if outcome.failures:
        _say_failures(outcome)
        return 1
    _drop_orphans(home)
    _record(home, raw, project, overrides)
    warned = f", {outcome.warned} tests warned" if outcome.warned else ""
    say_done(
        f"Built {_counted(outcome.done)}{warned} in {home.warehouse} ({seconds:.1f} s)."
    )
    return 0


def _is_up_to_date(home: Home, project: str) -> bool:
    record = build_record.read(home)
    if record is None or record.dbt_project != project:
        return False
    if record.overrides != fingerprint.of_files(home.overrides):
        return False
    if build_record.is_untouched(home, record):
        return True
    if not home.warehouse.exists():
        return False
    with warehouse.opened(home, read_only=True) as connection:
        return warehouse.raw_fingerprint(connection) == record.raw


def _drop_orphans(home: Home) -> None:
    """Drop what the project no longer defines."""
    with warehouse.opened(home, read_only=False) as connection:
        warehouse.drop_orphans(connection, dbt.built_relations(home))


def _record(home: Home, raw: str, project: str, overrides: str) -> None:
    """Record the build as one of what is loaded; refuse if a load came in between."""
    # Read-only keeps loads away, so the state recorded is that of these marts.
    with warehouse.opened(home, read_only=True) as connection:
        if warehouse.raw_fingerprint(connection) != raw:
            raise Refused("A load ran during the build: run `make build` again.")
        size, mtime_ns = build_record.warehouse_state(home)
        built_at = datetime.now(UTC).isoformat(timespec="seconds")
        record = BuildRecord(raw, project, size, mtime_ns, built_at, overrides)
        build_record.write(home, record)


def _say_failures(outcome: dbt.Outcome) -> None:
    for failure in outcome.failures:
        say_failed(failure)
    skipped = f", and {outcome.skipped} wait for them" if outcome.skipped else ""
    say_failed(f"The build failed: {len(outcome.failures)} nodes failed{skipped}.")


def _counted(done: Counter[str]) -> str:
    words = (("model", "models"), ("seed", "seeds"), ("test", "tests"))
    counts = (
        f"{done[kind]} {one if done[kind] == 1 else many}"
        for kind, (one, many) in zip(("model", "seed", "test"), words, strict=True)
        if done[kind]
    )
    return ", ".join(counts) or "nothing"


if __name__ == "__main__":
    run(main)

"""`--if-changed` publishes what changed, and otherwise takes no time."""

import os
import subprocess
import sys
import time

import pytest

from acre_home.home import REPOSITORY
from tests.publish.company import Company


def test_nothing_changed_is_quick_and_loads_no_library(published: Company) -> None:
    release = published.current()
    code = (
        "import sys; sys.argv = ['publish', '--if-changed']\n"
        "from publish.__main__ import main\n"
        "assert main() == 0\n"
        "assert not {'duckdb', 'great_expectations'} & set(sys.modules)\n"
    )
    environment = os.environ | {"ACRE_HOME": str(published.home.path)}
    seconds = []
    # The best of three, for a busy machine slows anything down.
    for _ in range(3):
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
        )
        seconds.append(time.monotonic() - started)
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{published.home.release(release)}\n"
        assert (
            done.stderr == f"✓ Nothing to publish: release {release} is up to date.\n"
        )
    assert min(seconds) < 0.3


def test_a_warehouse_that_was_only_touched_is_not_published(published: Company) -> None:
    release = published.current()
    os.utime(published.home.warehouse)
    publish = published.publish("--if-changed")
    assert publish.exit_code == 0
    assert "is up to date" in publish.stderr
    assert published.current() == release


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"x" * 5000, b"../releases", b"none-such", b""]
)
def test_a_current_that_names_no_release_is_mended(
    published: Company, content: bytes
) -> None:
    published.home.current.write_bytes(content)
    publish = published.publish("--if-changed")
    assert publish.exit_code == 0
    assert "Traceback" not in publish.stderr
    assert (published.home.release(published.current()) / "release.json").is_file()


def test_a_new_build_is_published(published: Company) -> None:
    release = published.current()
    published.sql("update raw.batches set rows_read = 9 where batch_id = 'reps-10'")
    assert published.publish("--if-changed").exit_code == 0
    assert published.current() != release


def test_a_load_without_a_build_is_refused(published: Company) -> None:
    release = published.current()
    published.load("update raw.batches set rows_read = 9 where batch_id = 'reps-10'")
    publish = published.publish("--if-changed")
    assert publish.exit_code == 1
    sentence = "Loads came after the last build: run `make build` first."
    assert publish.failed == [sentence]
    assert published.current() == release


def test_a_deleted_release_is_published_again(published: Company) -> None:
    release = published.current()
    (published.home.release(release) / "release.duckdb").unlink()
    assert published.publish("--if-changed").exit_code == 0
    assert published.current() != release


def test_an_unreadable_earlier_release_costs_only_its_history(
    published: Company,
) -> None:
    release = published.current()
    (published.home.release(release) / "release.duckdb").write_bytes(b"no database")
    publish = published.publish()
    assert publish.exit_code == 0, publish.stderr
    ids = published.query("select distinct release_id from marts.fct_check_results")
    assert ids == [(published.current(),)]
    assert "The history of checks starts over" in publish.stderr

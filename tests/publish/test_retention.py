"""Old releases go once they are many and unread; never the one in use."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publish import retention
from tests.publish.company import Company

READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print("open", flush=True)
for line in sys.stdin:
    print(connection.execute("select count(*) from marts.dim_prospects").fetchone()[0])
    sys.stdout.flush()
"""


@contextmanager
def reader(database: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", READER, str(database)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_the_newest_releases_are_kept(quick: Company) -> None:
    published = []
    for _ in range(4):
        assert quick.publish("--keep", "2").exit_code == 0
        published.append(quick.current())
    assert quick.release_ids() == published[-2:]


def test_a_release_that_is_read_stays_until_it_is_closed(quick: Company) -> None:
    quick.publish("--keep", "1")
    old = quick.current()
    with reader(quick.home.release(old) / "release.duckdb") as process:
        assert quick.publish("--keep", "1").exit_code == 0
        assert quick.release_ids() == [old, quick.current()]
        # The reader is not disturbed.
        print("count", file=process.stdin, flush=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "3\n"
    quick.publish("--keep", "1")
    assert quick.release_ids() == [quick.current()]


def test_the_current_release_stays_even_when_others_are_newer(quick: Company) -> None:
    published = []
    for _ in range(3):
        quick.publish()
        published.append(quick.current())
    quick.home.current.write_text(published[0], encoding="utf-8")
    assert retention.remove_outdated(quick.home, 1) == [published[1]]
    assert quick.release_ids() == [published[0], published[2]]


def test_after_a_clock_set_back_the_newest_release_sorts_last(quick: Company) -> None:
    quick.publish()
    # As a clock that ran ahead, and was set right, leaves it.
    ahead = quick.home.release("29990101T000000999Z-00000000")
    quick.home.release(quick.current()).rename(ahead)
    (quick.home.releases / "29999999T000000000Z-00000000").mkdir()
    assert quick.publish("--keep", "1").exit_code == 0
    assert quick.current().startswith("29990101T000001000Z-")
    assert quick.release_ids() == [quick.current(), "29999999T000000000Z-00000000"]


def test_an_id_that_only_current_names_is_followed(quick: Company) -> None:
    quick.publish()
    shutil.rmtree(quick.home.release(quick.current()))
    quick.home.current.write_text("29990101T000000000Z-00000000", encoding="utf-8")
    assert quick.publish().exit_code == 0
    assert quick.current().startswith("29990101T000000001Z-")


def test_a_release_without_its_database_is_removed(quick: Company) -> None:
    quick.publish()
    old = quick.current()
    (quick.home.release(old) / "release.duckdb").unlink()
    assert quick.publish("--keep", "1").exit_code == 0
    assert quick.release_ids() == [quick.current()]


def test_other_folders_are_left_alone(quick: Company) -> None:
    quick.publish()
    (quick.home.releases / "notes").mkdir()
    assert quick.publish("--keep", "1").exit_code == 0
    assert quick.release_ids() == [quick.current(), "notes"]


@pytest.mark.parametrize("keep", ["0", "-1", "many"])
def test_a_wrong_number_to_keep_is_wrong_usage(quick: Company, keep: str) -> None:
    publish = quick.publish("--keep", keep)
    assert publish.exit_code == 2
    assert "is not a whole number above 0" in publish.stderr

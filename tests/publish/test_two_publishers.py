"""Of two publishes at once, one works and the other says so."""

import time
from functools import partial
from pathlib import Path

from tests.publish.company import Company
from tests.publish.preparations import wait_after_checks


def wait_for(path: Path) -> None:
    give_up_at = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < give_up_at, f"{path} does not appear"
        time.sleep(0.01)


def test_the_second_is_refused_and_the_first_publishes(
    quick: Company, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    first = quick.start(prepare=partial(wait_after_checks, go))
    wait_for(go.with_suffix(".reached"))
    second = quick.publish()
    assert second.exit_code == 1
    assert second.failed == [
        f"Another process works on {quick.home.path} "
        f"(publish, process {first.process.pid}): wait until it ends."
    ]
    go.touch()
    assert first.exit_code == 0
    assert quick.release_ids() == [quick.current()]


def test_a_killed_publisher_leaves_no_lock(quick: Company, tmp_path: Path) -> None:
    first = quick.start(prepare=partial(wait_after_checks, tmp_path / "go"))
    wait_for(tmp_path / "go.reached")
    first.process.kill()
    assert first.exit_code == -9
    assert quick.publish().exit_code == 0

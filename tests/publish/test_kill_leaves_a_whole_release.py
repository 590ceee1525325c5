"""Killed at any moment, a publish leaves the old release or the new, complete."""

import random
import time
from functools import partial

import pytest

from tests.publish.company import ONE_CHECK, Company
from tests.publish.preparations import die_at_step


def assert_current_is_complete(company: Company) -> None:
    """Assert that every table that release.json names is there, row for row."""
    content = company.release_json()
    assert content["id"] == company.current()
    for table, row_count in content["tables"].items():
        assert company.query(f"select count(*) from marts.{table}") == [(row_count,)]
    newest = company.query("select max(release_id) from marts.fct_check_results")
    assert newest == [(content["id"],)]


def test_at_each_step_of_writing(published: Company) -> None:
    old, killed = published.current(), 0
    swapped = []
    while True:
        publish = published.publish(prepare=partial(die_at_step, killed + 1))
        assert_current_is_complete(published)
        if publish.exit_code == 0:
            break
        assert publish.exit_code == -9
        killed += 1
        swapped.append(published.current() != old)
        old = published.current()
    # Drafts, syncs, the release's rename, the swap: each was a moment to die at, and
    # the last of them came after the swap.
    assert killed >= 8
    assert not swapped[0]
    assert swapped[-1]


@pytest.mark.parametrize("seed", range(4))
def test_at_a_random_moment(published: Company, seed: int) -> None:
    publish = published.start()
    time.sleep(random.Random(seed).uniform(0.05, 1.6))
    publish.process.kill()
    assert publish.exit_code in (-9, 0)
    assert_current_is_complete(published)


def test_the_next_publish_clears_what_was_left(published: Company) -> None:
    published.check_only(ONE_CHECK)
    for name in (".tmp-20260101T000000000Z-0", ".old-20250101T000000000Z-0"):
        (published.home.releases / name).mkdir()
    (published.home.path / ".current-1.tmp").touch()
    (published.home.path / ".data_docs-1" / "static").mkdir(parents=True)
    assert published.publish().exit_code == 0
    assert len(published.release_ids()) == 2
    hidden = [path.name for path in published.home.path.glob(".*")]
    assert hidden == []

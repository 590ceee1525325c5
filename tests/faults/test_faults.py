"""A sample of the faults that `make faults` tries: one in every stretch of a command."""

import random
import shutil
from collections.abc import Iterator

import pytest

from tests.faults.__main__ import made, state_after
from tests.faults.trial import KINDS, Bench, bench, try_one

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None and shutil.which("gcc") is None,
    reason="needs a C compiler",
)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("faults")) as running:
        yield running


@pytest.mark.parametrize(
    ("command", "tries"), [("load", 6), ("rebuild", 3), ("publish", 4), ("build", 1)]
)
def test_a_write_that_fails(at: Bench, command: str, tries: int) -> None:
    (stage,) = made(at, [command])
    points = at.points(stage)
    assert len(points) > 20
    after = state_after(at, stage)
    chance = random.Random(15)
    stretch = len(points) / tries
    outcomes = []
    for number in range(tries):
        point = 1 + int((number + chance.random()) * stretch)
        kind = chance.choice(list(KINDS))
        verdict = try_one(at, stage, point, kind, after)
        assert not verdict.is_fault, (command, point, kind, verdict)
        outcomes.append(verdict.outcome)
    assert set(outcomes) != {"not reached"}


@pytest.mark.parametrize(
    ("point", "kind"),
    [
        ("open /acre.duckdb.wal", "EIO"),
        ("write /acre.duckdb.wal", "EINTR"),
        ("fdatasync /acre.duckdb.wal", "EIO"),
        ("rmdir /exports/.copies-", "ENOSPC"),
        ("rename /exports/batches.json", "EIO"),
        ("rename /exports/batches.json", "kill"),
    ],
)
def test_a_load_whose_end_fails(at: Bench, point: str, kind: str) -> None:
    (stage,) = made(at, ["load"])
    points = at.points(stage)
    number = next(
        number for number, made_there in enumerate(points, 1) if point in made_there
    )
    verdict = try_one(at, stage, number, kind, state_after(at, stage))
    assert point in verdict.point
    assert not verdict.is_fault, verdict

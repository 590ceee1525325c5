"""A sample of the faults that `make faults` tries: one in every stretch of a command."""

import random
import shutil
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.faults.__main__ import made, state_after
from tests.faults.stages import Stage
from tests.faults.trial import KINDS, Bench, bench, try_one

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None and shutil.which("gcc") is None,
    reason="needs a C compiler",
)


Prepared = tuple[Stage, list[str], object]


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("faults")) as running:
        yield running


@pytest.fixture(scope="module")
def prepared(at: Bench) -> Callable[[str], Prepared]:
    """Return what makes a stage once: its points, and the state that it ends in."""

    @cache
    def prepare(command: str) -> Prepared:
        (stage,) = made(at, [command])
        return stage, at.points(stage), state_after(at, stage)

    return prepare


@pytest.mark.parametrize(
    ("command", "tries"), [("load", 4), ("rebuild", 2), ("publish", 2), ("build", 1)]
)
def test_a_write_that_fails(
    at: Bench, prepared: Callable[[str], Prepared], command: str, tries: int
) -> None:
    stage, points, after = prepared(command)
    assert len(points) > 20
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
def test_a_load_whose_end_fails(
    at: Bench, prepared: Callable[[str], Prepared], point: str, kind: str
) -> None:
    stage, points, after = prepared("load")
    number = next(
        number for number, made_there in enumerate(points, 1) if point in made_there
    )
    # Files are archived beside the load, so a point may come a little sooner or later.
    for step in (0, 1, -1, 2, -2, 3, -3):
        verdict = try_one(at, stage, number + step, kind, after)
        assert not verdict.is_fault, verdict
        if point in verdict.point:
            return
    pytest.fail(f"{point} was not reached near point {number}")


@pytest.mark.parametrize("kind", ["EIO", "kill"])
def test_a_rebuild_that_cannot_put_its_file_in_place(
    at: Bench, prepared: Callable[[str], Prepared], kind: str
) -> None:
    stage, points, after = prepared("rebuild")
    number = points.index("rename /acre.duckdb") + 1
    verdict = try_one(at, stage, number, kind, after)
    assert not verdict.is_fault, verdict

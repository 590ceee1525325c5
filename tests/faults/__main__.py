"""Let every write of every command fail, and print what came of it."""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults import stages
from tests.faults.stages import Stage, fresh
from tests.faults.trial import KINDS, Bench, Verdict, bench, try_one


def main() -> int:
    """Parse the command line, run, print the table; return 1 where a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument(
        "--only", nargs="*", default=["load", "rebuild", "publish", "build"]
    )
    parser.add_argument("--stride", type=int, default=1, help="try each n-th point")
    parser.add_argument("--start", type=int, default=1, help="the first point to try")
    parser.add_argument("--points", action="store_true", help="list the points alone")
    parser.add_argument("--build-stride", type=int, default=25)
    given = parser.parse_args()
    found: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder, bench(Path(folder)) as at:
        for stage in made(at, given.only):
            if given.points:
                print(stage.command, *at.points(stage), sep="\n  ")
                continue
            is_build = stage.command == "build"
            stride = given.build_stride if is_build else given.stride
            found += _run(at, stage, given.start, stride)
    return int(bool(found))


def made(at: Bench, names: list[str]) -> list[Stage]:
    """Return the stages of these names, each in a home of its own."""

    def publish(home: Path, checks: Path) -> None:
        stage = Stage("publish", home, checks, lambda _: None)
        ended = at.run(stage, home, -1, "")
        assert ended.code == 0, ended.stderr

    makers: dict[str, Callable[[Path], Stage]] = {
        "load": stages.of_load,
        "rebuild": stages.of_rebuild,
        "build": stages.of_build,
        "publish": partial(stages.of_publish, publish=publish),
    }
    places = {name: at.folder / f"of_{name}" for name in names}
    for place in places.values():
        shutil.rmtree(place, ignore_errors=True)
    return [makers[name](place) for name, place in places.items()]


def state_after(at: Bench, stage: Stage) -> object:
    """Return the state that a run without faults ends in."""
    home = fresh(stage, at.folder / "without_faults")
    ended = at.run(stage, home, -1, "")
    assert ended.code == 0, ended.stderr
    return stage.state(home)


def _run(at: Bench, stage: Stage, start: int, stride: int) -> list[Verdict]:
    started = time.monotonic()
    points = at.points(stage)
    after = state_after(at, stage)
    outcomes: Counter[str] = Counter()
    found: list[Verdict] = []
    tried = range(start, len(points) + 1, stride)
    for number in tried:
        for kind in KINDS:
            verdict = try_one(at, stage, number, kind, after)
            outcomes[verdict.outcome] += 1
            if verdict.is_fault:
                found.append(verdict)
                said = verdict.stderr.strip().splitlines()[-1:]
                print(
                    f"✗ {kind} at {verdict.point}: {verdict.outcome} {said}", flush=True
                )
    every = "" if stride == 1 else f", each {stride}th tried"
    every += "" if start == 1 else f", from the {start}th on"
    print(
        f"{stage.command}: {len(points)} points{every} × {len(KINDS)} kinds,"
        f" {len(found)} faults, {time.monotonic() - started:.0f} s"
    )
    for outcome, count in outcomes.most_common():
        print(f"    {count:5} {outcome}")
    sys.stdout.flush()
    return found


if __name__ == "__main__":
    sys.exit(main())

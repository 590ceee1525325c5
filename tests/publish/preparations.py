"""What is changed in the process of a publish before it starts."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from acre_home.home import Home
from acre_home.progress import Advance
from publish.checks import Check, Verdict


def die_at_step(step: int) -> None:
    """Kill this process with SIGKILL before a step of writing to the disk.

    Steps are numbered from 1 in the order of the calls that sync and rename. The
    checks are taken as passed, they write nothing of a release.
    """
    from publish import expectations

    expectations.run = lambda home, checks, advance: [
        Verdict(check, True, 0, "0") for check in checks
    ]
    taken = 0

    def killing(call: Callable[..., Any]) -> Callable[..., Any]:
        def step_or_die(*arguments: Any, **options: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return step_or_die

    for owner, name in ((os, "fsync"), (Path, "rename"), (Path, "replace")):
        setattr(owner, name, killing(getattr(owner, name)))


def wait_after_checks(go: Path) -> None:
    """Stop the publish after its checks, until a file appears."""
    # Imported late, because it is heavy and only the publish's own process has it.
    from publish import expectations

    check = expectations.run

    def check_and_wait(
        home: Home, checks: Sequence[Check], advance: Advance
    ) -> list[Verdict]:
        verdicts = check(home, checks, advance)
        go.with_suffix(".reached").touch()
        while not go.exists():
            time.sleep(0.01)
        return verdicts

    expectations.run = check_and_wait

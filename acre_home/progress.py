"""One live line on stderr while something runs; nothing without a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int, str], None]


@contextmanager
def live(task: str) -> Iterator[Advance]:
    """Show a bar for a task; the yielded function takes (done, total, doing now)."""
    if not sys.stderr.isatty():
        yield lambda done, total, doing: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("[dim]{task.fields[doing]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task_id = bar.add_task(task, total=None, doing="starting")

        def advance(done: int, total: int, doing: str) -> None:
            bar.update(task_id, completed=done, total=total, doing=doing)

        yield advance

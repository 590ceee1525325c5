"""python -m ingest: load, demo, template, status, restore, rebuild."""

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from acre_home.home import Home
from acre_home.refusals import Refused, WrongUsage, of_surroundings
from ingest.load import Loaded, Options, load
from ingest.rebuild import rebuild
from ingest.restore import restore
from ingest.status import COLUMNS, loaded_files
from ingest.template import write_template

console = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
SHOWN_REFUSALS = 20


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except Refused as refused:
        _say_refusals(refused)
        return 1
    except WrongUsage as usage:
        console.print(f"[red]✗[/] {_plain(usage)}")
        return 2
    except KeyboardInterrupt:
        console.print("[red]✗[/] Interrupted; nothing was changed.")
        return 1
    except OSError as error:
        _say_refusals(of_surroundings(error, "disk"))
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    loading = commands.add_parser("load", help="load exports into the warehouse")
    loading.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    loading.add_argument("--source", help="read all files as this source")
    loading.add_argument("--mapping", type=Path, help="a mapping file of your own")
    loading.add_argument("--exported-on", type=_day, metavar="YYYY-MM-DD")
    loading.add_argument(
        "--partial", action="store_true", help="absence from the files says nothing"
    )
    loading.add_argument("--replace", action="store_true", help="replace loaded files")
    loading.add_argument(
        "--accept-new-ids",
        action="store_true",
        help="load exports that show known names under new ids",
    )
    loading.set_defaults(run=_load)

    demo = commands.add_parser("demo", help="write the demo company's exports")
    demo.add_argument("--out", required=True, type=Path)
    demo.add_argument("--seed", type=int, default=7)
    demo.add_argument("--reps", type=_at_least_one, default=24)
    demo.add_argument("--prospects-per-rep", type=_at_least_one, default=100)
    demo.add_argument("--months", type=_at_least_one, default=36)
    demo.set_defaults(run=_demo)

    template = commands.add_parser("template", help="write blank CSVs of the template")
    template.add_argument("--out", required=True, type=Path)
    template.set_defaults(run=_template)

    status = commands.add_parser("status", help="list what was loaded")
    status.add_argument("--json", action="store_true")
    status.set_defaults(run=_status)

    restoring = commands.add_parser(
        "restore", help="give an export back as it was loaded"
    )
    restoring.add_argument("--exported-on", type=_day, required=True)
    restoring.add_argument("--source")
    restoring.add_argument("--out", required=True, type=Path)
    restoring.set_defaults(run=_restore)

    rebuilding = commands.add_parser(
        "rebuild", help="rebuild the warehouse from the archive"
    )
    rebuilding.set_defaults(run=_rebuild)
    return parser


def _home() -> Path:
    return Home.from_environment().path


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text} is no day of the calendar; write YYYY-MM-DD"
        ) from error


def _at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 up")
    return int(text)


def _load(given: argparse.Namespace) -> None:
    options = Options(
        exported_on=given.exported_on,
        source=given.source,
        mapping=given.mapping,
        is_partial=given.partial,
        may_replace=given.replace,
        may_renumber=given.accept_new_ids,
    )
    started = time.monotonic()
    with _progress() as progress:
        task = progress.add_task("Loading", total=None, name="")

        def on_file(done: int, total: int, name: str) -> None:
            progress.update(task, completed=done, total=total, name=_plain(name))

        loaded = load(given.paths, _home(), options, on_file)
    _say_loaded(loaded, time.monotonic() - started)


def _say_loaded(loaded: Loaded, seconds: float) -> None:
    for remark in loaded.remarks:
        console.print(f"[yellow]•[/] {_plain(remark)}")
    rejected = sum(batch.rows_rejected for batch in loaded.batches)
    for batch in loaded.batches:
        if batch.rows_rejected:
            console.print(
                f"[yellow]•[/] {_plain(batch.file)} of {batch.exported_on}:"
                f" {batch.rows_rejected:,} of {batch.rows_read:,} rows rejected."
            )
    if rejected:
        console.print(
            "  The page Data quality and raw.rejects name line, field, value and reason."
        )
    if not loaded.batches:
        console.print(
            f"[green]✓[/] Nothing new: all {len(loaded.known)} files were loaded before."
            " To read them again, as after a change of the mapping, add --replace."
        )
        return
    exports = len({batch.exported_on for batch in loaded.batches})
    rows = sum(batch.rows_read for batch in loaded.batches)
    new = sum(batch.rows_loaded for batch in loaded.batches)
    unchanged = sum(batch.rows_unchanged for batch in loaded.batches)
    console.print(
        f"[green]✓[/] Loaded {len(loaded.batches):,} files of {exports:,} exports into"
        f" {_plain(_home() / 'acre.duckdb')} in {seconds:.1f} s: {rows:,} rows read = {new:,} loaded"
        f" + {unchanged:,} unchanged + {rejected:,} rejected"
        + (f"; {len(loaded.known)} files were loaded before." if loaded.known else ".")
    )


def _demo(given: argparse.Namespace) -> None:
    from demo import write_demo

    with _progress() as progress:
        task = progress.add_task("Making the demo company", total=None, name="")
        summary = write_demo(
            given.out,
            seed=given.seed,
            reps=given.reps,
            prospects_per_rep=given.prospects_per_rep,
            months=given.months,
            progress=lambda name: progress.update(task, name=_plain(name)),
        )
    console.print(
        f"[green]✓[/] Made {summary.exports} exports of {summary.files:,} files and"
        f" {summary.rows:,} rows, {summary.dirty_rows} of them dirty on purpose."
    )
    print(given.out)


def _template(given: argparse.Namespace) -> None:
    for file in write_template(given.out):
        print(file)


def _status(given: argparse.Namespace) -> None:
    files = loaded_files(_home())
    if given.json:
        print(json.dumps(files, ensure_ascii=False, indent=2))
        return
    table = Table(*COLUMNS, title=f"Loaded into {_plain(_home())}")
    for file in files:
        table.add_row(*(_plain(file[column]) for column in COLUMNS))
    Console(highlight=False, emoji=False).print(table)


def _restore(given: argparse.Namespace) -> None:
    for file in restore(_home(), given.exported_on, given.source, given.out):
        print(file)


def _rebuild(given: argparse.Namespace) -> None:
    rebuilt = rebuild(_home())
    for remark in rebuilt.remarks:
        console.print(f"[yellow]•[/] {_plain(remark)}")
    rows = sum(batch.rows_read for batch in rebuilt.batches)
    aside = rebuilt.moved_to
    console.print(
        f"[green]✓[/] Rebuilt {_plain(_home() / 'acre.duckdb')} from the archive:"
        f" {len(rebuilt.batches):,} files, {rows:,} rows read"
        + (f"; the old file is now {_plain(aside)}" if aside else "")
        + ". Run make build and make publish next."
    )


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _say_refusals(refused: Refused) -> None:
    for sentence in refused.sentences[:SHOWN_REFUSALS]:
        console.print(f"[red]✗[/] {_plain(sentence)}")
    more = len(refused.sentences) - SHOWN_REFUSALS
    if more > 0:
        console.print(f"  … and {more} more.")


def _plain(text: object) -> str:
    """Return text in which rich sees no markup."""
    return escape(str(text))


if __name__ == "__main__":
    sys.exit(main())

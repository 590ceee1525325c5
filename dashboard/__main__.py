"""`python -m dashboard report`: write a page as one HTML file, to be mailed or printed."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl

import duckdb

from dashboard.app_pages.registry import PAGES
from dashboard.core import release
from dashboard.core import view as views
from dashboard.core.as_of_dates import COMPARISONS
from dashboard.core.release import ReleaseUnavailable, Trouble
from dashboard.core.view import AS_OF, COMPARE, FILTER_NAMES, NONE, PAGE_CHOICES, View
from dashboard.serving import report
from dashboard.ui import notices
from dashboard.wording import labels, words

_PARAMETERS = (AS_OF, COMPARE, *FILTER_NAMES, *PAGE_CHOICES)
_TROUBLES = {
    Trouble.NOT_PUBLISHED: "There is no release yet: run `make run`, or set ACRE_HOME.",
    Trouble.DELETED: "The current release is gone: run `make publish`.",
    Trouble.UNREADABLE: "The current release cannot be read: run `make build publish`.",
}


class WrongUsage(Exception):
    """The command line asks for something that cannot be."""


class Refused(Exception):
    """What was asked for cannot be made of this release, or not be written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 refused, 2 wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        _report(given)
    except WrongUsage as usage:
        return _said(usage, 2)
    except Refused as refused:
        return _said(refused, 1)
    except ReleaseUnavailable as error:
        return _said(_TROUBLES[error.trouble], 1)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        return _said(f"The current release cannot be read: {reason}", 1)
    except OSError as error:
        return _said(f"{given.out} cannot be written: {error.strerror or error}", 1)
    print(given.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    making = commands.add_parser(
        "report",
        help="write a page as one HTML file",
        description="Write a page of the current release as one HTML file that needs "
        "nothing else.",
    )
    making.add_argument("--page", required=True, choices=list(PAGES))
    making.add_argument("--out", required=True, type=Path, metavar="FILE")
    making.add_argument("--lang", choices=list(words.LANGUAGES), default="en")
    making.add_argument(
        "--view",
        default="",
        metavar="PARAMETERS",
        help="what stands behind the ? in the page's address: "
        '"team=East&grade=A&as_of=2026-08-31"',
    )
    making.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    making.add_argument("--compare", choices=[*COMPARISONS, NONE])
    return parser


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"{text} is no date; write it as 2026-08-31"
        raise argparse.ArgumentTypeError(message) from None


def _report(given: argparse.Namespace) -> None:
    """Write the report; a file of that name stays whole until the new one is."""
    parameters = _parameters(given)
    words.speak(given.lang)
    with release.open_current() as current:
        labels.use(labels.of(current))
        view = views.of(current, parameters)
        _check(view, parameters)
        document = report.render(given.page, view)
    _write(given.out, document)


def _parameters(given: argparse.Namespace) -> dict[str, str]:
    """The parameters of the view; raises WrongUsage for one that there is not."""
    parameters = dict(parse_qsl(given.view.removeprefix("?"), keep_blank_values=True))
    parameters.pop("lang", None)
    unknown = parameters.keys() - set(_PARAMETERS)
    if unknown:
        raise WrongUsage(
            f"--view has no parameter {', '.join(sorted(unknown))}: "
            f"it takes {', '.join(_PARAMETERS)}."
        )
    if given.as_of:
        parameters[AS_OF] = given.as_of
    if given.compare:
        parameters[COMPARE] = given.compare
    return parameters


def _check(view: View, parameters: dict[str, str]) -> None:
    """Raise WrongUsage or Refused where the view is not what was asked for."""
    asked = parameters.get(AS_OF)
    if asked is not None:
        _check_day(view, asked)
    comparison = parameters.get(COMPARE, view.comparison)
    if comparison != view.comparison:
        choices = ", ".join([*COMPARISONS, NONE])
        raise WrongUsage(f"--view: {COMPARE}={comparison} is none of {choices}.")
    if notices.is_nothing_left(view):
        chosen = "&".join(
            f"{name}={code}" for name, code in view.filters.chosen.items()
        )
        raise Refused(
            f"Nothing is left of {view.as_of.on if view.as_of else 'this release'} with"
            f" {chosen}: no prospect and no open project. No report was written."
        )


def _check_day(view: View, asked: str) -> None:
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError:
        raise WrongUsage(
            f"--view: {AS_OF}={asked} is no date; write it as 2026-08-31."
        ) from None
    if view.dates and day < view.dates[0].on:
        raise Refused(
            f"There is no snapshot of {day}: the first is of {view.dates[0].on}."
            " No report was written."
        )


def _write(path: Path, document: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(document, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _said(what: object, code: int) -> int:
    print(f"✗ {what}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())

"""Targets and manager overrides on the page Forecast.

An override is saved next to the release, which it never changes. The marts count it from
the next build; until then the page reads it from its file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.core import overrides, release, settings
from dashboard.core.overrides import Override
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import targets
from dashboard.ui import notices, override_checks
from dashboard.ui.canvas import MOST_OPTIONS, Canvas, Entered, Field
from dashboard.ui.override_checks import MOST_AUTHOR, MOST_REASON
from dashboard.wording import formats, labels
from dashboard.wording import target_headlines as said
from dashboard.wording.markup import plain
from dashboard.wording.words import _

_MOST_SHOWN = 5
_TABLE_HEIGHT = 420


def marks(view: View, date: Record) -> list[Record]:
    """Marks next to the period's total: amount and name of the target and of the figure with overrides."""
    if not date["is_newest"]:
        return []
    found = []
    for row in view.release.records(targets.glance(view)):
        if row["target_amount"] is not None:
            found.append({"amount": row["target_amount"], "name": _("Target")})
        if row["override_count"]:
            name = said.adjusted(row)
            found.append({"amount": row["adjusted_amount"], "name": name})
    return found


def sentences(view: View, date: Record, marks: Sequence[Record]) -> list[str]:
    """The captions of the system's figure: the quarter's target, manager overrides."""
    if not date["is_newest"]:
        return []
    shown = view.without(("team", "rep", "territory", "quarter"))
    company = [
        row
        for row in view.release.records(targets.targets(shown))
        if row["scope_type"] == "company"
    ]
    adjusted = [mark["name"] for mark in marks if mark["name"] != _("Target")]
    return [*map(said.glance, company), *adjusted]


def parts(page: Canvas, view: View, date: Record) -> None:
    """The targets by territory, the manager overrides, and the form to enter one."""
    if not date["is_newest"]:
        page.caption(
            _("Targets and manager overrides are shown at the newest date only.")
        )
        return
    _targets(page, view)
    left, right = page.columns(1, 1)
    with left:
        _override(page, view)
    with right:
        _overrides(page, view)


def _targets(page: Canvas, view: View) -> None:
    quarters = view.release.records(targets.quarters(view))
    if not quarters:
        notices.absent(page, view, "targets")
        return
    shown = next(row["quarter_start"] for row in quarters if row["is_shown"])
    codes = {
        f"{row['quarter_start']}": said.quarter(row["quarter_start"])
        for row in quarters
        if row["quarter_start"] != shown
    }
    is_chosen = view.choices.get("quarter") == f"{shown}"
    rows = view.release.records(targets.targets(view))
    if not rows:
        return
    with page.card(
        said.targets(rows),
        _(
            "Gap to target, how many times the open pipeline covers it, and the"
            " pipeline needed at last year's conversion. Blank: not known."
        ),
    ):
        first = {f"{shown}" if is_chosen else ALL: said.quarter(shown)}
        others = {ALL: _("Current quarter")} if is_chosen else {}
        page.choice("quarter", _("Quarter"), {**others, **first, **codes})
        page.table("targets", targets.targets(view), height=_TABLE_HEIGHT)


def _override(page: Canvas, view: View) -> None:
    if not settings.may_write():
        page.caption(_not_here())
        return
    periods = view.release.records(targets.periods(view))
    territories = view.release.records(
        targets.territories(view).limited(MOST_OPTIONS + 1)
    )
    if not periods or not territories:
        return
    if len(territories) > MOST_OPTIONS:
        page.notice(
            "info",
            _("Choose a team, a rep or a territory to override its forecast."),
            "rate_review",
        )
        return
    fields = _fields(territories, periods)
    with page.card(
        _("Override a territory's forecast"),
        _(
            "Your figure is shown next to the system's and never replaces it. It"
            " counts from the next build. Every entry is kept; the newest per"
            " territory and period is in use."
        ),
    ):
        page.form(
            "override",
            fields,
            _("Save"),
            lambda values: _take(view, periods[0]["as_of"], fields, values),
            _("Saved. It counts from the next build (make publish)."),
        )
        _waiting(page, view, territories)


def _fields(territories: Sequence[Record], periods: Sequence[Record]) -> list[Field]:
    names = {
        row["territory_id"]: labels.territory_name(row["name"]) for row in territories
    }
    months = {
        f"{row['target_grain']} {row['target_start']}": said.period(
            row["target_start"], row["target_grain"]
        )
        for row in periods
    }
    return [
        Field("territory", _("Territory"), names),
        Field("period", _("Period"), months),
        Field(
            "amount",
            _("Amount you expect ({currency})").format(
                currency=formats.currency_symbol()
            ),
            is_amount=True,
        ),
        Field("reason", _("Reason"), most_letters=MOST_REASON),
        Field("author", _("Your name"), most_letters=MOST_AUTHOR),
    ]


def _take(
    view: View, as_of: dt.date, fields: Sequence[Field], values: Entered
) -> list[str]:
    """Keep what was entered; what is wrong with it, a sentence each.

    A browser may send what the fields would not let anybody enter.
    """
    if not settings.may_write():
        return [_not_here()]
    problems = override_checks.problems(fields, values)
    if problems:
        return problems
    territory, period = values["territory"], values["period"]
    reason, author = (str(values[name]).strip() for name in ("reason", "author"))
    grain, start = str(period).split(" ")
    system = view.release.rows(
        targets.system_amount(view, str(territory), grain, start)
    )
    entry = Override(
        territory_id=str(territory),
        target_grain=grain,
        target_start=dt.date.fromisoformat(start),
        override_amount=round(float(values["amount"] or 0), 2),
        system_amount=system[0][0] if system else None,
        author=author,
        reason=reason,
        release_id=view.release.release_id,
        as_of=as_of,
    )
    try:
        overrides.keep(release.home(), entry)
    except OSError as error:
        return [
            _("Not saved ({error}): ask whoever runs Acre.").format(
                error=error.strerror or type(error).__name__
            )
        ]
    return []


def _not_here() -> str:
    return _("Read only: anyone may open these pages, and nobody is signed in.")


def _waiting(page: Canvas, view: View, territories: Sequence[Record]) -> None:
    """What was entered since this release and counts from the next build on."""
    known = {row[0] for row in view.release.rows(targets.known(view))}
    names = {row["territory_id"]: row["name"] for row in territories}
    new = [
        entry
        for entry in overrides.entered_since(release.home(), known)
        if entry["territory_id"] in names
    ]
    if not new:
        return
    page.caption(_("Entered since this release, not counted yet:"))
    for entry in new[:_MOST_SHOWN]:
        page.caption(plain(said.entered(entry, names[entry["territory_id"]])))


def _overrides(page: Canvas, view: View) -> None:
    rows = view.release.records(targets.overrides(view))
    scores = view.release.records(targets.accuracy(view))
    explanation = _(
        "Every override, with the system's figure at the time and the outcome; newest"
        " first"
    )
    if not rows:
        with page.card(
            _("No manager has overridden these territories yet"), explanation
        ):
            return
    with page.card(said.overrides(rows), explanation):
        page.table("overrides", targets.overrides(view), height=_TABLE_HEIGHT)
        if scores:
            page.caption(plain(said.closer(scores)))
            page.table_beneath(
                "override_accuracy",
                targets.accuracy(view),
                label=_("Managers vs. the system, same territories and periods"),
            )

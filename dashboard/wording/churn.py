"""Headlines of the charts of list churn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.core.release import Record
from dashboard.queries.accounts import INS, OUTS, REASSIGNED
from dashboard.wording import formats, labels
from dashboard.wording.words import _, ngettext


def balance(account: Record) -> str:
    """How the list grew and by what; takes a row of queries.accounts.by_territory."""
    came = sum(account[f"{name}_count"] for name in INS)
    left = sum(account[f"{name}_count"] for name in OUTS)
    changed = account.get(f"{REASSIGNED}_count", 0)
    sentence = _("{opening} + {came} in − {left} out = {closing} on the list")
    if changed > 0:
        sentence = _(
            "{opening} + {came} in + {changed} changed − {left} out = {closing} on the list"
        )
    elif changed:
        sentence = _(
            "{opening} + {came} in − {changed} changed − {left} out = {closing} on the list"
        )
    return sentence.format(
        opening=formats.count(account["opening_count"]),
        came=formats.count(came),
        changed=formats.count(abs(changed)),
        left=formats.count(left),
        closing=formats.count(account["closing_count"]),
    )


def period(opened_on: dt.date, closed_on: dt.date) -> str:
    """Between which lists."""
    return _("between {opened} and {closed}").format(
        opened=formats.day(opened_on), closed=formats.day(closed_on)
    )


def accounts(wrong_count: int) -> str:
    """Whether all accounts close."""
    if not wrong_count:
        return _("Every balance closes, without a residual")
    return ngettext(
        "{count} balance does not close", "{count} balances do not close", wrong_count
    ).format(count=formats.count(wrong_count))


def months(rows: Sequence[Record]) -> str:
    """In which month the most left; takes rows of queries.accounts.by_month."""

    def left(row: Record) -> int:
        return sum(int(row[f"{name}_count"]) for name in OUTS)

    worst = max(rows, key=left)
    if not left(worst):
        return _("No prospect has left the list in any month")
    return ngettext(
        "Most departures: {month}, {count} prospect",
        "Most departures: {month}, {count} prospects",
        left(worst),
    ).format(month=f"{worst['month']:%Y-%m}", count=formats.count(left(worst)))


def exchanges(rows: Sequence[Record]) -> str:
    """How many were exchanged; takes rows of queries.churn.exchanges."""
    count = sum(row["exchanged_count"] for row in rows)
    return ngettext(
        "{count} prospect changed its territory",
        "{count} prospects changed their territory",
        count,
    ).format(count=formats.count(count))


def by_rep(rows: Sequence[Record]) -> str:
    """Whose list lost the largest share; takes rows of queries.churn.by_rep."""
    first = rows[0]
    if not first["out_count"]:
        return _("No rep who still holds a list lost a prospect")
    return _("{rep} lost the largest share: {share} of the list").format(
        rep=labels.rep(first["rep"]), share=formats.share(first["churn_rate"])
    )


def lags(rows: Sequence[Record]) -> str:
    """After how many days half of the slots were filled.

    Takes rows of queries.churn.replacement_lags; an open slot counts as the longest.
    """
    total = sum(row["slot_count"] for row in rows)
    still_open = sum(
        row["slot_count"] for row in rows if row["days_to_replacement"] is None
    )
    seen = 0
    for row in rows:
        seen += row["slot_count"]
        if 2 * seen >= total:
            break
    if row["days_to_replacement"] is None:
        return _("More than half of the {total} slots are still open").format(
            total=formats.count(total)
        )
    return _(
        "Half of the open slots were filled within {days} days; {open} are still open"
    ).format(
        days=formats.count(row["days_to_replacement"]), open=formats.count(still_open)
    )


def sources(rows: Sequence[Record]) -> str:
    """Which source brings the best names; takes rows of queries.list_sources.sources.

    Where no name has a grade none is the best.
    """
    graded = [row for row in rows if row["reached_rate"] is not None]
    if not graded:
        return _("Which sources bring the best names is not known without grades")
    best = max(graded, key=lambda row: (row["reached_rate"], row["list_source"]))
    return _(
        "{source}: {share} of the names reached A, B or C, the highest share"
    ).format(
        source=labels.list_source(best["list_source"]).capitalize(),
        share=formats.share(best["reached_rate"]),
    )

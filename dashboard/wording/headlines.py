"""What a chart shows, said in one sentence above it."""

from __future__ import annotations

import pandas as pd

from dashboard import formats, labels
from dashboard.figures import Figure
from dashboard.queries.as_of import AsOf
from dashboard.words import _, ngettext


def date(as_of: AsOf) -> str:
    """A date in words, marked where no export shows it."""
    text = formats.day(as_of.on)
    if as_of.is_reconstructed:
        return _("{date} (reconstructed)").format(date=text)
    return text


def list_size(figure: Figure) -> str:
    """How many prospects are on the list, and how that changed."""
    count = formats.count(int(figure.now))
    if figure.since is None:
        return ngettext(
            "{count} prospect on the list", "{count} prospects on the list",
            int(figure.now),
        ).format(count=count)  # fmt: skip
    since = date(figure.since)
    if not figure.change:
        return _("{count} prospects on the list, as many as on {date}").format(
            count=count, date=since
        )
    sentence = (
        _("{count} prospects on the list, {change} more than on {date}")
        if figure.change > 0
        else _("{count} prospects on the list, {change} fewer than on {date}")
    )
    change = formats.count(abs(int(figure.change)))
    return sentence.format(count=count, change=change, date=since)


def pipeline(total: Figure, committed: Figure) -> str:
    """The committed A-grade amount where there is one, else the whole, and its change."""
    is_committed = bool(committed.now or committed.before)
    figure = committed if is_committed else total
    subject = _("A-grade pipeline") if is_committed else _("Open pipeline")
    amount = formats.money(figure.now)
    rate = figure.change_rate
    if figure.since is None or rate is None:
        return _("{subject} {amount}").format(subject=subject, amount=amount)
    since, change = date(figure.since), formats.share(abs(rate))
    if abs(rate) < 0.005:
        return _("{subject} {amount}, level since {date}").format(
            subject=subject, amount=amount, date=since
        )
    sentence = (
        _("{subject} {amount}, up {change} since {date}")
        if rate > 0
        else _("{subject} {amount}, down {change} since {date}")
    )
    return sentence.format(subject=subject, amount=amount, change=change, date=since)


def without_amount(count: int) -> str:
    """How many open projects the pipeline's amount leaves out."""
    return ngettext(
        "{count} open project has no amount and adds nothing",
        "{count} open projects have no amount and add nothing",
        count,
    ).format(count=formats.count(count))


def against_targets(counts: pd.DataFrame) -> str:
    """How many territories are short of their target.

    Takes territory_id, name, prospect_count, target_prospect_count, one row each.
    """
    aimed = counts[counts["target_prospect_count"] > 0]
    if aimed.empty:
        return ngettext(
            "The list of {count} territory, by grade",
            "The lists of {count} territories, by grade",
            len(counts),
        ).format(count=formats.count(len(counts)))
    short = int((aimed["prospect_count"] < aimed["target_prospect_count"]).sum())
    total = formats.count(len(aimed))
    if not short:
        return ngettext(
            "The territory holds its target of prospects",
            "All {total} territories hold their target of prospects",
            len(aimed),
        ).format(total=total)
    return ngettext(
        "{short} of {total} territories is short of its target",
        "{short} of {total} territories are short of their targets",
        short,
    ).format(short=formats.count(short), total=total)


def furthest_from_target(counts: pd.DataFrame) -> str:
    """The territory with the lowest share of its target; takes what the above takes."""
    aimed = counts[counts["target_prospect_count"] > 0]
    ratios = aimed["prospect_count"] / aimed["target_prospect_count"]
    lowest = aimed.loc[ratios.idxmin()]
    if ratios.min() >= 1:
        return _("Every territory has reached its target")
    return _("{territory} is furthest from its target: {count} of {target}").format(
        territory=labels.territory(lowest["territory_id"], lowest["name"]),
        count=formats.count(int(lowest["prospect_count"])),
        target=formats.count(int(lowest["target_prospect_count"])),
    )


def loads(table: pd.DataFrame) -> str:
    """How many exports were loaded; takes exported_on and rows_read by export date."""
    newest = table.iloc[-1]
    return ngettext(
        "{count} export loaded, of {date}, with {rows} rows",
        "{count} exports loaded, the newest of {date} with {rows} rows",
        len(table),
    ).format(
        count=formats.count(len(table)),
        date=formats.day(newest["exported_on"].date()),
        rows=formats.count(int(newest["rows_read"])),
    )

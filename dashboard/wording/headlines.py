"""What a chart shows, said in one sentence above it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.frame.figures import Figure
from dashboard.queries.pictures import AsOf
from dashboard.release import Record
from dashboard.wording import formats, labels
from dashboard.wording.words import _, ngettext


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


def against_targets(territory_count: int, aimed_count: int, short_count: int) -> str:
    """How many of the territories with a target are short of it."""
    if not aimed_count:
        return ngettext(
            "The list of {count} territory, by grade",
            "The lists of {count} territories, by grade",
            territory_count,
        ).format(count=formats.count(territory_count))
    total = formats.count(aimed_count)
    if not short_count:
        return ngettext(
            "The territory holds its target of prospects",
            "All {total} territories hold their target of prospects",
            aimed_count,
        ).format(total=total)
    return ngettext(
        "{short} of {total} territories is short of its target",
        "{short} of {total} territories are short of their targets",
        short_count,
    ).format(short=formats.count(short_count), total=total)


def furthest_from_target(territories: Sequence[Record]) -> str:
    """The territory with the lowest share of its target.

    Takes territory_id, territory, prospect_count, target_prospect_count, target_rate,
    one row each.
    """
    lowest = min(territories, key=lambda territory: territory["target_rate"])
    if lowest["target_rate"] >= 1:
        return _("Every territory has reached its target")
    return _("{territory} is furthest from its target: {count} of {target}").format(
        territory=labels.territory(lowest["territory_id"], lowest["territory"]),
        count=formats.count(lowest["prospect_count"]),
        target=formats.count(lowest["target_prospect_count"]),
    )


def size(shown: int, row_count: int) -> str:
    """How many rows a table has, and how many of them are shown."""
    if row_count > shown:
        return _("The first {shown} of {count} rows; the download holds all").format(
            shown=formats.count(shown), count=formats.count(row_count)
        )
    return ngettext("{count} row", "{count} rows", shown).format(
        count=formats.count(shown)
    )


def strip(title: str, since: AsOf | None) -> str:
    """The title of a row of metrics, with the date that they are compared with."""
    if since is None:
        return title
    return _("{title} · change since {date}").format(title=title, date=date(since))


def loads(exports: Sequence[Record]) -> str:
    """How many exports were loaded; takes exported_on and rows_read by export date."""
    newest = exports[-1]
    return ngettext(
        "{count} export loaded, of {date}, with {rows} rows",
        "{count} exports loaded, the newest of {date} with {rows} rows",
        len(exports),
    ).format(
        count=formats.count(len(exports)),
        date=formats.day(newest["exported_on"]),
        rows=formats.count(newest["rows_read"]),
    )

"""Headlines: what a chart shows, in one sentence above it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.as_of_dates import AsOf
from dashboard.core.figures import Figure
from dashboard.core.release import Record
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
    """The committed amount, that of the best grade; where it is 0 the whole."""
    is_committed = bool(committed.now or committed.before)
    figure = committed if is_committed else total
    subject = _("Open pipeline")
    if is_committed:
        best = labels.ranked_grades()[0]
        subject = _("{grade}-grade pipeline").format(grade=labels.grade(best))
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


def open_projects(figure: Figure) -> str:
    """How many projects are open, and by how many more or fewer than before."""
    count = int(figure.now)
    sentence = ngettext("{count} open project", "{count} open projects", count).format(
        count=formats.count(count)
    )
    if figure.since is None or not figure.change:
        return sentence
    changed = (
        _("{sentence}, {change} more than on {date}")
        if figure.change > 0
        else _("{sentence}, {change} fewer than on {date}")
    )
    return changed.format(
        sentence=sentence,
        change=formats.count(abs(int(figure.change))),
        date=date(figure.since),
    )


def amounts_unknown() -> str:
    """Why projects are counted where amounts would stand."""
    return _(
        "Amounts of open projects are not in the exports: projects are counted instead."
    )


def without_amount(count: int) -> str:
    """How many open projects the pipeline's amount leaves out."""
    return ngettext(
        "{count} open project has no amount and is not included",
        "{count} open projects have no amount and are not included",
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
            "The territory meets its prospect target",
            "All {total} territories meet their prospect targets",
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
    newest = exports[0]
    return ngettext(
        "{count} export loaded, of {date}, with {rows} rows",
        "{count} exports loaded, the newest of {date} with {rows} rows",
        len(exports),
    ).format(
        count=formats.count(len(exports)),
        date=formats.day(newest["exported_on"]),
        rows=formats.count(newest["rows_read"]),
    )


def least_on_cadence(territories: Sequence[Record]) -> str:
    """The territory with the lowest share of prospects on cadence.

    Takes territory_id, territory, prospect_count, overdue_count and cadence_rate, one
    row each, the lowest share first.
    """
    lowest = territories[0]
    if not lowest["overdue_count"]:
        return _("Every prospect of every territory is on cadence")
    return _("{territory} is least on cadence: {count} of {total} overdue").format(
        territory=labels.territory(lowest["territory_id"], lowest["territory"]),
        count=formats.count(lowest["overdue_count"]),
        total=formats.count(lowest["prospect_count"]),
    )


def overdue(count: int, most_days: int) -> str:
    """How many prospects are overdue, and the longest for how many days."""
    if not count:
        return _("No prospect is overdue")
    return ngettext(
        "{count} prospect is overdue, for {days} days",
        "{count} prospects are overdue, the longest for {days} days",
        count,
    ).format(count=formats.count(count), days=formats.count(most_days))


def on_no_list(company_count: int, covered_count: int) -> str:
    """How much of the market is on a list, and how many companies are not."""
    missing = company_count - covered_count
    if not missing:
        return _("Every company of the market is on a list")
    return ngettext(
        "{count} company of the market is on no list; {share} are",
        "{count} companies of the market are on no list; {share} are",
        missing,
    ).format(
        count=formats.count(missing), share=formats.share(covered_count / company_count)
    )


def gaps(count: int) -> str:
    """How many companies lie in no territory."""
    if not count:
        return _("Every company of the market lies in a territory")
    return ngettext(
        "{count} company lies in no territory",
        "{count} companies lie in no territory",
        count,
    ).format(count=formats.count(count))


def overlaps(area_companies: int, listed: int) -> str:
    """How much of the market two territories share, and how many prospects."""
    if not area_companies and not listed:
        return _("No two territories share a company")
    parts = []
    if area_companies:
        parts.append(
            ngettext(
                "{count} company lies in two territories",
                "{count} companies lie in two territories",
                area_companies,
            ).format(count=formats.count(area_companies))
        )
    if listed:
        parts.append(
            ngettext(
                "{count} prospect is on another territory's list too",
                "{count} prospects are on another territory's list too",
                listed,
            ).format(count=formats.count(listed))
        )
    return _("; ").join(parts)


def workload(territories: Sequence[Record]) -> str:
    """How many of these territories are more work than a rep's month has days.

    Takes workload_rate, one row each.
    """
    too_much = sum(each["workload_rate"] > 1 for each in territories)
    if not too_much:
        return _("No territory exceeds a rep's month of work")
    return ngettext(
        "{count} of {total} territories exceeds a rep's month of work",
        "{count} of {total} territories exceed a rep's month of work",
        too_much,
    ).format(count=formats.count(too_much), total=formats.count(len(territories)))


def sheet(territory: str, count: int, target: int | None, rate: float | None) -> str:
    """A territory in one sentence: prospects of its target, and the share on cadence."""
    of_target = (
        formats.count(count)
        if target is None
        else f"{formats.count(count)} / {formats.count(target)}"
    )
    if rate is None:
        return _("{territory}: {count} prospects").format(
            territory=territory, count=of_target
        )
    return _("{territory}: {count} prospects, {share} on cadence").format(
        territory=territory, count=of_target, share=formats.share(rate)
    )

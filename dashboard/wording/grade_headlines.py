"""Headlines of the charts of the page Grades."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.wording import formats, labels
from dashboard.wording.words import _, ngettext


def matrix(cells: Sequence[Record]) -> str:
    """How many of the assessed grades are overgraded."""
    ranks = {grade: rank for rank, grade in enumerate(labels.ranked_grades())}
    assessed = [
        each
        for each in cells
        if each["declared_grade"] in ranks and each["evidence_grade"] in ranks
    ]
    total = sum(each["prospect_count"] for each in assessed)
    if not total:
        return _("No grade can be assessed yet: facts are missing")
    overgraded = sum(
        each["prospect_count"]
        for each in assessed
        if ranks[each["declared_grade"]] < ranks[each["evidence_grade"]]
    )
    return _("{count} of {total} assessed grades are overgraded").format(
        count=formats.count(overgraded), total=formats.count(total)
    )


def overgrading(owners: Sequence[Record]) -> str:
    """Who overgrades most; takes the league's rows, the surest first."""
    enough = [each for each in owners if each["is_enough"]]
    if not enough:
        return _("Too few grades to compare owners")
    first = enough[0]
    if not first["overgraded_count"]:
        return _("No grade is overgraded")
    return _("{name} overgrades most: {share} of {count} grades").format(
        name=labels.scope_name(first["scope_type"], first["scope_name"]),
        share=formats.share(first["overgraded_rate"]),
        count=formats.count(first["assessed_count"]),
    )


def reliability(owners: Sequence[Record], grade: str) -> str:
    """Whose declarations come true least; takes rows with something due."""
    enough = [each for each in owners if each["is_enough"]]
    word = labels.grade(grade)
    if not enough:
        return _("Too few {grade} declarations are due to compare owners").format(
            grade=word
        )
    lowest = min(enough, key=lambda each: each["signed_rate"])
    return _("{name}: {share} of {grade} declarations signed on time").format(
        name=labels.scope_name(lowest["scope_type"], lowest["scope_name"]),
        grade=word,
        share=formats.share(lowest["signed_rate"]),
    )


def moves(table: Sequence[Record], compared: AsOf | None) -> str:
    """How many moves brought prospects nearer, how many farther."""
    count = sum(each["move_count"] for each in table)
    since = _(" since {date}").format(date=formats.day(compared.on)) if compared else ""
    if not count:
        return _("No grade has moved{since}").format(since=since)
    return ngettext(
        "{count} move{since}: {up} up, {down} down",
        "{count} moves{since}: {up} up, {down} down",
        count,
    ).format(
        count=formats.count(count),
        since=since,
        up=formats.count(sum(each["improved_count"] for each in table)),
        down=formats.count(sum(each["worsened_count"] for each in table)),
    )


def cohorts(table: Sequence[Record]) -> str:
    """What became of the newest cohort of the best grade of which it is known."""
    known = [each for each in table if each["signed_rate"] is not None]
    if not known:
        return _("No grade has a known outcome yet")
    best = min((each["declared_grade"] for each in known), key=labels.grades().index)
    newest = max(
        (each for each in known if each["declared_grade"] == best),
        key=lambda each: each["as_of"],
    )
    return _("Of {count} {grade} prospects on {date}, {share} signed on time").format(
        count=formats.count(newest["prospect_count"]),
        grade=labels.grade(best),
        date=formats.day(newest["as_of"]),
        share=formats.share(newest["signed_rate"]),
    )


def mismatches(count: int) -> str:
    """How many projects are of a line that their segment does not take."""
    if not count:
        return _("Every product line fits its segment")
    return ngettext(
        "{count} project has a product line that does not fit its segment",
        "{count} projects have a product line that does not fit their segment",
        count,
    ).format(count=formats.count(count))

"""What the charts of the page Grades show, said in one sentence above each."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.wording import formats, labels
from dashboard.wording.words import _, ngettext


def matrix(cells: Sequence[Record]) -> str:
    """How many of the grades that can be judged are better than the evidence."""
    ranks = {grade: rank for rank, grade in enumerate(labels.ranked_grades())}
    judged = [
        each
        for each in cells
        if each["declared_grade"] in ranks and each["evidence_grade"] in ranks
    ]
    total = sum(each["prospect_count"] for each in judged)
    if not total:
        return _("No grade can be judged yet: facts are missing")
    inflated = sum(
        each["prospect_count"]
        for each in judged
        if ranks[each["declared_grade"]] < ranks[each["evidence_grade"]]
    )
    return _("{count} of {total} grades judged are better than the evidence").format(
        count=formats.count(inflated), total=formats.count(total)
    )


def inflation(places: Sequence[Record]) -> str:
    """Who inflates most surely; takes the league's rows, the surest first."""
    enough = [each for each in places if each["is_enough"]]
    if not enough:
        return _("Too few grades to judge any place by")
    first = enough[0]
    if not first["overgraded_count"]:
        return _("No grade is better than the evidence")
    return _("{place} inflates most: {share} of {count} grades").format(
        place=labels.place_of(first["scope_type"], first["scope_name"]),
        share=formats.share(first["overgraded_rate"]),
        count=formats.count(first["assessed_count"]),
    )


def reliability(places: Sequence[Record], grade: str) -> str:
    """Whose declarations come true least; takes rows with something due."""
    enough = [each for each in places if each["is_enough"]]
    word = labels.grade(grade)
    if not enough:
        return _(
            "Too few declarations of {grade} are due to judge any place by"
        ).format(grade=word)
    lowest = min(enough, key=lambda each: each["signed_rate"])
    return _("Of {place}'s declarations of {grade}, {share} signed in time").format(
        place=labels.place_of(lowest["scope_type"], lowest["scope_name"]),
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
        return _("It is not yet known what becomes of the grades")
    best = min((each["declared_grade"] for each in known), key=labels.grades().index)
    newest = max(
        (each for each in known if each["declared_grade"] == best),
        key=lambda each: each["as_of"],
    )
    return _("Of the {count} {grade} of {date}, {share} signed in time").format(
        count=formats.count(newest["prospect_count"]),
        grade=labels.grade(best),
        date=formats.day(newest["as_of"]),
        share=formats.share(newest["signed_rate"]),
    )


def mismatches(count: int) -> str:
    """How many projects are of a line that their segment does not take."""
    if not count:
        return _("No product line is sold where it should not be")
    return ngettext(
        "{count} project is of a line that its segment does not take",
        "{count} projects are of a line that their segment does not take",
        count,
    ).format(count=formats.count(count))

"""Headlines of the forecast charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.core.as_of_dates import AsOf
from dashboard.core.codes import UNGRADED
from dashboard.core.figures import Figure
from dashboard.core.release import Record
from dashboard.wording import forecast_words, formats, headlines, labels
from dashboard.wording.words import _, ngettext

# What needs no look at the open projects, or no history of them.
_NAIVE = frozenset(
    {"run_rate_3", "run_rate_12", "seasonal_run_rate", "win_rate", "grade_promise"}
)


def month(day: dt.date) -> str:
    """A month by its number: 2026-11."""
    return f"{day:%Y-%m}"


def period(start: dt.date, grain: str) -> str:
    """A target period: one month, or the first and the last of three."""
    if grain == "month":
        return month(start)
    ahead = start.month + 1
    last = dt.date(start.year + ahead // 12, ahead % 12 + 1, 1)
    return _("{first} to {last}").format(first=month(start), last=month(last))


def expected(total: Record) -> str:
    """What is expected of a period in all, and how sure that is."""
    when = period(total["target_start"], total["target_grain"])
    amount = formats.money(total["won_amount"])
    if total["won_amount_p10"] is None:
        return _("{amount} expected from {period}; the method has no interval").format(
            amount=amount, period=when
        )
    return _("{amount} expected from {period}, 80 % between {low} and {high}").format(
        amount=amount,
        period=when,
        low=formats.money(total["won_amount_p10"]),
        high=formats.money(total["won_amount_p90"]),
    )


def year_ahead(months: Sequence[Record]) -> str:
    """What is expected over all the months ahead."""
    ahead = [each["won_amount"] for each in months if each["won_amount"] is not None]
    return _("{amount} expected over {count} months").format(
        amount=formats.money(sum(ahead)), count=formats.count(len(ahead))
    )


def step(date: Record) -> str | None:
    """Why the forecast is less than it could be; None where it is whole."""
    missing = [
        ngettext("{count} more month", "{count} more months", months).format(
            count=formats.count(months)
        )
        for months in [date["needed_month_count"]]
        if months
    ] + [
        ngettext("{count} more won project", "{count} more won projects", wins).format(
            count=formats.count(wins)
        )
        for wins in [date["needed_win_count"]]
        if wins
    ]
    need = _(" and ").join(missing) or _("grades of the open projects")
    sentences = {
        "pooled": _(
            "Short history of grades: projects are grouped by age only, and all"
            " grades share one history. A forecast by grade needs {need}."
        ),
        "run_rate": _(
            "Short history: the forecast is the average signed per month so far. A"
            " forecast from open projects needs {need}."
        ),
        "none": _("Not enough history to forecast; it needs {need}."),
    }
    found = sentences.get(date["step"])
    return found.format(need=need) if found else None


def changed(
    changes: Sequence[Record], compared: AsOf, *, has_amounts: bool = True
) -> str:
    """How the pipeline grew or shrank, and by what most."""
    opening, *kinds, closing = changes
    if not kinds:
        return _("Nothing changed in the open pipeline")
    if not has_amounts:
        now, before = closing["project_count"], opening["project_count"]
        return headlines.open_projects(Figure(now, before, compared))
    change = closing["amount_change"] - opening["amount_change"]
    amount, since = formats.money(closing["amount_change"]), headlines.date(compared)
    if not change:
        return _("Open pipeline {amount}, as on {date}").format(
            amount=amount, date=since
        )
    sentence = (
        _("Open pipeline {amount}, {change} more than on {date}; most: {kind} {moved}")
        if change > 0
        else _(
            "Open pipeline {amount}, {change} less than on {date}; most: {kind} {moved}"
        )
    )
    most = max(kinds, key=lambda each: abs(each["amount_change"]))
    return sentence.format(
        amount=amount,
        change=formats.money(abs(change)),
        date=since,
        kind=forecast_words.change(most["change_type"]),
        moved=formats.signed(
            formats.money(abs(most["amount_change"])), most["amount_change"]
        ),
    )


def likely(count: int, grade: str) -> str:
    """How many projects of a grade are open."""
    if grade == UNGRADED:
        return ngettext(
            "{count} open project without a grade",
            "{count} open projects without a grade",
            count,
        ).format(count=formats.count(count))
    return ngettext(
        "{count} open project of grade {grade}",
        "{count} open projects of grade {grade}",
        count,
    ).format(count=formats.count(count), grade=labels.grade(grade))


def accuracy(methods: Sequence[Record]) -> str:
    """How far off the headline was; where a naive method was better, that."""
    headline = next((each for each in methods if each["is_headline"]), None)
    known = [each for each in methods if each["wape"] is not None]
    if headline is None or headline["wape"] is None:
        return _("No forecast of the headline method is finished yet")
    best = min(known, key=lambda each: each["wape"])
    name, error = forecast_words.method(headline["method"]), headline["wape"]
    if best["wape"] < error:
        sentence = (
            _(
                "A naive method is more accurate: {best} off by {least}, {name} by"
                " {error}"
            )
            if best["method"] in _NAIVE
            else _(
                "Another method is more accurate: {best} off by {least}, {name} by"
                " {error}"
            )
        )
        return sentence.format(
            best=forecast_words.method(best["method"]),
            name=name,
            least=formats.share(best["wape"]),
            error=formats.share(error),
        )
    return _(
        "{name} is the most accurate: off by {error} of what was signed in three months"
    ).format(name=name, error=formats.share(error))


def held(method: Record) -> str:
    """How many forecasts were finished, and how often their intervals held."""
    sentences = [
        ngettext(
            "{count} finished forecast, {stored} of them stored at the time",
            "{count} finished forecasts, {stored} of them stored at the time",
            method["forecast_count"],
        ).format(
            count=formats.count(method["forecast_count"]),
            stored=formats.count(method["stored_count"]),
        ),
        _("bias {bias}").format(
            bias=formats.signed(formats.share(abs(method["bias"])), method["bias"])
        )
        if method["bias"] is not None
        else "",
    ]
    if method["coverage_80"] is not None:
        sentences.append(
            _(
                "{eighty} fell within the 80 % interval, {most} within the 95 %"
                " interval"
            ).format(
                eighty=formats.share(method["coverage_80"]),
                most=formats.share(method["coverage_95"]),
            )
        )
    return _("; ").join(each for each in sentences if each)


def calibrated(bins: Sequence[Record]) -> str:
    """Projects expected to sign within three months vs. those that did."""
    wanted = round(sum(each["expected_count"] for each in bins))
    won = sum(each["won_project_count"] for each in bins)
    return _(
        "{expected} signatures were expected within three months, {won} came"
    ).format(expected=formats.count(wanted), won=formats.count(won))


def promised(grades: Sequence[Record]) -> str:
    """How many of the best grade were signed within its months."""
    first = next((each for each in grades if each["promised_rate"] is not None), None)
    if first is None or first["won_rate"] is None:
        return _("Outcomes by grade")
    return _("Of those graded {grade}, {share} signed within {months} months").format(
        grade=labels.grade(first["grade"]),
        share=formats.share(first["won_rate"]),
        months=formats.count(first["within_months"]),
    )


def explained(row: Record) -> str:
    """The counts behind the first month of a project's forecast."""
    return _(
        "Its state: {state}. Of {like} similar projects in history,"
        " newer ones weighing more, {signed} were won in the first"
        " month. Shrunk step by step towards wider groups, that is"
        " {rate}; times the factor of its month in the quarter,"
        " {probability}."
    ).format(
        state=forecast_words.state(row["state"]),
        like=f"{row['similar_count']:,.1f}",
        signed=f"{row['similar_won_count']:,.1f}",
        rate=f"{row['state_rate']:.1%}",
        probability=f"{row['probability']:.1%}",
    )

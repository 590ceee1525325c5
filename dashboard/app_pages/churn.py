"""List churn: the balance of every list, and where every prospect went."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from dashboard.charts import balance as balance_charts
from dashboard.charts import churn as churn_charts
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import accounts as account_queries
from dashboard.queries import churn
from dashboard.ui import list_sources, notices
from dashboard.ui.canvas import SHOWN_ROWS, Canvas
from dashboard.wording import churn as headlines
from dashboard.wording import formats, labels
from dashboard.wording.markup import plain
from dashboard.wording.words import _

_MOST_REPS = 20
_MOST_PAIRS, _MOST_TERRITORIES = 2000, 12
_MOST_MONTHS = 24
_HEIGHT = 380
_MOVEMENT = {"movement_type": "movement"}
_MONTH_PICKS = {"as_of": "as_of", "movement_type": "movement"}
_EXCHANGE_PICKS = {"territory_id": "territory", "other_territory_id": "other"}
_REP_PICKS = {"rep_id": "rep", "movement_type": "movement"}
_ANY = {"movement": ALL, "other": ALL}


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("List churn"), dt.date.today())
    as_of = notices.listed_at(page, view)
    opened_on = account_queries.opened_on(view)
    if as_of is None or opened_on is None:
        return
    if view.filters.line is not None:
        page.notice(
            "info",
            _(
                "The product line filter does not apply: movements are of prospects,"
                " not of projects."
            ),
            "info",
        )
    if opened_on == as_of.on:
        page.notice(
            "info",
            _("The first export opens the lists: movements start with the second."),
            "inbox",
        )
    accounts = view.release.shown(
        account_queries.by_territory(view).limited(SHOWN_ROWS)
    )
    if not _has_any(accounts[0]) and notices.nothing_left(page, view):
        return
    period = headlines.period(opened_on, as_of.on)
    left, right = page.columns(10, 11)
    with left:
        _waterfall(page, view, accounts[0], period)
    with right:
        _movements(page, view, accounts[0], period)
    _accounts(page, view, accounts, period)
    _months(page, view)
    _by_rep(page, view, period)
    _exchanges(page, view, period)
    _places(page, view)
    list_sources.brought(page, view)


def _chosen(view: View) -> str | None:
    """The movement that was chosen; the levels and what stayed are none."""
    movement = view.choices.get("movement")
    return movement if movement in account_queries.MOVEMENTS else None


def _has_any(account: Record) -> bool:
    """True where somebody is on the list, was, or came and left."""
    names = ("opening", *account_queries.MOVEMENTS, "closing")
    return any(account[f"{name}_count"] for name in names)


def _waterfall(page: Canvas, view: View, account: Record, period: str) -> None:
    """From the opening to the closing number of the chosen list."""
    headline = headlines.balance(account)
    explanation = _("Prospects {period}; the axis does not begin at 0").format(
        period=period
    )
    with page.card(headline, explanation):
        page.chart(
            "waterfall",
            lambda: balance_charts.waterfall(account, _chosen(view)),
            description=headline,
            picks=_MOVEMENT,
            opens={"other": ALL},
        )
        if account.get("reassigned_count"):
            page.caption(
                _(
                    "Changed on the list: prospects that entered or left the filtered"
                    " list because their rep, team, segment, industry or grade"
                    " changed."
                )
            )


def _movements(page: Canvas, view: View, account: Record, period: str) -> None:
    """The movements behind the bars, of the chosen kind."""
    counts = {name: account[f"{name}_count"] for name in account_queries.MOVEMENTS}
    words = {ALL: _("All movements"), **{n: labels.movement(n) for n in counts}}
    counts = {ALL: sum(counts.values()), **counts}
    options = {
        name: f"{word} · {formats.count(counts[name])}" for name, word in words.items()
    }
    with page.card(
        _("The movements behind the figures"),
        _("Prospects that came or left {period}, newest first").format(period=period),
    ):
        page.choice("movement", _("Movement"), options)
        if "other" in view.choices:
            shown = view.release.records(churn.movements(view).limited(1))
            if shown:
                page.caption(
                    _(
                        "Only exchanges with {territory}; click a bar of the"
                        " waterfall to list all"
                    ).format(
                        territory=plain(
                            labels.territory_name(shown[0]["other_territory"])
                        )
                    )
                )
        count = view.release.number(churn.movement_count(view))
        page.table("movements", churn.movements(view), height=_HEIGHT, row_count=count)


def _accounts(
    page: Canvas, view: View, accounts: Sequence[Record], period: str
) -> None:
    """The balance sheet of the period, territory by territory."""
    with page.card(
        headlines.accounts(accounts[0]["wrong_count"]),
        _(
            "Opening + in − out = closing, {period}; select a row to filter by its"
            " territory"
        ).format(period=period),
    ):
        page.table(
            "balance_by_territory",
            account_queries.by_territory(view),
            row_count=accounts[0]["account_count"],
            picks={"territory_id": "territory"},
            opens=_ANY,
        )


def _months(page: Canvas, view: View) -> None:
    """In and out month by month, and the balances."""
    rows = view.release.records(account_queries.by_month(view))
    if not rows:
        return
    headline = headlines.months(rows)
    with page.card(
        headline,
        _(
            "Prospects that came (above) and left (below) by month; click a bar to"
            " open its month"
        ),
    ):
        page.chart(
            "months",
            lambda: balance_charts.months(rows[-_MOST_MONTHS:]),
            description=headline,
            picks=_MONTH_PICKS,
            opens={"compare": "month", "other": ALL},
        )
        page.table_beneath(
            "balance_by_month",
            account_queries.by_month(view),
            label=_("Balances by month"),
            picks={"as_of": "as_of"},
            opens={"compare": "month", **_ANY},
        )


def _by_rep(page: Canvas, view: View, period: str) -> None:
    """Whose list lost how much, and how."""
    reps = view.release.records(churn.by_rep(view).limited(_MOST_REPS))
    if not any(row["out_count"] for row in reps):
        return
    headline = headlines.by_rep(reps)
    explanation = _("Share of each list that left {period}, by reason").format(
        period=period
    )
    if reps[0]["rep_count"] > len(reps):
        explanation += _("; the {count} of {total} with the largest share").format(
            total=formats.count(reps[0]["rep_count"]), count=formats.count(len(reps))
        )
    with page.card(headline, explanation):
        page.chart(
            "churn by rep",
            lambda: churn_charts.by_rep(reps),
            description=headline,
            picks=_REP_PICKS,
            opens={"other": ALL},
        )
        page.table_beneath(
            "churn_by_rep",
            churn.by_rep(view),
            picks={"rep_id": "rep"},
            opens=_ANY,
        )


def _exchanges(page: Canvas, view: View, period: str) -> None:
    """Which territories gave how many to which."""
    exchanges = view.release.records(churn.exchanges(view).limited(_MOST_PAIRS))
    if not exchanges:
        return
    busiest = _busiest(exchanges)
    shown = [
        row
        for row in exchanges
        if {row["territory_id"], row["other_territory_id"]} <= busiest
    ]
    headline = headlines.exchanges(exchanges)
    explanation = _(
        "Prospects that a row's territory gave to a column's, {period}"
    ).format(period=period)
    if len(shown) < len(exchanges):
        explanation += _("; the {count} territories that exchanged most").format(
            count=formats.count(len(busiest))
        )
    with page.card(headline, explanation):
        page.chart(
            "exchanges",
            lambda: churn_charts.exchanges(shown),
            description=headline,
            picks=_EXCHANGE_PICKS,
            opens={"movement": "exchange_out"},
        )
        page.table_beneath(
            "exchanges",
            churn.exchanges(view),
            picks=_EXCHANGE_PICKS,
            opens={"movement": "exchange_out"},
        )


def _busiest(exchanges: Sequence[Record]) -> set[str]:
    """The territories that gave and took the most."""
    moved: Counter[str] = Counter()
    for row in exchanges:
        moved[row["territory_id"]] += row["exchanged_count"]
        moved[row["other_territory_id"]] += row["exchanged_count"]
    return {code for code, _count in moved.most_common(_MOST_TERRITORIES)}


def _places(page: Canvas, view: View) -> None:
    """How long the slots of prospects won, lost or closed stay open."""
    lags = view.release.records(churn.replacement_lags(view))
    if not lags:
        return
    headline = headlines.lags(lags)
    with page.card(
        headline,
        _(
            "Open slots of won, lost and closed prospects since the first snapshot,"
            " by days until the territory filled them"
        ),
    ):
        page.chart(
            "lags",
            lambda: churn_charts.lags(lags),
            description=headline,
            picks={"lag": "lag"},
        )
        draw_table = page.table if "lag" in view.choices else page.table_beneath
        draw_table("replacements", churn.replacements(view))


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)

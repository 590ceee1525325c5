"""The SQL that measures metrics, broken down and through the filters of a view."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from dashboard.core.view import View
from dashboard.queries import filters
from dashboard.queries.metrics import Mart, Metrics
from dashboard.queries.metrics import of as metrics_of

NOW, COMPARED = "$as_of", "$compared_as_of"


def measure(
    view: View,
    metrics: Sequence[str],
    by: Sequence[str] = (),
    *,
    where: str = "true",
    period: str = "true",
    on: str = NOW,
    ignoring: Collection[str] = (),
) -> str:
    """A select of metrics by dimensions.

    What stands at a date is measured at the date `on`, or by as_of at each date up to
    the view's; what happens, in the `period`. `where` is one condition more on the rows.
    A filter in `ignoring`, or of what a metric does not know, does not narrow it. Ratios
    are of sums, and null where the denominator is 0.
    """
    known = metrics_of(view.release)
    sums = sorted(dict.fromkeys(known.simple(metrics)), key=lambda s: _model(known, s))
    parts = [
        _sums(view, known.marts(names[0]), names, by, where, period, on, ignoring)
        for names in (
            list(each) for _, each in groupby(sums, lambda s: _model(known, s))
        )
    ]
    relation = f"({parts[0]})"
    for part in parts[1:]:
        how = "full outer join" if by else "cross join"
        using = f"using ({', '.join(by)})" if by else ""
        relation = f"{relation} {how} ({part}) {using}"
    columns = [*by, *(f"{known.sql(metric)} as {metric}" for metric in metrics)]
    return f"select {', '.join(columns)} from {relation}"


def compared(
    view: View,
    metrics: Sequence[str],
    by: Sequence[str],
    beside: str,
    *,
    ignoring: Collection[str] = (),
) -> str:
    """The same at the view's date, with one metric of the compared date added.

    That is called compared_…, and null where nothing is compared.
    """
    now = measure(view, metrics, by, ignoring=ignoring)
    if view.compared_list is None:
        return f"select *, null::bigint as compared_{beside} from ({now})"
    earlier = measure(view, [beside], by, on=COMPARED, ignoring=ignoring)
    return f"""
        select now.*, coalesce(earlier.{beside}, 0) as compared_{beside}
        from ({now}) as now
        left join ({earlier}) as earlier using ({", ".join(by)})
    """


def _model(known: Metrics, metric: str) -> str:
    return known.marts(metric)[0].semantic_model


def _sums(
    view: View,
    marts: Sequence[Mart],
    metrics: Sequence[str],
    by: Sequence[str],
    where: str,
    period: str,
    on: str,
    ignoring: Collection[str],
) -> str:
    """A select of sums of the smallest mart that can answer."""
    narrowing = {
        filters.COLUMNS[name]: filters.PARAMETERS[name]
        for name in view.filters.chosen
        if name not in ignoring and marts[-1].has(filters.COLUMNS[name])
    }
    needed = {*by, *narrowing}
    mart = next(each for each in marts if each.can_answer(metrics, needed))
    is_dated = "as_of" in by
    relation = f"marts.{mart.name}"
    for each, held in mart.listed(by):
        relation = f"(select *, unnest({held}) as {each} from {relation})"
    if mart.is_span and is_dated:
        on = "dates.as_of"
        relation = f"marts.dim_as_of_dates as dates inner join {relation} on true"
    conditions = [where]
    conditions += [
        mart.narrowed(column, parameter, on) for column, parameter in narrowing.items()
    ]
    conditions += [
        f"{column} {'<>' if column in by else '='} 'all'"
        for column in mart.totals
        if column not in narrowing
    ]
    if mart.attributes:
        attribute = next(
            (each for each in mart.attributes if each in needed), "segment"
        )
        conditions.append(f"attribute = '{attribute}'")
    if mart.is_flow:
        conditions.append(period)
    elif mart.is_span:
        conditions.append(filters.valid_on(on))
    if not mart.is_flow and (is_dated or not mart.is_span):
        conditions.append("as_of <= $as_of" if is_dated else f"as_of = {on}")
    columns = [f"{mart.column(each)} as {each}" for each in by]
    columns += [f"{mart.aggregates[each]} as {each}" for each in metrics]
    return f"""
        select {", ".join(columns)}
        from {relation}
        where {" and ".join(conditions)}
        {"group by all" if by else ""}
    """

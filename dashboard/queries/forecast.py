"""What is expected to be signed, how sure that is, and how good it was so far.

A forecast of the view's date is the first one made of the same snapshots: that of the date
itself, or of the next month start before another snapshot; else the last one before.
"""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries.labels import order_of

CHOSEN = """
    chosen as (
        select *
        from marts.dim_forecast_dates
        where as_of < coalesce(
            (select min(as_of) from marts.dim_as_of_dates where as_of > $as_of),
            date '9999-12-31'
        )
        order by as_of >= $as_of desc, abs(datediff('day', as_of, $as_of))
        limit 1
    )
"""
_GRADES = order_of("grade", "grade", "forecast_grade")


def date(view: View) -> Query:
    """The date of the view's forecast and what its history allows; no row: none."""
    return view.query(f"with {CHOSEN} select * from chosen")


def by_grade(view: View) -> Query:
    """The headline method's rows by grade of the period that is chosen.

    Columns: grade, target_start, target_grain, expected_count, won_amount and its bounds;
    grades without anything expected are left out.
    """
    return view.query(
        f"""
        with {CHOSEN}

        select
            forecasts.grade,
            forecasts.target_start,
            forecasts.target_grain,
            forecasts.won_count as expected_count,
            forecasts.won_amount,
            forecasts.won_amount_p10,
            forecasts.won_amount_p90,
            forecasts.won_amount_p025,
            forecasts.won_amount_p975,
            forecasts.method
        from marts.fct_forecast as forecasts
        inner join chosen using (as_of)
        where
            forecasts.is_headline
            and forecasts.target_grain
            = if(coalesce($period, 'quarter') like 'month%', 'month', 'quarter')
            and forecasts.horizon = if(coalesce($period, '') like '%next', 2, 1)
            and (forecasts.won_count > 0 or forecasts.grade = 'total')
        order by {_GRADES}
        """
    )


def terms(view: View) -> Query:
    """What the model multiplies, month by month; no row at a date of the past.

    One row per grade, state of the projects, origin of their amounts and month. counted
    amount × amount factor × probability is the forecast, probability is base rate ×
    quarter factor × limit factor; the rows of a grade and month add up to its forecast.
    """
    return view.query(
        f"""
        with {CHOSEN}

        select
            terms.grade,
            terms.state,
            terms.amount_basis,
            terms.target_start,
            terms.project_count,
            terms.similar_count,
            terms.similar_won_count,
            terms.base_rate,
            terms.quarter_factor,
            terms.limit_factor,
            terms.probability,
            terms.counted_amount::double as counted_amount,
            terms.amount_factor,
            terms.won_count as expected_count,
            terms.won_amount
        from marts.fct_forecast_terms as terms
        inner join chosen using (as_of)
        where $grade is null or terms.grade = $grade
        order by {_GRADES}, terms.target_start, terms.state, terms.amount_basis
        """
    )


def months(view: View) -> Query:
    """Months ahead of the headline method with bounds, and what was signed.

    Columns: target_start, won_amount and its bounds (null before the forecast),
    signed_amount (null where the month is not over); oldest first, a year back.
    """
    return view.query(
        f"""
        with {CHOSEN},
        ahead as (
            select forecasts.*
            from marts.fct_forecast as forecasts
            inner join chosen using (as_of)
            where
                forecasts.is_headline
                and forecasts.grade = 'total'
                and forecasts.target_grain = 'month'
        ),
        signed as (
            select target_start, any_value(won_amount) as signed_amount
            from marts.fct_forecast_outcomes
            where grade = 'total' and target_grain = 'month' and horizon = 1
            group by target_start
        )

        select
            target_start,
            ahead.won_count as expected_count,
            ahead.won_amount,
            ahead.won_amount_p10,
            ahead.won_amount_p90,
            ahead.won_amount_p025,
            ahead.won_amount_p975,
            signed.signed_amount::double as signed_amount
        from ahead
        full outer join signed using (target_start)
        cross join chosen
        where
            target_start >= chosen.opening_month - to_months(12)
            and target_start < chosen.opening_month + to_months(12)
        order by target_start
        """
    )


def finished(view: View) -> Query:
    """Finished three-month forecasts of the chosen method (the headline's where none is).

    Columns: as_of, target_start, method, won_amount with its 80 % interval, signed_amount
    and what the forecast was off by; the newest first.
    """
    return view.query(
        f"""
        with {CHOSEN}

        select
            forecasts.as_of,
            forecasts.target_start,
            forecasts.method,
            forecasts.won_amount,
            forecasts.won_amount_p10,
            forecasts.won_amount_p90,
            outcomes.won_amount::double as signed_amount,
            forecasts.won_amount - outcomes.won_amount::double as error_amount,
            forecasts.is_backtest
        from marts.fct_forecast as forecasts
        inner join marts.fct_forecast_outcomes as outcomes
            on
                forecasts.as_of = outcomes.as_of
                and forecasts.grade = outcomes.grade
                and forecasts.target_grain = outcomes.target_grain
                and forecasts.target_start = outcomes.target_start
        cross join chosen
        where
            forecasts.grade = 'total'
            and forecasts.target_grain = 'quarter'
            and forecasts.horizon = 1
            and forecasts.method = coalesce($method, chosen.headline_method)
        order by forecasts.as_of desc
        """
    )


def accuracy(view: View) -> Query:
    """Every method's finished forecasts by grain and horizon, the best CRPS first."""
    return view.query(
        f"""
        with {CHOSEN}

        select
            accuracy.method,
            accuracy.method = chosen.headline_method as is_headline,
            accuracy.target_grain,
            accuracy.horizon,
            accuracy.forecast_count,
            accuracy.stored_count,
            accuracy.wape,
            accuracy.bias,
            accuracy.crps,
            accuracy.coverage_80,
            accuracy.coverage_95
        from marts.fct_forecast_accuracy as accuracy
        cross join chosen
        order by accuracy.target_grain desc, accuracy.horizon, accuracy.wape
        """
    )


def calibration(view: View) -> Query:
    """Probabilities of a signature within three months vs. what was signed."""
    return view.query(
        f"""
        select
            grade,
            probability_from,
            probability_to,
            project_count,
            expected_count,
            won_count as won_project_count,
            expected_rate,
            won_rate
        from marts.fct_forecast_calibration
        order by {_GRADES} desc, probability_from
        """
    )


def signings(view: View) -> Query:
    """What became of projects of each grade within its months."""
    return view.query(
        f"""
        select grade, within_months, promised_rate, project_count,
            won_count as won_project_count, won_rate
        from marts.fct_grade_signings
        order by {_GRADES}, within_months
        """
    )

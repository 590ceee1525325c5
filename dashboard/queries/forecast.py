"""What is expected to be signed, how sure that is, and how good it was so far.

A forecast of the view's date is the first one made of the same snapshots: that of the date
itself, or of the next month start before another snapshot; else the last one before.
"""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters

_CHOSEN = """
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
_GRADES = "list_position(['A', 'B', 'C', 'D', 'ungraded', 'new', 'total'], grade)"

# The chosen grade, else the best of which a project is open; blank where none is open.
_BEST_GRADE = """
    coalesce(
        $grade,
        (select min(declared_grade) from marts.fct_pipeline_totals where as_of = $as_of)
    )
"""
_LISTED = f"""
    {filters.of_projects(("grade",))} and declared_grade = {_BEST_GRADE}
"""


def date(view: View) -> Query:
    """The date of the view's forecast and what its history allows; no row: none."""
    return view.query(f"with {_CHOSEN} select * from chosen")


def by_grade(view: View) -> Query:
    """The headline method's rows by grade of the period that is chosen.

    Columns: grade, target_start, target_grain, expected_count, won_amount and its bounds;
    grades without anything expected are left out.
    """
    return view.query(
        f"""
        with {_CHOSEN}

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


def months(view: View) -> Query:
    """Months ahead of the headline method with bounds, and what was signed.

    Columns: target_start, won_amount and its bounds (null before the forecast),
    signed_amount (null where the month is not over); oldest first, a year back.
    """
    return view.query(
        f"""
        with {_CHOSEN},
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


def projects(view: View) -> Query:
    """Open projects of the chosen grade (the best where none is), the surest first.

    Probabilities are known at the newest date alone; `missing` has the columns that are
    blank, or `past_sign_on` where the expected signature lies in the past, and
    `missing_evidence` the facts without which its prospect's grade is unproven.
    """
    return view.query(
        f"""
        with projects as (
            select
                projects.*,
                outlooks.quarter_probability,
                outlooks.quarter_expected_amount,
                outlooks.likeliest_month,
                outlooks.is_stalled
            from marts.fct_open_projects as projects
            left join marts.fct_project_outlooks as outlooks using (project_id, as_of)
            where as_of = $as_of and {_LISTED}
            order by
                quarter_expected_amount desc nulls last, amount desc nulls last, project_id
            limit $row_count
        )

        select
            projects.prospect_name as prospect,
            projects.project_id,
            projects.declared_grade,
            projects.amount::double as amount,
            projects.expected_sign_on,
            projects.quarter_probability,
            projects.quarter_expected_amount,
            projects.evidence_grade,
            datediff('day', projects.last_activity_on, $as_of) as days_since_activity,
            concat_ws(
                ',',
                if(projects.amount is null, 'amount', null),
                if(projects.expected_sign_on is null, 'expected_sign_on', null),
                if(projects.expected_sign_on < $as_of, 'past_sign_on', null),
                if(projects.stage is null, 'stage', null)
            ) as missing,
            projects.missing_evidence,
            projects.last_activity_on,
            projects.likeliest_month,
            projects.stage,
            coalesce(reps.name, projects.rep_id) as rep,
            coalesce(projects.is_stalled, false) as is_stalled
        from projects
        left join marts.dim_reps as reps on projects.rep_id = reps.rep_id
        order by
            projects.quarter_expected_amount desc nulls last,
            projects.amount desc nulls last,
            projects.project_id
        """
    )


def project_count(view: View) -> Query:
    """Of which grade and how many the projects are that `projects` lists: one row."""
    return view.query(
        f"""
        select {_BEST_GRADE}, coalesce(sum(project_count), 0)::bigint
        from marts.fct_open_pipeline
        where as_of = $as_of and {_LISTED}
        """
    )


def behind_month(view: View) -> Query:
    """The projects behind the chosen month: signed in it, or expected to be.

    Where none is chosen, those of the first month ahead. A month that has begun has
    both. Signed first, then most expected first.
    """
    return view.query(
        f"""
        with {_CHOSEN},
        month as (
            select
                coalesce(try_cast($month || '-01' as date), opening_month) as month,
                as_of
            from chosen
        )

        select
            coalesce(prospects.name, projects.prospect_id) as prospect,
            projects.project_id,
            projects.declared_grade,
            projects.amount::double as amount,
            1.0::double as probability,
            projects.amount::double as expected_amount,
            projects.closed_on,
            projects.expected_sign_on,
            coalesce(reps.name, projects.rep_id) as rep
        from month
        inner join marts.dim_projects as projects
            on
                projects.outcome = 'won'
                and projects.closed_on >= month.month
                and projects.closed_on < month.month + to_months(1)
                and projects.closed_on <= $as_of
        left join marts.dim_prospects as prospects
            on projects.prospect_id = prospects.prospect_id
        left join marts.dim_reps as reps on projects.rep_id = reps.rep_id
        union all
        select
            projects.prospect_name,
            projects.project_id,
            projects.declared_grade,
            projects.amount::double,
            forecasts.probability,
            forecasts.expected_amount,
            null,
            projects.expected_sign_on,
            coalesce(reps.name, projects.rep_id)
        from month
        inner join marts.fct_project_forecasts as forecasts
            on
                month.as_of = forecasts.as_of
                and month.month = forecasts.target_start
        inner join marts.fct_open_projects as projects
            on
                forecasts.as_of = projects.as_of
                and forecasts.project_id = projects.project_id
        left join marts.dim_reps as reps on projects.rep_id = reps.rep_id
        order by closed_on nulls last, expected_amount desc nulls last, project_id
        """
    )


def finished(view: View) -> Query:
    """Finished three-month forecasts of the chosen method (the headline's where none is).

    Columns: as_of, target_start, method, won_amount with its 80 % interval, signed_amount
    and what the forecast was off by; the newest first.
    """
    return view.query(
        f"""
        with {_CHOSEN}

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


def outlook(view: View) -> Query:
    """The chosen project as `projects` has it, wherever in the list it stands."""
    return view.query(
        """
        select
            projects.prospect_name as prospect,
            projects.project_id,
            outlooks.quarter_probability
        from marts.fct_project_outlooks as outlooks
        inner join marts.fct_open_projects as projects
            on
                outlooks.as_of = projects.as_of
                and outlooks.project_id = projects.project_id
        where outlooks.as_of = $as_of and outlooks.project_id = $project
        """
    )


def stalled_projects(view: View) -> Query:
    """Open projects that are open longer than any project took that was won.

    In addition, over all rows: stalled_count, stalled_amount.
    """
    return view.query(
        f"""
        with stalled as materialized (
            select projects.*, outlooks.year_probability
            from marts.fct_open_projects as projects
            inner join marts.fct_project_outlooks as outlooks using (project_id, as_of)
            where as_of = $as_of and outlooks.is_stalled and {filters.of_projects()}
        ),

        together as (
            select
                count(*) as stalled_count,
                sum(amount)::double as stalled_amount
            from stalled
        )

        select
            stalled.prospect_name as prospect,
            stalled.project_id,
            stalled.declared_grade,
            stalled.amount::double as amount,
            stalled.opened_on,
            stalled.expected_sign_on,
            stalled.year_probability,
            coalesce(reps.name, stalled.rep_id) as rep,
            together.stalled_count,
            together.stalled_amount
        from stalled
        cross join together
        left join marts.dim_reps as reps on stalled.rep_id = reps.rep_id
        order by stalled.amount desc nulls last, stalled.project_id
        """
    )


def math(view: View) -> Query:
    """How the probability of the chosen project comes about, month by month.

    Where none is chosen, that of the project of which most is expected.
    """
    return view.query(
        """
        select
            forecasts.target_start,
            states.similar_count,
            states.similar_won_count,
            states.overall_rate,
            states.grade_rate,
            states.grade_age_rate,
            states.state_rate,
            states.quarter_factor,
            forecasts.probability,
            forecasts.expected_amount,
            states.state
        from marts.fct_project_forecasts as forecasts
        inner join marts.fct_forecast_states as states
            on
                forecasts.as_of = states.as_of
                and forecasts.state = states.state
                and forecasts.horizon = states.horizon
        where
            forecasts.as_of = $as_of
            and forecasts.project_id = coalesce($project, (
                select project_id
                from marts.fct_project_outlooks
                where as_of = $as_of
                order by quarter_expected_amount desc nulls last, project_id
                limit 1
            ))
        order by forecasts.target_start
        """
    )


def accuracy(view: View) -> Query:
    """Every method's finished forecasts by grain and horizon, the best CRPS first."""
    return view.query(
        f"""
        with {_CHOSEN}

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

"""The projects behind the forecast, each with its chance and how that comes about."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, records
from dashboard.queries.forecast import CHOSEN
from dashboard.queries.labels import order_of

# The chosen grade, else the best of which a project is open; blank where none is open.
_BEST_GRADE = f"""
    coalesce(
        $grade,
        (
            select declared_grade
            from marts.fct_pipeline_totals
            where as_of = $as_of
            order by {order_of("declared_grade", "grade")}
            limit 1
        )
    )
"""
_LISTED = f"""
    {filters.of_projects(("grade",))} and declared_grade = {_BEST_GRADE}
"""
_WITH_OUTLOOK = """(
    select
        projects.*,
        outlooks.quarter_probability,
        outlooks.quarter_expected_amount,
        outlooks.year_probability,
        outlooks.likeliest_month,
        outlooks.is_stalled
    from marts.fct_open_projects as projects
    left join marts.fct_project_outlooks as outlooks using (project_id, as_of)
)"""
_MISSING = """
    concat_ws(
        ',',
        if(chosen.amount is null, 'amount', null),
        if(chosen.expected_sign_on is null, 'expected_sign_on', null),
        if(chosen.expected_sign_on < $as_of, 'past_sign_on', null),
        if(chosen.stage is null, 'stage', null)
    )
"""


def projects(view: View) -> Query:
    """Open projects of the chosen grade (the best where none is), the surest first.

    Probabilities are known at the newest date alone; `missing` has the columns that are
    blank, or `past_sign_on` where the expected signature lies in the past, and
    `missing_evidence` the facts without which its prospect's grade is unproven.
    """
    return records.of(
        view,
        _WITH_OUTLOOK,
        (
            "chosen.prospect_name as prospect",
            "project_id",
            "declared_grade",
            "chosen.amount::double as amount",
            "expected_sign_on",
            "quarter_probability",
            "quarter_expected_amount",
            "evidence_grade",
            "datediff('day', chosen.last_activity_on, $as_of) as days_since_activity",
            f"{_MISSING} as missing",
            "missing_evidence",
            "last_activity_on",
            "likeliest_month",
            "stage",
            "rep",
            "coalesce(chosen.is_stalled, false) as is_stalled",
        ),
        where=f"as_of = $as_of and {_LISTED}",
        order_by=(
            "quarter_expected_amount desc nulls last",
            "amount desc nulls last",
            "project_id",
        ),
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
        with {CHOSEN},
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
    return records.of(
        view,
        f"""(
            select
                *,
                count(*) over () as stalled_count,
                (sum(amount) over ())::double as stalled_amount
            from {_WITH_OUTLOOK}
            where as_of = $as_of and is_stalled and {filters.of_projects()}
        )""",
        (
            "chosen.prospect_name as prospect",
            "project_id",
            "declared_grade",
            "chosen.amount::double as amount",
            "opened_on",
            "expected_sign_on",
            "year_probability",
            "rep",
            "stalled_count",
            "stalled_amount",
        ),
        where="true",
        order_by=("amount desc nulls last", "project_id"),
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

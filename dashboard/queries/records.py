"""The records behind the figures, as they were at the view's date."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters

NAMES = """
    coalesce(reps.name, chosen.rep_id) as rep,
    coalesce(territories.name, chosen.territory_id) as territory
"""
WITH_NAMES = """
    left join marts.dim_territories as territories
        on chosen.territory_id = territories.territory_id
    left join marts.dim_reps as reps on chosen.rep_id = reps.rep_id
"""
# dim_prospect_versions lies by grade and place in a release: its head is soon found.
_BEST_FIRST = "declared_grade, expected_sign_on nulls last, prospect_id"


def prospects(view: View) -> Query:
    """Prospects on the list, soonest expected signature of the best grade first."""
    return view.query(
        f"""
        with chosen as (
            select * from marts.dim_prospect_versions
            where
                {filters.VALID}
                and {filters.of_prospects(("line",))}
                and {filters.HAS_LINE}
            order by {_BEST_FIRST}
            limit $row_count
        )

        select
            chosen.name,
            chosen.prospect_id,
            chosen.declared_grade,
            chosen.expected_sign_on,
            {NAMES},
            chosen.segment,
            chosen.industry,
            chosen.city,
            chosen.district,
            chosen.situation,
            chosen.annual_revenue_amount::double as annual_revenue_amount,
            chosen.headcount,
            chosen.created_on
        from chosen {WITH_NAMES}
        order by {_BEST_FIRST}
        """
    )


def open_projects(view: View) -> Query:
    """Open projects, the largest amount first."""
    return _projects(view, "true")


def projects_without_amount(view: View) -> Query:
    """Open projects that add nothing to the pipeline, since their amount is missing."""
    return _projects(view, "amount is null")


def _projects(view: View, condition: str) -> Query:
    return view.query(
        f"""
        with chosen as (
            select * from marts.fct_open_projects
            where as_of = $as_of and {filters.of_projects()} and {condition}
            order by amount desc nulls last, project_id
            limit $row_count
        )

        select
            chosen.prospect_name as prospect,
            chosen.project_id,
            chosen.declared_grade,
            chosen.amount::double as amount,
            chosen.stage,
            chosen.expected_sign_on,
            {NAMES},
            chosen.segment,
            chosen.industry,
            chosen.product_line,
            chosen.product,
            chosen.opened_on,
            chosen.prospect_id
        from chosen {WITH_NAMES}
        order by chosen.amount desc nulls last, chosen.project_id
        """
    )

"""The records behind the figures of the newest as-of date.

`grade` and `territory_id` are optional everywhere; None means all.
"""

from __future__ import annotations

import pandas as pd

from dashboard.queries import EVERYTHING
from dashboard.release import Release


def prospects(
    release: Release,
    grade: str | None,
    territory_id: str | None,
    limit: int = EVERYTHING,
) -> pd.DataFrame:
    """Prospects on the list, soonest expected signature of the best grade first."""
    return release.table(
        """
        select
            prospects.name,
            prospects.declared_grade,
            prospects.expected_sign_on,
            coalesce(reps.name, prospects.rep_id) as rep,
            coalesce(territories.name, prospects.territory_id) as territory,
            prospects.industry,
            prospects.city,
            prospects.district,
            prospects.situation,
            prospects.annual_revenue_amount::double as annual_revenue_amount,
            prospects.headcount,
            prospects.created_on,
            prospects.prospect_id
        from marts.dim_prospects as prospects
        left join marts.dim_territories as territories
            on prospects.territory_id = territories.territory_id
        left join marts.dim_reps as reps on prospects.rep_id = reps.rep_id
        where
            prospects.is_on_list
            and ($grade is null or prospects.declared_grade = $grade)
            and ($territory_id is null or prospects.territory_id = $territory_id)
        order by
            prospects.declared_grade,
            prospects.expected_sign_on nulls last,
            prospects.prospect_id
        limit $limit
        """,
        {"grade": grade, "territory_id": territory_id, "limit": limit},
    )


def prospect_count(
    release: Release, grade: str | None, territory_id: str | None
) -> int:
    """How many prospects `prospects` would give."""
    return _count(
        release,
        """
        select count(*)
        from marts.dim_prospects
        where
            is_on_list
            and ($grade is null or declared_grade = $grade)
            and ($territory_id is null or territory_id = $territory_id)
        """,
        grade,
        territory_id,
    )


def open_projects(
    release: Release,
    grade: str | None,
    territory_id: str | None,
    limit: int = EVERYTHING,
) -> pd.DataFrame:
    """Open projects, the largest amount first."""
    return release.table(
        """
        select
            coalesce(prospects.name, projects.prospect_id) as prospect,
            projects.declared_grade,
            projects.amount::double as amount,
            projects.stage,
            projects.expected_sign_on,
            coalesce(reps.name, projects.rep_id) as rep,
            coalesce(territories.name, projects.territory_id) as territory,
            projects.product_line,
            projects.product,
            projects.opened_on,
            projects.project_id,
            projects.prospect_id
        from marts.dim_projects as projects
        left join marts.dim_prospects as prospects
            on projects.prospect_id = prospects.prospect_id
        left join marts.dim_territories as territories
            on projects.territory_id = territories.territory_id
        left join marts.dim_reps as reps on projects.rep_id = reps.rep_id
        where
            projects.is_open
            and ($grade is null or projects.declared_grade = $grade)
            and ($territory_id is null or projects.territory_id = $territory_id)
        order by projects.amount desc nulls last, projects.project_id
        limit $limit
        """,
        {"grade": grade, "territory_id": territory_id, "limit": limit},
    )


def open_project_count(
    release: Release, grade: str | None, territory_id: str | None
) -> int:
    """How many projects `open_projects` would give."""
    return _count(
        release,
        """
        select count(*)
        from marts.dim_projects
        where
            is_open
            and ($grade is null or declared_grade = $grade)
            and ($territory_id is null or territory_id = $territory_id)
        """,
        grade,
        territory_id,
    )


def _count(
    release: Release, query: str, grade: str | None, territory_id: str | None
) -> int:
    parameters = {"grade": grade, "territory_id": territory_id}
    row = release.cursor.execute(query, parameters).fetchone()
    return int(row[0]) if row else 0

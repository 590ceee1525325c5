"""The list: prospects by declared grade, territory and as-of date."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.release import Release


def by_grade(release: Release) -> pd.DataFrame:
    """As-of date × grade: as_of, declared_grade, prospect_count; oldest first."""
    return release.table(
        """
        select
            as_of,
            declared_grade,
            sum(prospect_count)::bigint as prospect_count
        from marts.fct_list_counts
        group by as_of, declared_grade
        order by as_of, declared_grade
        """
    )


def by_territory(release: Release, as_of: dt.date) -> pd.DataFrame:
    """Territory × grade at a date: territory_id, declared_grade, prospect_count."""
    return release.table(
        """
        select territory_id, declared_grade, prospect_count
        from marts.fct_list_counts
        where as_of = $as_of
        order by territory_id, declared_grade
        """,
        {"as_of": as_of},
    )


def over_time(release: Release) -> pd.DataFrame:
    """Territory × as-of date: as_of, territory_id, prospect_count; oldest first."""
    return release.table(
        """
        select
            as_of,
            territory_id,
            sum(prospect_count)::bigint as prospect_count
        from marts.fct_list_counts
        group by as_of, territory_id
        order by as_of, territory_id
        """
    )

"""Territories in the order in which every chart and choice shows them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.release import Release

UNASSIGNED = "unassigned"


def in_order(release: Release) -> pd.DataFrame:
    """One row per territory, by team, then name; the unassigned last.

    Columns: territory_id, name.
    """
    return release.table(
        """
        select territory_id, coalesce(name, territory_id) as name
        from marts.dim_territories
        order by
            territory_id = $unassigned, team nulls last, name, territory_id
        """,
        {"unassigned": UNASSIGNED},
    )


def with_prospects(release: Release, as_of: dt.date) -> pd.DataFrame:
    """One row per territory that holds prospects at a date, or should; in order.

    Columns: territory_id, name, team, target_prospect_count (float, missing where no
    target is set), prospect_count (0 where a current territory misses its whole target).
    """
    return release.table(
        """
        with list_totals as (
            select territory_id, sum(prospect_count)::bigint as prospect_count
            from marts.fct_list_counts
            where as_of = $as_of
            group by territory_id
        )

        select
            territories.territory_id,
            coalesce(territories.name, territories.territory_id) as name,
            territories.team,
            territories.target_prospect_count::double as target_prospect_count,
            coalesce(list_totals.prospect_count, 0) as prospect_count
        from marts.dim_territories as territories
        left join list_totals on territories.territory_id = list_totals.territory_id
        where
            list_totals.prospect_count > 0
            or (territories.is_current and territories.target_prospect_count > 0)
        order by
            territories.territory_id = $unassigned,
            territories.team nulls last,
            territories.name,
            territories.territory_id
        """,
        {"as_of": as_of, "unassigned": UNASSIGNED},
    )

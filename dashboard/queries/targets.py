"""Targets, manager overrides, and their accuracy compared with the system's.

All of it is of the newest date: earlier ones had no territories' forecasts.
"""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries.labels import order_of

_PERIOD = """
    target_grain = if(coalesce($period, 'quarter') like 'month%', 'month', 'quarter')
    and horizon = if(coalesce($period, '') like '%next', 2, 1)
"""
# The quarter that is chosen, if it has targets, else the first that is not over, else the last.
_QUARTER = """
    coalesce(
        (
            select max(quarter_start) from marts.fct_targets
            where quarter_start = try_cast($quarter as date)
        ),
        (select min(quarter_start) from marts.fct_targets where not is_over),
        (select max(quarter_start) from marts.fct_targets)
    )
"""


def quarters(view: View) -> Query:
    """Quarters that have a target: quarter_start, and whether it is the one shown."""
    return view.query(
        f"""
        select distinct quarter_start, quarter_start = {_QUARTER} as is_shown
        from marts.fct_targets
        order by quarter_start desc
        """
    )


def targets(view: View) -> Query:
    """The chosen quarter's targets: the company, teams, territories, largest gap first.

    A team that is chosen leaves itself and its territories, a territory or a rep theirs.
    """
    return view.query(
        f"""
        select
            targets.scope_type as scope_type,
            case targets.scope_type
                when 'territory' then coalesce(territories.team, 'unassigned')
                when 'team' then targets.scope_id
            end as team,
            if(
                targets.scope_type = 'territory',
                coalesce(territories.name, targets.scope_id), null
            ) as territory,
            coalesce(reps.name, territories.rep_id) as rep,
            targets.quarter_start,
            targets.target_amount,
            targets.signed_amount,
            targets.forecast_amount,
            targets.adjusted_amount,
            targets.gap_amount,
            targets.pipeline_amount,
            targets.coverage_rate,
            targets.conversion_rate,
            targets.needed_pipeline_amount,
            targets.targeted_territory_count,
            targets.territory_count as scope_territory_count
        from marts.fct_targets as targets
        left join marts.dim_territories as territories
            on
                targets.scope_type = 'territory'
                and targets.scope_id = territories.territory_id
        left join marts.dim_reps as reps on territories.rep_id = reps.rep_id
        where
            targets.quarter_start = {_QUARTER}
            and ($territory_id is null or territories.territory_id = $territory_id)
            and ($rep_id is null or coalesce(territories.rep_id, 'unassigned') = $rep_id)
            and (
                $team is null
                or (targets.scope_type = 'team' and targets.scope_id = $team)
                or (
                    targets.scope_type = 'territory'
                    and coalesce(territories.team, 'unassigned') = $team
                )
            )
            and (targets.scope_id <> 'unassigned' or targets.pipeline_amount > 0
                or targets.signed_amount > 0)
        order by
            {order_of("targets.scope_type", "scope_type")},
            targets.gap_amount desc nulls last,
            targets.scope_id
        """
    )


def glance(view: View) -> Query:
    """The company's figures for the chosen period, one row.

    adjusted_amount with the overrides of the period in place of the system's figures and
    override_count (null and 0 without overrides); target_amount where the period is a
    calendar quarter that has one.
    """
    return view.query(
        f"""
        with forecasts as (
            select * from marts.fct_territory_forecasts where {_PERIOD}
        ),
        adjusted as (
            select
                sum(overrides.override_amount::double - forecasts.won_amount) as change,
                count(*) as override_count
            from forecasts
            inner join marts.fct_overrides as overrides
                on
                    forecasts.scope_type = 'territory'
                    and forecasts.scope_id = overrides.territory_id
                    and forecasts.target_grain = overrides.target_grain
                    and forecasts.target_start = overrides.target_start
            where overrides.is_in_use
        )

        select
            forecasts.target_start,
            forecasts.target_grain,
            forecasts.won_amount + adjusted.change as adjusted_amount,
            adjusted.override_count,
            targets.target_amount::double as target_amount
        from forecasts
        cross join adjusted
        left join marts.fct_targets as targets
            on
                targets.scope_type = 'company'
                and forecasts.target_grain = 'quarter'
                and forecasts.target_start = targets.quarter_start
        where forecasts.scope_type = 'company'
        """
    )


def overrides(view: View) -> Query:
    """Manager overrides of the filtered territories, the newest first."""
    return view.query(
        """
        select
            coalesce(territories.name, overrides.territory_id) as territory,
            overrides.target_grain,
            overrides.target_start,
            overrides.override_amount,
            overrides.system_amount,
            overrides.actual_amount,
            overrides.author,
            overrides.reason as override_reason,
            overrides.is_in_use,
            overrides.entered_at,
            overrides.as_of
        from marts.fct_overrides as overrides
        left join marts.dim_territories as territories
            on overrides.territory_id = territories.territory_id
        where
            ($territory_id is null or overrides.territory_id = $territory_id)
            and ($rep_id is null or territories.rep_id = $rep_id)
            and ($team is null or territories.team = $team)
        order by overrides.entered_at desc, overrides.override_id desc
        """
    )


def known(view: View) -> Query:
    """The ids of all entries that the release knows."""
    return view.query("select override_id from marts.fct_overrides")


def accuracy(view: View) -> Query:
    """The managers' errors vs. the system's, over the same territories and periods."""
    return view.query(
        """
        select target_grain, horizon, override_count, override_wape, system_wape,
            override_bias, system_bias
        from marts.fct_override_accuracy
        order by target_grain desc, horizon
        """
    )


def territories(view: View) -> Query:
    """Territories that have a forecast: territory_id and name, those of the filters."""
    return view.query(
        """
        select distinct
            forecasts.scope_id as territory_id,
            coalesce(territories.name, forecasts.scope_id) as name
        from marts.fct_territory_forecasts as forecasts
        left join marts.dim_territories as territories
            on forecasts.scope_id = territories.territory_id
        where
            forecasts.scope_type = 'territory'
            and ($territory_id is null or forecasts.scope_id = $territory_id)
            and ($rep_id is null or territories.rep_id = $rep_id)
            and ($team is null or territories.team = $team)
        order by name, territory_id
        """
    )


def periods(view: View) -> Query:
    """Periods that can be overridden: target_grain, target_start, as_of; quarters first."""
    return view.query(
        """
        select target_grain, target_start, as_of
        from marts.fct_territory_forecasts
        where scope_type = 'company'
        order by target_grain desc, target_start
        """
    )


def system_amount(view: View, territory: str, grain: str, start: str) -> Query:
    """The system's figure for a territory's period; no row where it has none."""
    return view.query(
        """
        select won_amount
        from marts.fct_territory_forecasts
        where
            scope_type = 'territory' and scope_id = $override_territory
            and target_grain = $grain and target_start = cast($start as date)
        """,
        override_territory=territory,
        grain=grain,
        start=start,
    )

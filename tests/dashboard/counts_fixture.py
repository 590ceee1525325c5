"""The marts that only count others, as plain SQL over the facts of a test.

Written from the descriptions of the marts, not from dbt's models, so that the figures
of the two can be held against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import duckdb

from tests.dashboard import grades_fixture

_LIST_COUNTS = """
    with lines as (
        select as_of, prospect_id, list_sort(list(distinct product_line)) as lines
        from marts.fct_open_projects
        group by all
    ),

    late as (
        select as_of, prospect_id
        from marts.dim_as_of_dates
        inner join marts.fct_overdue_prospects
            on valid_from <= as_of and (valid_to > as_of or valid_to is null)
    )

    select
        dates.as_of, territory_id, rep_id, team, segment, industry,
        coalesce(lines.lines, []) as product_lines, declared_grade,
        count(*) as prospect_count,
        count(late.prospect_id) as overdue_count
    from marts.dim_as_of_dates as dates
    inner join marts.dim_prospect_versions as spans
        on valid_from <= dates.as_of and (valid_to > dates.as_of or valid_to is null)
    left join lines
        on spans.prospect_id = lines.prospect_id and dates.as_of = lines.as_of
    left join late
        on spans.prospect_id = late.prospect_id and dates.as_of = late.as_of
    group by all
"""

_LIST_TOTALS = """
    select
        as_of, one_segment as segment, one_industry as industry,
        one_line as product_line, declared_grade, sum(prospect_count) as prospect_count
    from
        marts.fct_list_counts,
        unnest([segment, 'all']) as of_segments(one_segment),
        unnest([industry, 'all']) as of_industries(one_industry),
        unnest(list_append(product_lines, 'all')) as of_lines(one_line)
    group by all
"""

_LIST_ATTRIBUTES = """
    with valued as (
        select *, unnest([
            {'attribute': 'segment', 'attribute_value': segment},
            {'attribute': 'industry', 'attribute_value': industry},
            {'attribute': 'declared_grade', 'attribute_value': declared_grade}
        ], recursive := true)
        from marts.fct_list_counts
        union all by name
        select *, 'product_line' as attribute, unnest(product_lines) as attribute_value
        from marts.fct_list_counts
    )

    select
        as_of, attribute, attribute_value, territory_id, rep_id, team,
        sum(prospect_count) as prospect_count,
        coalesce(sum(prospect_count) filter (declared_grade = 'A'), 0) as a_count,
        coalesce(sum(prospect_count) filter (declared_grade = 'B'), 0) as b_count,
        coalesce(sum(prospect_count) filter (declared_grade = 'C'), 0) as c_count,
        coalesce(sum(prospect_count) filter (declared_grade = 'D'), 0) as d_count,
        coalesce(sum(prospect_count) filter (declared_grade = 'ungraded'), 0)
            as ungraded_count,
        sum(overdue_count) as overdue_count
    from valued
    group by all
"""

_TERRITORY_COVERAGE = """
    with known as (
        select territory_id, as_of
        from marts.dim_territories, marts.dim_as_of_dates
        where territory_id <> 'unassigned' and is_list_known
        union
        select territory_id, as_of from marts.fct_list_counts
    ),

    market as (
        select
            as_of, unnest(territory_ids) as territory_id, market_company_count,
            covered_company_count
        from marts.fct_market_areas
    ),

    areas as (
        select
            as_of, territory_id, sum(market_company_count) as market_company_count,
            sum(covered_company_count) as covered_company_count
        from market
        group by all
    ),

    counted as (
        select
            territory_id, as_of,
            coalesce(any_value(territories.rep_id), 'unassigned') as rep_id,
            coalesce(any_value(territories.team), 'unassigned') as team,
            coalesce(sum(prospect_count), 0) as prospect_count,
            any_value(target_prospect_count) as target_prospect_count,
            coalesce(sum(prospect_count) filter (declared_grade = 'A'), 0) as a_count,
            coalesce(sum(prospect_count) filter (declared_grade = 'B'), 0) as b_count,
            coalesce(sum(prospect_count) filter (declared_grade = 'C'), 0) as c_count,
            coalesce(sum(prospect_count) filter (declared_grade = 'D'), 0) as d_count,
            coalesce(sum(prospect_count) filter (declared_grade = 'ungraded'), 0)
                as ungraded_count,
            coalesce(sum(counts.overdue_count), 0) as overdue_count,
            coalesce(
                sum(prospect_count) filter ('unassigned' in (counts.rep_id, territory_id)),
                0
            ) as orphan_count,
            0 as inactive_rep_count,
            coalesce(
                sum(prospect_count) filter ('unknown' not in (segment, industry)), 0
            ) as in_target_market_count,
            any_value(market_company_count) as market_company_count,
            any_value(covered_company_count) as covered_company_count
        from known
        left join marts.dim_territories as territories using (territory_id)
        left join marts.fct_list_counts as counts using (territory_id, as_of)
        left join areas using (territory_id, as_of)
        group by territory_id, as_of
    )

    select
        *,
        prospect_count - overdue_count as touched_count,
        (prospect_count - overdue_count) / nullif(prospect_count, 0) as cadence_rate,
        prospect_count / nullif(target_prospect_count, 0) as target_rate,
        in_target_market_count / nullif(prospect_count, 0) as in_target_market_rate,
        covered_company_count / nullif(market_company_count, 0)
            as market_coverage_rate,
        a_count * 1.25 + b_count / 3 + c_count / 6 + ungraded_count / 20
            as workload_day_count,
        workload_day_count / 20 as workload_rate,
        prospect_count < target_prospect_count as is_short_of_target
    from counted
"""

_OPEN_PIPELINE = """
    select
        as_of, territory_id, rep_id, team, segment, industry, product_line,
        declared_grade, is_reconstructed, count(*) as project_count,
        coalesce(sum(amount), 0) as open_amount,
        count(*) filter (amount is null) as missing_amount_count
    from marts.fct_open_projects
    group by all
"""

_PIPELINE_TOTALS = """
    select
        as_of, segment, industry, product_line, declared_grade, is_reconstructed,
        count(*) as project_count, coalesce(sum(amount), 0) as open_amount,
        count(*) filter (amount is null) as missing_amount_count
    from marts.fct_open_projects
    group by all
"""

_PROSPECTS = """
    select
        * exclude (team, segment, valid_from, valid_to),
        valid_to is null as is_on_list,
        if(valid_to is null, 'active', 'won') as status,
        min(valid_from) over (partition by prospect_id) as first_seen_on
    from marts.dim_prospect_versions
    qualify row_number() over (partition by prospect_id order by valid_from desc) = 1
"""

_PROJECTS = """
    with newest as (select max(as_of) as newest_as_of from marts.dim_as_of_dates)

    select
        * exclude (
            last_activity_on, evidence_grade, missing_evidence, as_of, newest_as_of, prospect_name, team, segment, industry,
            is_reconstructed, is_due
        ),
        as_of = newest_as_of as is_open,
        if(is_open, 'open', 'won') as outcome
    from marts.fct_open_projects, newest
    qualify row_number() over (partition by project_id order by as_of desc) = 1
"""

# In the order in which they build on each other.
_DERIVED: Mapping[str, str] = {
    "dim_prospects": _PROSPECTS,
    "dim_projects": _PROJECTS,
    "fct_list_counts": _LIST_COUNTS,
    "fct_list_totals": _LIST_TOTALS,
    "fct_list_attributes": _LIST_ATTRIBUTES,
    "fct_territory_coverage": _TERRITORY_COVERAGE,
    "fct_open_pipeline": _OPEN_PIPELINE,
    "fct_pipeline_totals": _PIPELINE_TOTALS,
    **grades_fixture.DERIVED,
}


def derive(connection: duckdb.DuckDBPyConnection, stated: Collection[str] = ()) -> None:
    """Fill the counting marts from the facts, but for those that are stated."""
    for mart, query in _DERIVED.items():
        if mart not in stated:
            connection.execute(f"insert into marts.{mart} by name {query}")

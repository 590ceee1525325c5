"""Sources of the list: what each brought up to the as-of date."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, records
from dashboard.queries.accounts import NO_LINE


def sources(view: View) -> Query:
    """What each list source brought up to the as-of date, the most names first.

    Columns: list_source, name_count, reached_count, reached_rate, met_count, met_rate,
    won_name_count, won_rate, matured_count (entries of which the days have passed),
    became_count (of these, A, B or C by then), became_rate, market_company_count,
    reached_company_count, source_coverage_rate (these three of the whole market).
    """
    kind = filters.of_projects(NO_LINE)
    return view.query(
        f"""
        with names as (
            select
                list_source,
                count(*) as name_count,
                countif(reached_on <= $as_of)::bigint as reached_count,
                countif(met_on <= $as_of)::bigint as met_count,
                countif(won_on <= $as_of)::bigint as won_name_count
            from marts.fct_source_names
            where
                {filters.VALID}
                and {kind}
            group by list_source
        ),

        entries as (
            select
                unnest(list_sources) as list_source,
                count(*) as matured_count,
                count(reached_on) as became_count
            from marts.fct_list_entries
            where matured_on <= $as_of and {kind}
            group by list_source
        ),

        coverage as (
            select * from marts.fct_source_coverage
            where as_of = $as_of
        )

        select
            list_source,
            coalesce(names.name_count, 0) as name_count,
            coalesce(names.reached_count, 0) as reached_count,
            names.reached_count / names.name_count as reached_rate,
            coalesce(names.met_count, 0) as met_count,
            names.met_count / names.name_count as met_rate,
            coalesce(names.won_name_count, 0) as won_name_count,
            names.won_name_count / names.name_count as won_rate,
            coalesce(entries.matured_count, 0) as matured_count,
            coalesce(entries.became_count, 0) as became_count,
            entries.became_count / entries.matured_count as became_rate,
            coverage.market_company_count,
            coverage.reached_company_count,
            coverage.source_coverage_rate
        from names
        full outer join entries using (list_source)
        left join coverage using (list_source)
        order by name_count desc, list_source
        """
    )


def source_names(view: View) -> Query:
    """The names that sources brought up to the as-of date, of the chosen one, if one is.

    Those that came furthest first. Columns: name, prospect_id, list_source, reached_on,
    met_on, won_on (each missing until it happened), territory, rep, segment, industry.
    """
    return records.of(
        view,
        """(
            select
                * replace (
                    case when reached_on <= $as_of then reached_on end as reached_on,
                    case when met_on <= $as_of then met_on end as met_on,
                    case when won_on <= $as_of then won_on end as won_on
                )
            from marts.fct_source_names
        )""",
        (
            "prospects.name",
            "prospect_id",
            "list_source",
            "reached_on",
            "met_on",
            "won_on",
            "rep",
            "territory",
            "segment",
            "industry",
        ),
        where=f"""
            {filters.VALID}
            and {filters.of_projects(NO_LINE)}
            and ($source is null or list_source = $source)
        """,
        order_by=(
            "won_on nulls last",
            "reached_on nulls last",
            "prospect_id",
            "list_source",
        ),
        joined="""
            left join marts.dim_prospects as prospects
                on chosen.prospect_id = prospects.prospect_id
        """,
    )

"""Grades as declared beside what the evidence says: counts, moves, and their records."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters
from dashboard.queries.records import NAMES, WITH_NAMES

UNPROVEN = "unproven"
# Of fct_prospect_grades; what `judged` of view.PAGE_CHOICES may leave.
_JUDGED = """
    (
        $assessment is null
        or ($assessment = 'overgraded' and is_overgraded)
        or ($assessment = 'undergraded' and is_undergraded)
        or ($assessment = 'stale' and is_stale)
        or ($assessment = 'unproven' and evidence_grade is null)
        or ($assessment = 'contradicted' and contradictions is not null)
    )
"""
_EVIDENCE = "($evidence is null or coalesce(evidence_grade, 'unproven') = $evidence)"
_WHERE = f"""
    {filters.VALID}
    and {filters.of_prospects(("line",))}
    and {filters.HAS_LINE}
    and {_EVIDENCE}
    and {_JUDGED}
"""
# The column that counts what `judged` may leave; of contradictions there is none.
_COUNTS = {
    None: "prospect_count",
    "overgraded": "overgraded_count",
    "undergraded": "undergraded_count",
    "stale": "stale_count",
    "unproven": "prospect_count",
}
# What fct_grade_totals counts of the whole company, counted of the prospects of a place.
_OF_A_PLACE = f"""
    select
        as_of,
        declared_grade,
        coalesce(evidence_grade, 'unproven') as evidence_grade,
        count(*) as prospect_count,
        count(overgraded_steps) as assessed_count,
        count(*) filter (is_overgraded) as overgraded_count,
        count(*) filter (is_undergraded) as undergraded_count,
        count(*) filter (is_stale) as stale_count
    from marts.dim_as_of_dates as dates
    inner join marts.fct_prospect_grades as spans
        on valid_from <= as_of and (valid_to is null or valid_to > as_of)
    where
        {filters.of_prospects(("line",))}
        and (
            $product_line is null
            or exists (
                select 1 from marts.fct_open_projects as projects
                where
                    projects.as_of = dates.as_of
                    and projects.prospect_id = spans.prospect_id
                    and projects.product_line = $product_line
            )
        )
    group by all
"""
_FIRST = "declared_grade, overgraded_steps desc nulls last, declared_since, prospect_id"


def over_time(view: View) -> Query:
    """As-of date × declared grade up to the view's date: how many of them are sound.

    Columns: as_of, declared_grade, prospect_count, assessed_count, overgraded_count,
    undergraded_count, stale_count, unproven_count.
    """
    return view.query(
        f"""
        select
            as_of,
            declared_grade,
            sum(prospect_count)::bigint as prospect_count,
            sum(assessed_count)::bigint as assessed_count,
            sum(overgraded_count)::bigint as overgraded_count,
            sum(undergraded_count)::bigint as undergraded_count,
            sum(stale_count)::bigint as stale_count,
            coalesce(
                sum(prospect_count) filter (evidence_grade = 'unproven'), 0
            )::bigint as unproven_count
        from ({_counts(view)})
        where as_of <= $as_of
        group by as_of, declared_grade
        order by as_of desc, declared_grade
        """
    )


def matrix(view: View) -> Query:
    """Declared × evidence grade at the view's date.

    Columns: declared_grade, evidence_grade, prospect_count, and
    compared_prospect_count, missing where nothing is compared.
    """
    return view.query(
        f"""
        select
            declared_grade,
            evidence_grade,
            coalesce(sum(prospect_count) filter (as_of = $as_of), 0)::bigint
                as prospect_count,
            case
                when $is_list_compared
                    then coalesce(
                        sum(prospect_count) filter (as_of = $compared_as_of), 0
                    )::bigint
            end as compared_prospect_count
        from ({_counts(view)})
        where as_of in ($as_of, coalesce($compared_as_of, $as_of))
        group by declared_grade, evidence_grade
        order by declared_grade, evidence_grade
        """,
        is_list_compared=view.compared_list is not None,
    )


def moves(view: View) -> Query:
    """Moves after the compared date up to the view's; from the list's begin where none.

    Each move counts, so A to B and back are two. Columns: from_grade, to_grade,
    move_count, prospect_count, improved_count and worsened_count.
    """
    without_grade = filters.of_projects(("line", "grade"))
    return view.query(
        f"""
        select
            from_grade,
            to_grade,
            count(*) as move_count,
            count(distinct prospect_id) as prospect_count,
            count(*) filter (improvement_steps > 0) as improved_count,
            count(*) filter (improvement_steps < 0) as worsened_count
        from marts.fct_grade_moves
        where
            moved_on > coalesce($compared_as_of, date '0001-01-01')
            and moved_on <= $as_of
            and {without_grade}
            and ($grade is null or from_grade = $grade or to_grade = $grade)
            and {filters.HAS_LINE}
        group by from_grade, to_grade
        order by from_grade, to_grade
        """
    )


def prospects(view: View) -> Query:
    """Prospects with both grades, the most inflated of the best declared grade first."""
    return view.query(
        f"""
        with chosen as (
            select * from marts.fct_prospect_grades
            where {_WHERE}
            order by {_FIRST}
            limit $row_count
        )

        select
            versions.name,
            chosen.prospect_id,
            chosen.declared_grade,
            coalesce(chosen.evidence_grade, 'unproven') as evidence_grade,
            chosen.missing_evidence,
            chosen.contradictions,
            chosen.is_stale,
            chosen.declared_since,
            versions.expected_sign_on,
            {NAMES},
            versions.situation,
            chosen.is_in_target_market,
            chosen.market_remarks,
            chosen.segment,
            chosen.industry,
            chosen.evidence_rule
        from chosen
        -- Narrowed as `chosen` is, few rows of the versions are read.
        left join (
            select prospect_id, declared_grade, name, expected_sign_on, situation
            from marts.dim_prospect_versions
            where {filters.VALID} and {filters.of_prospects(("line",))}
        ) as versions
            on
                chosen.prospect_id = versions.prospect_id
                and chosen.declared_grade = versions.declared_grade
        {WITH_NAMES}
        order by {_FIRST}
        """
    )


def count(view: View) -> Query:
    """How many prospects `prospects` lists: one row, one number."""
    counted = _COUNTS.get(view.choices.get("assessment"))
    if counted is None or view.filters.have_an_owner:
        return view.query(
            f"select count(*) from marts.fct_prospect_grades where {_WHERE}"
        )
    return view.query(
        f"""
        select coalesce(sum({counted}), 0)::bigint
        from marts.fct_grade_totals
        where
            as_of = $as_of
            and {filters.of_totals()}
            and ($evidence is null or evidence_grade = $evidence)
            and ($assessment is distinct from 'unproven' or evidence_grade = 'unproven')
        """
    )


def mismatches(view: View) -> Query:
    """Open and won projects whose product line is not for the segment."""
    return view.query(
        f"""
        with chosen as (
            select * from marts.fct_product_mismatches
            where
                {filters.VALID}
                and {filters.of_projects()}
        )

        select
            chosen.prospect_name as prospect,
            chosen.project_id,
            chosen.segment,
            chosen.product_line,
            chosen.product,
            chosen.outcome,
            chosen.amount::double as amount,
            {NAMES},
            chosen.opened_on
        from chosen
        {WITH_NAMES}
        order by amount desc nulls last, chosen.project_id
        """
    )


def _counts(view: View) -> str:
    """A select of counts by as-of date, declared and evidence grade, all filters applied."""
    if view.filters.have_an_owner:
        return _OF_A_PLACE
    return f"select * from marts.fct_grade_totals where {filters.of_totals()}"

"""Declared grades compared with evidence grades: counts, moves, and their records."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, records
from dashboard.queries.measure import COMPARED, measure

UNPROVEN = "unproven"
# Of fct_prospect_grades; what `assessment` of view.PAGE_CHOICES may leave.
_ASSESSED = """
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
    and {_ASSESSED}
"""
# The metric that counts what `assessment` may leave; of contradictions there is none.
_COUNTED = {
    None: "graded_prospect_count",
    "overgraded": "overgraded_count",
    "undergraded": "undergraded_count",
    "stale": "stale_count",
    "unproven": "unproven_count",
}
_OVER_TIME = (
    "graded_prospect_count",
    "assessed_count",
    "overgraded_count",
    "undergraded_count",
    "stale_count",
    "unproven_count",
)


def over_time(view: View) -> Query:
    """As-of date × declared grade up to the view's date: how many of them are sound.

    Columns: as_of, declared_grade, prospect_count, assessed_count, overgraded_count,
    undergraded_count, stale_count, unproven_count.
    """
    counts = measure(view, _OVER_TIME, ("as_of", "declared_grade"))
    return view.query(
        f"""
        select * rename (graded_prospect_count as prospect_count)
        from ({counts})
        order by as_of desc, declared_grade
        """
    )


def matrix(view: View) -> Query:
    """Declared × evidence grade at the view's date.

    Columns: declared_grade, evidence_grade, prospect_count, and
    compared_prospect_count, missing where nothing is compared.
    """
    by = ("declared_grade", "evidence_grade")
    now = measure(view, ("graded_prospect_count",), by)
    earlier = measure(view, ("graded_prospect_count",), by, on=COMPARED)
    return view.query(
        f"""
        select
            declared_grade,
            evidence_grade,
            coalesce(now.graded_prospect_count, 0) as prospect_count,
            case when $is_list_compared then coalesce(earlier.graded_prospect_count, 0) end
                as compared_prospect_count
        from ({now}) as now
        full outer join ({earlier}) as earlier using (declared_grade, evidence_grade)
        order by declared_grade, evidence_grade
        """,
        is_list_compared=view.compared_list is not None,
    )


def moves(view: View) -> Query:
    """Moves after the compared date up to the view's; from the list's begin where none.

    Each move counts, so A to B and back are two. Columns: from_grade, to_grade,
    move_count, prospect_count, improved_count and worsened_count.
    """
    counts = measure(
        view,
        ("move_count", "moved_prospect_count", "improved_count", "worsened_count"),
        ("from_grade", "to_grade"),
        period="moved_on > coalesce($compared_as_of, date '0001-01-01')"
        " and moved_on <= $as_of",
        where="($grade is null or from_grade = $grade or to_grade = $grade)",
    )
    return view.query(
        f"""
        select * rename (moved_prospect_count as prospect_count)
        from ({counts})
        order by from_grade, to_grade
        """
    )


def prospects(view: View) -> Query:
    """Prospects with both grades, the most overgraded of the best grade first."""
    return records.of(
        view,
        "marts.fct_prospect_grades",
        (
            "versions.name",
            "prospect_id",
            "declared_grade",
            "coalesce(chosen.evidence_grade, 'unproven') as evidence_grade",
            "missing_evidence",
            "contradictions",
            "is_stale",
            "declared_since",
            "versions.expected_sign_on",
            "rep",
            "territory",
            "versions.situation",
            "is_in_target_market",
            "market_remarks",
            "segment",
            "industry",
            "evidence_rule",
        ),
        where=_WHERE,
        order_by=(
            "declared_grade",
            "overgraded_steps desc nulls last",
            "declared_since",
            "prospect_id",
        ),
        # Narrowed as `chosen` is, few rows of the versions are read.
        joined=f"""
            left join (
                select prospect_id, declared_grade, name, expected_sign_on, situation
                from marts.dim_prospect_versions
                where {filters.VALID} and {filters.of_prospects(("line",))}
            ) as versions
                on
                    chosen.prospect_id = versions.prospect_id
                    and chosen.declared_grade = versions.declared_grade
        """,
    )


def count(view: View) -> Query:
    """How many prospects `prospects` lists: one row, one number."""
    counted = _COUNTED.get(view.choices.get("assessment"))
    evidence = view.choices.get("evidence")
    if counted is None:
        return view.query(
            f"select count(*) from marts.fct_prospect_grades where {_WHERE}"
        )
    if evidence is None:
        return view.query(measure(view, (counted,)))
    by_evidence = measure(view, (counted,), ("evidence_grade",))
    return view.query(
        f"""
        select coalesce(sum({counted}), 0)::bigint
        from ({by_evidence})
        where evidence_grade = $evidence
        """
    )


def mismatches(view: View) -> Query:
    """Open and won projects whose product line is not for the segment."""
    return records.of(
        view,
        "marts.fct_product_mismatches",
        (
            "chosen.prospect_name as prospect",
            "project_id",
            "segment",
            "product_line",
            "product",
            "outcome",
            "chosen.amount::double as amount",
            "rep",
            "territory",
            "opened_on",
        ),
        where=f"{filters.VALID} and {filters.of_projects()}",
        order_by=("amount desc nulls last", "project_id"),
    )

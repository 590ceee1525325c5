"""What changed in the open pipeline between the compared date and the view's date."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.query import Query
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries import filters, pipeline, records
from dashboard.queries.labels import order_of
from dashboard.queries.measure import measure

ENDS = ("opening", "closing")

# Of all open projects, or of those alone that are due soon.
_PIPELINE = "(coalesce($pipeline, 'all') <> 'due' or is_due)"


def by_kind(view: View) -> Query:
    """Opening, each kind of change, closing: what moved, exact to the cent.

    Columns: change_type, project_count (moved; open at the ends), in_amount, out_amount,
    amount_change, count_change, record_count (of `records`), missing_amount_count (of
    the ends).
    """
    return view.query(
        f"""
        with ends as (
            select
                if(as_of = $as_of, 'closing', 'opening') as change_type,
                sum(project_count) as project_count,
                null::decimal(38, 2) as in_amount,
                null::decimal(38, 2) as out_amount,
                sum(project_count) as count_change,
                sum(missing_amount_count) as missing_amount_count,
                coalesce(sum(open_amount), 0)::decimal(38, 2) as amount_change
            from ({_open(view)})
            where as_of in ($as_of, $compared_as_of)
            group by as_of
        ),
        kinds as (
            select
                change_type,
                count(distinct project_id) as project_count,
                count(*) as record_count,
                coalesce(sum(amount_change) filter (direction = 'in'), 0) as in_amount,
                coalesce(sum(amount_change) filter (direction = 'out'), 0)
                    as out_amount,
                sum(count_change) as count_change,
                sum(amount_change) as amount_change
            from marts.fct_pipeline_changes
            where
                as_of > $compared_as_of
                and as_of <= $as_of
                and {filters.of_projects()} and {_PIPELINE}
            group by change_type
        ),
        both_ends as (
            select unnest(['opening', 'closing']) as change_type
        )

        select
            change_type,
            coalesce(ends.project_count, 0)::bigint as project_count,
            ends.in_amount::double as in_amount,
            ends.out_amount::double as out_amount,
            coalesce(ends.count_change, 0)::bigint as count_change,
            coalesce(ends.amount_change, 0)::double as amount_change,
            null::bigint as record_count,
            coalesce(ends.missing_amount_count, 0)::bigint as missing_amount_count
        from both_ends
        left join ends using (change_type)
        union all
        select
            change_type, project_count, in_amount::double, out_amount::double,
            count_change::bigint, amount_change::double, record_count, null
        from kinds
        order by {order_of("change_type", "change_type")}
        """
    )


def are_amounts_known(changes: Sequence[Record]) -> bool:
    """False where no project open at either end has an amount; of by_kind's rows."""
    ends = [each for each in changes if each["change_type"] in ENDS]
    open_count = sum(each["project_count"] for each in ends)
    return not open_count or open_count > sum(
        each["missing_amount_count"] for each in ends
    )


def _open(view: View) -> str:
    """Open projects and their amounts by date: those due soon, else the counts of all."""
    if view.choices.get("pipeline") == "due":
        return f"""
            select
                as_of, 1 as project_count, amount as open_amount,
                (amount is null)::bigint as missing_amount_count
            from marts.fct_open_projects
            where {filters.of_projects()} and is_due
        """
    return measure(view, pipeline.METRICS, ("as_of",))


def listed(view: View) -> Query:
    """Every change behind the figures, of the chosen kind or of all, newest first."""
    return records.of(
        view,
        "marts.fct_pipeline_changes",
        (
            "as_of",
            "change_type",
            "direction",
            "chosen.prospect_name as prospect",
            "project_id",
            "declared_grade",
            "value_before",
            "value_after",
            "chosen.amount_change::double as amount_change",
            "is_due",
            "is_reconstructed",
            "rep",
            "territory",
        ),
        where=f"""
            as_of > $compared_as_of
            and as_of <= $as_of
            and ($change is null or change_type = $change)
            and {filters.of_projects()} and {_PIPELINE}
        """,
        order_by=(
            "as_of desc",
            "abs(amount_change) desc",
            "project_id",
            "direction desc",
        ),
    )

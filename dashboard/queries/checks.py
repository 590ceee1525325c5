"""Verdicts of the checks that publish ran, of this release and of earlier ones."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View


def of_release(view: View) -> Query:
    """One row per check of this release: failed first, blocking before warning.

    Columns: passed, severity, description, description_zh, failed_count (missing where
    the check itself could not run), subject, check, checked_at.
    """
    return view.query(
        """
        select
            passed,
            severity,
            description,
            description_zh,
            failed_count,
            subject,
            "check",
            checked_at
        from marts.fct_check_results
        where release_id = $release_id
        order by passed, severity, failed_count desc nulls first, "check"
        """,
        release_id=view.release.release_id,
    )


def history(view: View) -> Query:
    """Release: release_id, checked_at, passed_count, failed_count; newest first."""
    return view.query(
        """
        select
            release_id,
            max(checked_at) as checked_at,
            count(*) filter (where passed) as passed_count,
            count(*) filter (where not passed) as failed_count
        from marts.fct_check_results
        group by release_id
        order by release_id desc
        """
    )


def exceptions(view: View) -> Query:
    """Rows that break the rule of the chosen check, or of any: record, check."""
    return view.query(
        """
        select record, "check"
        from marts.fct_check_exceptions
        where $check is null or "check" = $check
        order by "check", exception_number
        """
    )

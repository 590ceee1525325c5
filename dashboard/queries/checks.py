"""Verdicts of the checks that publish ran, of this release and of earlier ones."""

from __future__ import annotations

import pandas as pd

from dashboard.release import Release


def of_release(release: Release) -> pd.DataFrame:
    """One row per check of this release: failed first, blocking before warning.

    Columns: check, subject, severity, description, description_zh, failed_count
    (missing where the check itself could not run), passed, checked_at.
    """
    return release.table(
        """
        select
            "check",
            subject,
            severity,
            description,
            description_zh,
            failed_count,
            passed,
            checked_at
        from marts.fct_check_results
        where release_id = $release_id
        order by passed, severity, failed_count desc nulls first, "check"
        """,
        {"release_id": release.release_id},
    )


def history(release: Release) -> pd.DataFrame:
    """Release: release_id, checked_at, passed_count, failed_count; newest first."""
    return release.table(
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

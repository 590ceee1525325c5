"""What was loaded: entities, files, rejected rows and findings."""

from __future__ import annotations

import pandas as pd

from dashboard.release import Release


def entities(release: Release) -> pd.DataFrame:
    """One row per raw entity, the loaded ones first.

    Columns: entity, record_count, batch_count, first_exported_on, last_exported_on,
    is_loaded.
    """
    return release.table(
        """
        select
            entity,
            record_count,
            batch_count,
            first_exported_on,
            last_exported_on,
            is_loaded
        from marts.fct_entities
        order by is_loaded desc, record_count desc, entity
        """
    )


def loaded_entities(release: Release) -> frozenset[str]:
    """Names of the entities that at least one export brought."""
    rows = release.cursor.execute(
        "select entity from marts.fct_entities where is_loaded"
    ).fetchall()
    return frozenset(row[0] for row in rows)


def batches(release: Release) -> pd.DataFrame:
    """One row per loaded file, the newest export first."""
    return release.table(
        """
        select
            exported_on,
            file,
            entity,
            source,
            rows_read,
            rows_loaded,
            rows_unchanged,
            rows_rejected,
            is_partial,
            loaded_at
        from marts.fct_batches
        order by exported_on desc, file, entity
        """
    )


def rows_by_export(release: Release) -> pd.DataFrame:
    """Export date: exported_on, file_count and rows by their fate; oldest first."""
    return release.table(
        """
        select
            exported_on,
            count(*) as file_count,
            sum(rows_read)::bigint as rows_read,
            sum(rows_loaded)::bigint as rows_loaded,
            sum(rows_unchanged)::bigint as rows_unchanged,
            sum(rows_rejected)::bigint as rows_rejected
        from marts.fct_batches
        group by exported_on
        order by exported_on
        """
    )


def reject_files(release: Release) -> pd.DataFrame:
    """File that had rejected rows: file, reject_count; most rejects first."""
    return release.table(
        """
        select file, count(*) as reject_count
        from marts.fct_rejects
        group by file
        order by reject_count desc, file
        """
    )


def reject_reasons(release: Release, file: str | None) -> pd.DataFrame:
    """Field × reason: field, reason, reject_count; None means all files."""
    return release.table(
        """
        select field, reason, count(*) as reject_count
        from marts.fct_rejects
        where $file is null or file = $file
        group by field, reason
        order by reject_count desc, field, reason
        """,
        {"file": file},
    )


def rejects(release: Release, file: str | None, limit: int) -> pd.DataFrame:
    """Rejected rows, the newest export first; None means all files."""
    return release.table(
        """
        select exported_on, file, line, record_key, field, value, reason
        from marts.fct_rejects
        where $file is null or file = $file
        order by exported_on desc, file, line
        limit $limit
        """,
        {"file": file, "limit": limit},
    )


def finding_counts(release: Release) -> pd.DataFrame:
    """Finding × entity: finding, entity, record_count; most records first."""
    return release.table(
        """
        select finding, entity, count(*) as record_count
        from marts.fct_findings
        group by finding, entity
        order by record_count desc, finding, entity
        """
    )


def findings(release: Release, finding: str | None, limit: int) -> pd.DataFrame:
    """Records with something odd that was kept; None means all findings."""
    return release.table(
        """
        select finding, entity, record_id, field, value, source, exported_on
        from marts.fct_findings
        where $finding is null or finding = $finding
        order by finding, entity, record_id, field
        limit $limit
        """,
        {"finding": finding, "limit": limit},
    )

"""What was loaded up to the view's date: files, rejected rows and findings."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries.measure import measure

_UP_TO_DATE = "($as_of is null or exported_on <= $as_of)"


def entities(view: View) -> Query:
    """One row per raw entity, the loaded ones first.

    Columns: entity, record_count, batch_count, first_exported_on, last_exported_on,
    is_loaded.
    """
    return view.query(
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


def batches(view: View) -> Query:
    """One row per loaded file, the newest export first."""
    return view.query(
        f"""
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
        where {_UP_TO_DATE}
        order by exported_on desc, file, entity
        """
    )


def rows_by_export(view: View) -> Query:
    """Export date: exported_on, file_count and rows by their fate; newest first."""
    sums = ("file_count", "rows_read", "rows_loaded", "rows_unchanged", "rows_rejected")
    by_export = measure(view, sums, ("exported_on",), period=_UP_TO_DATE)
    return view.query(f"{by_export} order by exported_on desc")


def reject_files(view: View) -> Query:
    """File that had rejected rows: file, reject_count; most rejects first."""
    by_file = measure(view, ("reject_count",), ("file",), period=_UP_TO_DATE)
    return view.query(f"{by_file} order by reject_count desc, file")


def reject_reasons(view: View) -> Query:
    """Field × reason: field, reason, reject_count; of the chosen file, if any."""
    by_reason = measure(
        view,
        ("reject_count",),
        ("field", "reason"),
        period=_UP_TO_DATE,
        where="($file is null or file = $file)",
    )
    return view.query(f"{by_reason} order by reject_count desc, field, reason")


def rejects(view: View) -> Query:
    """Rejected rows, the newest export first; of the chosen file and reason, if any."""
    return view.query(
        f"""
        select exported_on, file, line, record_key, field, value, reason
        from marts.fct_rejects
        where
            {_UP_TO_DATE}
            and ($file is null or file = $file)
            and ($reason is null or reason = $reason)
        order by exported_on desc, file, line
        """
    )


def finding_counts(view: View) -> Query:
    """Finding × entity: finding, entity, record_count; most records first."""
    by_finding = measure(
        view, ("record_count",), ("finding", "entity"), period=_UP_TO_DATE
    )
    return view.query(f"{by_finding} order by record_count desc, finding, entity")


def findings(view: View) -> Query:
    """Records with something odd that was kept; of the chosen finding, if any."""
    return view.query(
        f"""
        select finding, entity, record_id, field, value, source, exported_on
        from marts.fct_findings
        where {_UP_TO_DATE} and ($finding is null or finding = $finding)
        order by finding, entity, record_id, field
        """
    )

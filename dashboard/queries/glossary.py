"""Definitions of the marts' columns, as the release itself carries them."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View


def columns(view: View) -> Query:
    """One row per mart × column that has a definition: mart, column, comment."""
    return view.query(
        """
        select table_name as mart, column_name as "column", comment
        from duckdb_columns()
        where
            database_name = current_database()
            and schema_name = 'marts'
            and comment is not null
        order by table_name, column_index
        """
    )

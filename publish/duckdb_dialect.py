"""SQLAlchemy dialect `duckdb+buffered`, which Great Expectations needs on DuckDB.

Great Expectations reads rows after it has handed the connection back, and DuckDB
drops a pending result on rollback: results are therefore read at once.
"""

from typing import Any

import duckdb
import sqlalchemy as sa
from duckdb_engine import ConnectionWrapper
from duckdb_engine import Dialect as DuckDBDialect
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGExecutionContext_psycopg2
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

_COLUMNS = sa.text("""
    select column_name, is_nullable from duckdb_columns()
    where database_name = current_database()
        and schema_name = :schema_name and table_name = :table_name
    order by column_index
""")


class BufferedContext(PGExecutionContext_psycopg2):
    """Execution context that fetches all rows right after the statement."""

    def post_exec(self) -> None:
        super().post_exec()  # type: ignore[no-untyped-call]
        if self.cursor.description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(self.cursor)


class BufferedDialect(DuckDBDialect):
    """duckdb_engine's dialect, buffered, with reflection that works on DuckDB 2."""

    driver = "buffered"
    supports_statement_cache = False
    execution_ctx_cls = BufferedContext

    def connect(self, *arguments: Any, **settings: Any) -> Any:
        # The parent adds a user agent to the settings, and DuckDB then refuses to
        # share the database with the connection that publish itself holds.
        settings.pop("url_config", None)
        return ConnectionWrapper(duckdb.connect(*arguments, **settings))

    def get_columns(
        self, connection: Any, table_name: str, schema: str | None = None, **_: Any
    ) -> list[Any]:
        # SQLAlchemy 2.1 asks for catalogue tables of PostgreSQL that DuckDB lacks.
        names = {"schema_name": schema or "main", "table_name": table_name}
        return [
            {"name": name, "type": sa.types.NullType(), "nullable": nullable}
            for name, nullable in connection.execute(_COLUMNS, names)
        ]

    def get_pk_constraint(
        self, connection: Any, table_name: str, schema: str | None = None, **_: Any
    ) -> Any:
        return {"constrained_columns": [], "name": None}


registry.register("duckdb.buffered", __name__, "BufferedDialect")

"""A key is tested once: what is null in it, or there twice, is found and said."""

from typing import Any

import duckdb
import jinja2
import pytest

from acre_home.home import REPOSITORY

TEST = REPOSITORY / "dbt_project" / "tests" / "generic" / "primary_key.sql"
GOOD = "('P1', date '2026-10-01', 'T01'), ('P1', date '2026-11-01', 'T02')"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("", []),
        (
            ", (null, date '2026-10-01', 'T01')",
            [(None, "2026-10-01", "prospect_id is null")],
        ),
        (", ('P2', null, 'T01')", [("P2", None, "valid_from is null")]),
        (
            ", ('P2', date '2026-10-01', null)",
            [("P2", "2026-10-01", "territory_id is null")],
        ),
        (
            ", ('P1', date '2026-11-01', 'T03')",
            [("P1", "2026-11-01", "2 rows have this key")],
        ),
        (
            ", ('P2', null, 'T01'), ('P2', null, 'T02'), ('P2', null, null)",
            [("P2", None, "valid_from is null, 3 rows have this key")],
        ),
    ],
    ids=["good", "no key", "half a key", "not filled", "twice", "both"],
)
def test_a_broken_key_is_found(rows: str, found: list[tuple[Any, ...]]) -> None:
    assert broken(rows, filled=["territory_id"]) == found


def test_a_nullable_column_counts_as_equal_to_itself() -> None:
    once = ", ('P2', null, 'T01')"
    twice = once + ", ('P2', null, 'T02')"
    assert broken(once, nullable=["valid_from"]) == []
    assert broken(twice, nullable=["valid_from"]) == [
        ("P2", None, "2 rows have this key")
    ]


def broken(rows: str, **arguments: list[str]) -> list[tuple[Any, ...]]:
    """Return what the test finds in two good rows and those given."""
    source = TEST.read_text(encoding="utf-8")
    macro = source.replace("{% test ", "{% macro ").replace("endtest", "endmacro")
    template: Any = jinja2.Environment(autoescape=False).from_string(macro)
    sql = template.module.primary_key(
        "versions", ["prospect_id", "valid_from"], **arguments
    )
    with duckdb.connect() as connection:
        connection.execute(
            "create table versions as from "
            f"(values {GOOD}{rows}) as v (prospect_id, valid_from, territory_id)"
        )
        found = connection.execute(
            f"select prospect_id, cast(valid_from as varchar), reason from ({sql})"
        )
        return found.fetchall()

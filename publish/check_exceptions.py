"""The mart of the rows that break the rules, which publish writes next to the verdicts."""

from collections.abc import Mapping, Sequence

import duckdb

from acre_home.sql import literal, quoted
from publish.checks import Check, Verdict
from publish.marts import describe

# Of each check; who has more to mend begins with these.
MOST_ROWS = 1000

_TABLE = """
    create table release.marts.fct_check_exceptions (
        "check" varchar not null,
        exception_number bigint not null,
        record varchar not null
    )
"""

# In the form of the dbt project's column descriptions: English, then 中文.
_COMMENT = f"""
One row per check of this release and row that breaks its rule, those that it tolerates
included, the first {MOST_ROWS:,} of each check.

中文：本发布版本的检查与不符合其规则的行（含容许范围内的行），每个检查至多前 {MOST_ROWS:,} 行，各一行。
"""

_COMMENTS = {
    "check": """
Name of the check in publish/checks.yml.

中文：检查名称，见 publish/checks.yml。
""",
    "exception_number": """
Rank of the row among those that break the rule of the check.

中文：该行在不符合同一规则的各行中的序号。
""",
    "record": """
The row as the checked relation has it, as a JSON object.

中文：所检查的表中的该行，为 JSON 对象。
""",
}

_ROWS = """
    insert into release.marts.fct_check_exceptions
    select ?, row_number() over (order by record), record
    from (select to_json(failing)::varchar as record from ({query}) as failing)
    order by record
    limit {most}
"""

_BROKEN = {
    "expect_column_values_to_not_be_null": "where {column} is null",
    "expect_column_values_to_not_be_in_set": "where {column} in ({value_set})",
    "expect_column_values_to_be_in_set": "where {column} not in ({value_set})",
    "expect_column_values_to_be_unique": (
        "where {column} is not null qualify count(*) over (partition by {column}) > 1"
    ),
}


def write_check_exceptions(
    connection: duckdb.DuckDBPyConnection, verdicts: Sequence[Verdict]
) -> None:
    """Write the rows that break rules into the attached database `release`."""
    connection.execute(_TABLE)
    describe(connection, "fct_check_exceptions", _COMMENT, _COMMENTS)
    for verdict in verdicts:
        query = failing_rows(verdict.check)
        if verdict.failed_count and query is not None:
            connection.execute(
                _ROWS.format(query=query, most=MOST_ROWS), [verdict.check.name]
            )


def failing_rows(check: Check) -> str | None:
    """Return a query of the rows that break the rule, None for other kinds of rules."""
    arguments: Mapping[str, object] = check.arguments
    if check.expectation == "unexpected_rows_expectation":
        return str(arguments["unexpected_rows_query"]).replace(
            "{batch}", f"({check.rows})"
        )
    broken = _BROKEN.get(check.expectation)
    if broken is None:
        return None
    values = arguments.get("value_set", [])
    assert isinstance(values, list)
    condition = broken.format(
        column=quoted(str(arguments["column"])),
        value_set=", ".join(literal(str(value)) for value in values),
    )
    return f"select * from ({check.rows}) {condition}"

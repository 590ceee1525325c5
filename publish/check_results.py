"""The mart that publish itself writes: verdicts, one row per check and release."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from publish.checks import Verdict
from publish.messages import say_note
from publish.warehouse import literal

_TABLE = """
    create table release.marts.fct_check_results (
        release_id varchar not null,
        "check" varchar not null,
        subject varchar not null,
        severity varchar not null,
        description varchar not null,
        description_zh varchar,
        observed_value varchar,
        failed_count bigint,
        passed boolean not null,
        checked_at timestamp not null
    )
"""

_COMMENTS = {
    "release_id": "Release that the verdict belongs to; sorts by time.",
    "check": "Name of the check in publish/checks.yml.",
    "subject": "Relation that was checked, schema and name.",
    "severity": "blocking: no release without it; warning: reported only.",
    "description": "What the check asserts, English.",
    "description_zh": "What the check asserts, Chinese.",
    "observed_value": "What was found: a share, a count.",
    "failed_count": "Rows that break the rule, those that it tolerates included.",
    "passed": "True where the rule holds.",
    "checked_at": "When the check ran, UTC.",
}

_CARRIED = """
    insert into release.marts.fct_check_results by name
    select * from earlier.marts.fct_check_results
"""


def write_check_results(
    connection: duckdb.DuckDBPyConnection,
    release_id: str,
    verdicts: Sequence[Verdict],
    checked_at: datetime,
    earlier_release: Path | None,
) -> None:
    """Write the verdicts into the attached database `release`.

    The rows of the earlier release are carried over, so that every release holds the
    history of all; checked_at is UTC.
    """
    connection.execute(_TABLE)
    table = "release.marts.fct_check_results"
    comment = "One row per check and release."
    connection.execute(f"comment on table {table} is {literal(comment)}")
    for column, text in _COMMENTS.items():
        connection.execute(f'comment on column {table}."{column}" is {literal(text)}')
    if earlier_release is not None:
        _carry_over(connection, earlier_release)
    rows = [
        (
            release_id,
            verdict.check.name,
            verdict.check.subject,
            verdict.check.severity,
            verdict.check.description,
            verdict.check.description_zh,
            verdict.observed_value,
            verdict.failed_count,
            verdict.passed,
            checked_at.replace(tzinfo=None),
        )
        for verdict in verdicts
    ]
    placeholders = ", ".join("?" for _ in rows[0])
    connection.executemany(f"insert into {table} values ({placeholders})", rows)


def _carry_over(connection: duckdb.DuckDBPyConnection, earlier_release: Path) -> None:
    path = literal(str(earlier_release))
    try:
        connection.execute(f"attach {path} as earlier (read_only)")
    except duckdb.Error as error:
        # A damaged release must not stand in the way of a sound one.
        reason = str(error).splitlines()[0]
        say_note(
            f"The history of checks begins anew, {earlier_release} is damaged: {reason}"
        )
        return
    try:
        connection.execute(_CARRIED)
    finally:
        connection.execute("detach earlier")

"""The mart that publish itself writes: verdicts, one row per check and release."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from acre_home.messages import say_note
from acre_home.sql import literal
from publish.checks import Verdict
from publish.marts import describe

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

# In the form of the dbt project's column descriptions: English, then 中文.
_COMMENT = """
One row per check and release.

中文：每个检查与每个发布版本一行。
"""

_COMMENTS = {
    "release_id": """
Release that the verdict belongs to; sorts by time.

中文：检查结果所属的发布版本，可按时间排序。
""",
    "check": """
Name of the check in publish/checks.yml.

中文：检查名称，见 publish/checks.yml。
""",
    "subject": """
Relation that was checked, schema and name.

中文：所检查的表，含模式名与表名。
""",
    "severity": """
blocking: no release while it fails; warning: reported only.

中文：阻断（blocking）：不符即不发布；警告（warning）：仅提示。
""",
    "description": """
What the check asserts, in English.

中文：检查内容，英文。
""",
    "description_zh": """
What the check asserts, in Chinese.

中文：检查内容，中文。
""",
    "observed_value": """
What was found: a share, a count.

中文：检查所见：比例或数量。
""",
    "failed_count": """
Rows that break the rule, those that it tolerates included; blank where the check itself
failed.

Formula: rows of the subject that break the rule; 1 for a rule about a whole table

中文：不符合规则的行数，含容许范围内的行；检查本身无法执行时为空。

公式：所检查的表中不符合规则的行数；针对整张表的规则不符时为 1
""",
    "passed": """
True where the rule holds.

中文：符合规则时为真。
""",
    "checked_at": """
When the check ran, UTC.

中文：检查时间，UTC。
""",
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
    describe(connection, "fct_check_results", _COMMENT, _COMMENTS)
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
    connection.executemany(
        f"insert into release.marts.fct_check_results values ({placeholders})", rows
    )


def _carry_over(connection: duckdb.DuckDBPyConnection, earlier_release: Path) -> None:
    path = literal(str(earlier_release))
    try:
        connection.execute(f"attach {path} as earlier (read_only)")
    except duckdb.Error as error:
        # A damaged release must not stand in the way of a sound one.
        reason = str(error).splitlines()[0]
        say_note(
            f"The history of checks starts over: {earlier_release} is damaged: {reason}"
        )
        return
    try:
        connection.execute(_CARRIED)
    finally:
        connection.execute("detach earlier")

"""Which format the dates of a column have: given by the mapping, settled by the values, or refused."""

import re

import duckdb

from acre_home.refusals import Refused
from ingest.warehouse import scalar

ISO = "iso"
ORDERS = (
    "%Y{0}%m{0}%d",
    "%d{0}%m{0}%Y",
    "%m{0}%d{0}%Y",
    "%d{0}%m{0}%y",
    "%m{0}%d{0}%y",
)
TWO_DIGIT_YEAR_FIRST = "%y{0}%m{0}%d"
SEPARATORS = ("-", "/", ".")
CANDIDATES = (
    *(order.format(sign) for sign in SEPARATORS for order in ORDERS),
    *(TWO_DIGIT_YEAR_FIRST.format(sign) for sign in SEPARATORS),
    "%Y%m%d",
    "%Y年%m月%d日",
)
READABLE = {"%Y": "yyyy", "%y": "yy", "%m": "mm", "%d": "dd"}
TIME_OF_DAY = r"[ T]\d{1,2}:\d{2}.*$"


def date_expression(text: str, date_format: str) -> str:
    """Return SQL that turns the SQL expression `text` into a DATE, null where it is none.

    A time of day is dropped. Years have four digits unless the format says two: DuckDB
    itself would read 05-01-22 as a day of the year 5, and words such as epoch as days: a
    text between '0' and ':' begins with a digit.
    """
    if date_format == ISO:
        day = f"try_cast({text} as date)"
    else:
        bare = f"regexp_replace({text}, '{TIME_OF_DAY}', '')"
        day = f"try_strptime({bare}, '{date_format}')::date"
    in_calendar = f"{day} between date '1000-01-01' and date '9999-12-31'"
    return f"case when {in_calendar} and {text} between '0' and ':' then {day} end"


def infer_date_format(
    con: duckdb.DuckDBPyConnection, table: str, text: str, place: str
) -> str:
    """Return the one format in which the values of a column are dates.

    `text` is the SQL expression of the column in `table`, `place` its file and column for
    people. The format that reads most values wins; values that it cannot read are rejected
    later. Raises Refused where two formats read equally many values as different days.
    """
    is_strange = f"{text} is not null and ({date_expression(text, ISO)}) is null"
    if not scalar(con, f"select count(*) from {table} where {is_strange}"):
        return ISO
    con.execute(
        f"create or replace temp table date_values as select distinct {text} as value"
        f" from {table} where {is_strange}"
    )
    counts = {f: _count(con, date_expression("value", f)) for f in CANDIDATES}
    best = max(counts.values())
    if best == 0 or _iso_reads_more(con, table, text, best):
        return ISO
    fitting = [f for f, count in counts.items() if count == best]
    chosen = fitting[0]
    for other in fitting[1:]:
        if examples := _read_differently(con, chosen, other):
            raise Refused(
                f"{place}: dates such as {' and '.join(examples)} fit both"
                f" {readable_format(chosen)} and {readable_format(other)} and no value settles it;"
                " state the format in a mapping (dates:)."
            )
    return chosen


def _iso_reads_more(
    con: duckdb.DuckDBPyConnection, table: str, text: str, best: int
) -> bool:
    iso = date_expression(text, ISO)
    count = f"select count(distinct {text}) from {table} where ({iso}) is not null"
    return bool(scalar(con, count) > best)


def _count(con: duckdb.DuckDBPyConnection, expression: str) -> int:
    return int(scalar(con, f"select count({expression}) from date_values"))


def _read_differently(
    con: duckdb.DuckDBPyConnection, one: str, other: str
) -> list[str]:
    first, second = date_expression("value", one), date_expression("value", other)
    rows = con.execute(
        f"select value from date_values where {first} is distinct from {second}"
        " order by value limit 2"
    ).fetchall()
    return [row[0] for row in rows]


def readable_format(date_format: str) -> str:
    """Return a strptime format as people write it: %d/%m/%Y is dd/mm/yyyy."""
    if date_format == ISO:
        return "yyyy-mm-dd"
    return re.sub(r"%[Ymdy]", lambda found: READABLE[found.group()], date_format)

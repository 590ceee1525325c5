"""In which order the dates of a column are written: given by the mapping, settled by the values,
or refused. Several spellings of one order may stand in a column."""

import re

import duckdb

from acre_home.refusals import Refused
from ingest.warehouse import scalar

ISO = "iso"
SERIAL = "serial"
SIGNS = ("-", "/", ".")
# Spellings of each order; a month that is named is the same in all of them.
NAMED_MONTHS = (
    "%d %b %Y", "%d %b, %Y", "%d-%b-%Y", "%d.%b.%Y", "%b %d %Y", "%b %d, %Y",
    "%d %B %Y", "%d %B, %Y", "%d-%B-%Y", "%B %d %Y", "%B %d, %Y", "%Y-%b-%d",
)  # fmt: skip
ORDERS = {
    "yyyy-mm-dd": (*(f"%Y{s}%m{s}%d" for s in SIGNS), "%Y%m%d", "%Y年%m月%d日"),
    "dd/mm/yyyy": tuple(f"%d{s}%m{s}%Y" for s in SIGNS),
    "mm/dd/yyyy": tuple(f"%m{s}%d{s}%Y" for s in SIGNS),
    "dd-mm-yy": tuple(f"%d{s}%m{s}%y" for s in SIGNS),
    "mm-dd-yy": tuple(f"%m{s}%d{s}%y" for s in SIGNS),
    "yy-mm-dd": tuple(f"%y{s}%m{s}%d" for s in SIGNS),
}
READABLE = {"%Y": "yyyy", "%y": "yy", "%m": "mm", "%d": "dd"}
TIME_OF_DAY = (
    r"[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
    r" ?(?:[AaPp][Mm])? ?(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
)
# Days since 1899-12-30, as Excel counts them: 1990 to 2099.
SERIALS = (32874, 73050)


def date_expression(text: str, order: str) -> str:
    """Return SQL that turns the SQL expression `text` into a DATE, null where it is none.

    `order` is ISO, SERIAL, a key of ORDERS or a strptime format. A time of day is dropped.
    Years have four digits unless the order says two: DuckDB itself would read 05-01-22 as a
    day of the year 5, and words such as epoch as days.
    """
    iso = f"case when {text} between '0' and ':' then try_cast({text} as date) end"
    if order == ISO:
        day = iso
    elif order == SERIAL:
        first, last = SERIALS
        number = f"try_cast({text} as integer)"
        day = f"case when {number} between {first} and {last}"
        day += f" then date '1899-12-30' + {number} end"
    else:
        spellings = (*ORDERS[order], *NAMED_MONTHS) if order in ORDERS else (order,)
        listed = ", ".join(f"'{spelling}'" for spelling in spellings)
        bare = f"regexp_replace({text}, '{TIME_OF_DAY}', '')"
        day = f"try_strptime({bare}, [{listed}])::date"
        if order in ORDERS:
            day = f"coalesce({day}, {_four_digit_year_first(text, iso)})"
    # strptime takes words such as epoch for days.
    has_digits = f"regexp_matches({text}, '\\d')"
    in_calendar = f"{day} between date '1000-01-01' and date '9999-12-31'"
    return f"case when {has_digits} and {in_calendar} then {day} end"


def infer_date_format(
    con: duckdb.DuckDBPyConnection, table: str, text: str, place: str
) -> str:
    """Return the one order in which the values of a column are dates.

    `text` is the SQL expression of the column in `table`, `place` its file and column for
    people. The order that reads most values wins; values that it cannot read are rejected
    later. Raises Refused where two orders read equally many values as different days.
    """
    is_strange = f"{text} is not null and ({date_expression(text, ISO)}) is null"
    if not scalar(con, f"select count(*) from {table} where {is_strange}"):
        return ISO
    con.execute(
        f"create or replace temp table date_values as select distinct {text} as value"
        f" from {table} where {text} is not null"
    )
    counts = {order: _count(con, date_expression("value", order)) for order in ORDERS}
    best = max(counts.values())
    if not best:
        is_serial = not scalar(
            con,
            "select count(*) from date_values"
            f" where ({date_expression('value', SERIAL)}) is null",
        )
        return SERIAL if is_serial else ISO
    fitting = [order for order, count in counts.items() if count == best]
    chosen = fitting[0]
    for other in fitting[1:]:
        if examples := _read_differently(con, chosen, other):
            raise Refused(
                f"{place}: dates such as {' and '.join(examples)} fit both"
                f" {chosen} and {other} and no value settles it;"
                " state the format in a mapping (dates:)."
            )
    return chosen


def _four_digit_year_first(text: str, iso: str) -> str:
    return f"case when regexp_matches({text}, '^\\d{{4}}-\\d') then {iso} end"


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


def readable_format(order: str) -> str:
    """Return an order, or a strptime format, as people write it: %d/%m/%Y is dd/mm/yyyy."""
    if order in (ISO, SERIAL):
        return "yyyy-mm-dd"
    return re.sub(r"%[Ymdy]", lambda found: READABLE[found.group()], order)

"""Numbers as people write them, as SQL: currencies, groups of thousands, 万 and 亿, minus signs.

A number is read in one way only: a group of thousands has three digits, and nothing else does.
"""

import re

import duckdb

from acre_home.refusals import Refused
from acre_home.sql import literal
from ingest.mapping import FileMapping
from ingest.warehouse import scalar

WIDE, NARROW = "０１２３４５６７８９．，（）－＋￥＄", "0123456789.,()-+¥$"
CURRENCY = r"(?:[A-Z]{3}|(?:US|HK|NT|CN)?\$|[€£¥₹₩]|RMB|元|人民币)"
UNITS = {"万": 10_000, "亿": 100_000_000}
PLAIN = r"[+-]?\d+(?:\.\d+)?"
EXPONENT = r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+"
# 12.500 is twelve and a half to one reader and twelve thousand five hundred to another.
EITHER = r"\D*\d{1,3}(?:\.\d{3})+\D*"


def number_expression(text: str, mapping: FileMapping) -> str:
    """Return SQL for the number that the SQL expression `text` writes, null where none."""
    given = f"translate({text}, {literal(WIDE)}, {literal(NARROW)})"
    bare = f"regexp_replace({given}, '^{CURRENCY}\\s*|\\s*{CURRENCY}$', '', 'g')"
    unsigned = f"regexp_replace({bare}, '^\\((.*)\\)$|^[+-]|-$', '\\1')"
    digits = f"regexp_replace({unsigned}, '^{CURRENCY}\\s*|\\s*[万亿]$', '', 'g')"
    is_negative = f"regexp_matches({bare}, '^\\(.*\\)$|^-|-$')"
    units = " ".join(
        f"when suffix({unsigned}, '{unit}') then {factor}"
        for unit, factor in UNITS.items()
    )
    written = f"""
        case when regexp_full_match({digits}, {literal(_pattern(mapping))})
            then try_cast({_plain(digits, mapping)} as decimal(38, 6))
                * (case {units} else 1 end)
                * (case when {is_negative} then -1 else 1 end)
        end
    """
    plain = EXPONENT if mapping.decimal_sign != "." else f"{PLAIN}|{EXPONENT}"
    return f"""
        case
            when {_is(text, plain)} then try_cast({text} as decimal(38, 6))
            else {written}
        end
    """


def refuse_either(
    con: duckdb.DuckDBPyConnection,
    table: str,
    text: str,
    mapping: FileMapping,
    place: str,
) -> None:
    """Raise Refused where the points of a column may group thousands or part decimals.

    `text` is the SQL expression of the column in `table`, `place` its file and column.
    """
    if mapping.decimal or mapping.thousands:
        return
    either, settled = (
        scalar(con, f"select count(*) from {table} where {condition}")
        for condition in (
            _is(text, EITHER),
            f"contains({text}, '.') and not {_is(text, EITHER)}",
        )
    )
    if not either or settled:
        return
    examples = con.execute(
        f"select distinct {text} as value from {table} where {_is(text, EITHER)}"
        " order by value limit 2"
    ).fetchall()
    values = " and ".join(value for (value,) in examples)
    first = examples[0][0]
    raise Refused(
        f"{place}: {values} may have decimals ({first.split('.')[0]} and a part) or"
        f" thousands ({first.replace('.', '')}) behind the point, and no value settles it;"
        " state decimal: in a mapping, '.' or ','."
    )


def _is(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {literal(pattern)})"


def _pattern(mapping: FileMapping) -> str:
    decimal = re.escape(mapping.decimal_sign)
    whole = r"\d+"
    if mapping.thousands:
        group = rf"(?:{re.escape(mapping.thousands)}\d{{3}})"
        whole = rf"(?:\d{{1,3}}{group}+|\d+)"
    return rf"(?:{whole}(?:{decimal}\d*)?|{decimal}\d+)"


def _plain(text: str, mapping: FileMapping) -> str:
    if mapping.thousands:
        text = f"replace({text}, {literal(mapping.thousands)}, '')"
    if mapping.decimal_sign != ".":
        text = f"replace({text}, {literal(mapping.decimal_sign)}, '.')"
    return text

"""The filters of the bar as conditions over the marts.

Each takes a parameter of View.query and holds for every row where that is null.
"""

from __future__ import annotations

from collections.abc import Collection

# The columns that each filter narrows, and its parameter of View.query.
COLUMNS = {
    "team": "team",
    "rep": "rep_id",
    "territory": "territory_id",
    "segment": "segment",
    "industry": "industry",
    "line": "product_line",
    "grade": "declared_grade",
}
PARAMETERS = {
    **{name: f"${column}" for name, column in COLUMNS.items()},
    "grade": "$grade",
}


def valid_on(date: str) -> str:
    """Spans that hold at a date."""
    return f"valid_from <= {date} and (valid_to is null or valid_to > {date})"


def has_line(date: str) -> str:
    """Prospects with an open project of the chosen line at a date."""
    return f"""prospect_id in (
        select projects.prospect_id
        from marts.fct_open_projects as projects
        where projects.as_of = {date} and projects.product_line = $product_line
    )"""


# Of the view and of what it is compared with.
EITHER_DATE = "as_of in ($as_of, coalesce($compared_as_of, $as_of))"
VALID = valid_on("$as_of")
HAS_LINE = f"($product_line is null or {has_line('$as_of')})"
_CONDITIONS = {
    "team": "($team is null or team = $team)",
    "rep": "($rep_id is null or rep_id = $rep_id)",
    "territory": "($territory_id is null or territory_id = $territory_id)",
    "segment": "($segment is null or segment = $segment)",
    "industry": "($industry is null or industry = $industry)",
    "line": "($product_line is null or product_line = $product_line)",
    "grade": "($grade is null or declared_grade = $grade)",
}
# Of prospects, which may have open projects of several product lines.
_LINES = "($product_line is null or list_contains(product_lines, $product_line))"


def of_projects(without: Collection[str] = ()) -> str:
    """All filters but some, as a condition over a mart of projects."""
    return _joined(_CONDITIONS, without)


def of_prospects(without: Collection[str] = ()) -> str:
    """All filters but some, as a condition over a mart of prospects."""
    return _joined({**_CONDITIONS, "line": _LINES}, without)


def _joined(conditions: dict[str, str], without: Collection[str]) -> str:
    return " and ".join(
        condition for name, condition in conditions.items() if name not in without
    )

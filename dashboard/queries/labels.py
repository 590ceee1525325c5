"""The words and colours of codes."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.query import Query

# The best grade that a company has.
BEST_GRADE = """(
    select min_by(code, sort_order) from marts.dim_labels where vocabulary = 'grade'
)"""


def order_of(column: str, *vocabularies: str) -> str:
    """The SQL that puts the codes of a column in the order of their vocabularies."""
    listed = ", ".join(f"'{vocabulary}'" for vocabulary in vocabularies)
    return f"""(
        select min(sort_order) from marts.dim_labels
        where vocabulary in ({listed}) and code = {column}
    )"""


def in_languages(languages: Sequence[str]) -> Query:
    """One row per code, in the order of each vocabulary; vocabulary, code, colour, and
    the label in each language, missing where it has none."""
    words = ", ".join(f"label_{language}" for language in languages)
    return Query.of(
        f"""
        select vocabulary, code, colour, {words}
        from marts.dim_labels
        order by vocabulary, sort_order, code
        """,
        {},
    )

"""The words and colours of codes."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.query import Query


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

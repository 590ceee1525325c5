"""What the release has snapshots of: which dates, and which entities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.core.query import Query
from dashboard.core.release import Release

COMPARISONS = ("previous", "month", "quarter", "year")


@dataclass(frozen=True)
class AsOf:
    """A date of which the figures are; reconstructed where no export shows it.

    `before` has the date that each of COMPARISONS leads to, None where none suits.
    """

    on: dt.date
    is_reconstructed: bool
    is_list_known: bool
    before: Mapping[str, dt.date | None]


def dates(release: Release) -> list[AsOf]:
    """All as-of dates, oldest first; the last one is the newest snapshot."""
    query = Query.of(
        """
        select
            as_of,
            is_reconstructed,
            is_list_known,
            previous_as_of,
            month_before_as_of,
            quarter_before_as_of,
            year_before_as_of
        from marts.dim_as_of_dates
        order by as_of
        """,
        {},
    )
    return [
        AsOf(
            on,
            is_reconstructed,
            is_list_known,
            dict(zip(COMPARISONS, before, strict=True)),
        )
        for on, is_reconstructed, is_list_known, *before in release.rows(query)
    ]


def loaded_entities(release: Release) -> frozenset[str]:
    """Names of the entities that at least one export brought."""
    query = Query.of("select entity from marts.fct_entities where is_loaded", {})
    return frozenset(entity for (entity,) in release.rows(query))

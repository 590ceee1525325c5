"""The dates that the release has a picture of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.release import Release


@dataclass(frozen=True)
class AsOf:
    """A date of which the figures are; reconstructed where no export shows it."""

    on: dt.date
    is_reconstructed: bool


def dates(release: Release) -> list[AsOf]:
    """All as-of dates, oldest first; the last one is the newest picture."""
    rows = release.cursor.execute(
        """
        select as_of, is_reconstructed
        from marts.dim_as_of_dates
        order by as_of
        """
    ).fetchall()
    return [AsOf(on, is_reconstructed) for on, is_reconstructed in rows]

"""What a company sets for its pages, in the environment."""

from __future__ import annotations

import os

_STALE_AFTER_DAYS = 35


def currency() -> str:
    """ISO 4217 code of the currency that all amounts are in (ACRE_CURRENCY)."""
    return os.environ.get("ACRE_CURRENCY", "CNY")


def stale_after_days() -> int:
    """Days after the newest export from which its age is warned of.

    ACRE_STALE_AFTER_DAYS; what is no whole number counts as not set.
    """
    text = os.environ.get("ACRE_STALE_AFTER_DAYS", "")
    return int(text) if text.isdecimal() else _STALE_AFTER_DAYS

"""Codes of the marts that more than their labels need."""

from __future__ import annotations

UNASSIGNED = "unassigned"
UNGRADED = "ungraded"
# Those that marts count in a column each, see fct_territory_coverage.
GRADES = ("A", "B", "C", "D", UNGRADED)

"""Codes of the marts that more than their labels need."""

from __future__ import annotations

UNASSIGNED = "unassigned"
LETTERS = ("A", "B", "C", "D")
GRADES = (*LETTERS, "ungraded")

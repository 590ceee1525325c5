"""Parameterised selects over schema marts; one module per area of marts."""

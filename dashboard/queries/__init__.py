"""Parameterised selects over schema marts; one module per area of marts."""

# As the limit of a query that has one: all of its rows.
EVERYTHING = 2**62

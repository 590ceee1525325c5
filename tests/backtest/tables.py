"""What the backtests print: every method beside the baselines, per month or quarter."""

import math
from collections.abc import Sequence
from statistics import NormalDist

import duckdb

SCORES = """
    select
        method,
        sum(abs(forecast_amount - actual_amount)) / sum(actual_amount) as wape,
        sum(forecast_amount - actual_amount) / sum(actual_amount) as bias,
        avg(is_within_80::integer) as coverage_80,
        avg(is_within_95::integer) as coverage_95,
        count(*) as forecast_count
    from finished
    group by method
"""


def printed(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as text: the first column left, numbers right."""
    cells = [list(header)] + [[_text(value) for value in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return "\n".join([f"\n{title}", *lines])


def scores(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[float, ...]]:
    """Return the scores of each method over the table `finished`."""
    rows = connection.execute(SCORES).fetchall()
    return {row[0]: row[1:] for row in rows}


def crps(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, float]]:
    """Return the CRPS of each method as a share of what was signed.

    Computed from the normal distribution itself, not with the macro of the models.
    """
    rows = connection.execute(
        "select method, actual_amount, forecast_amount, sd from finished"
    ).fetchall()
    score: dict[str, float] = {}
    signed: dict[str, float] = {}
    for method, actual, forecast, sd in rows:
        score[method] = score.get(method, 0) + _crps(actual, forecast, sd)
        signed[method] = signed.get(method, 0) + actual
    return [(method, score[method] / signed[method]) for method in score]


def _crps(actual: float, mean: float, sd: float | None) -> float:
    if not sd:
        return abs(actual - mean)
    normal, z = NormalDist(), (actual - mean) / sd
    return sd * (
        z * (2 * normal.cdf(z) - 1) + 2 * normal.pdf(z) - 1 / math.sqrt(math.pi)
    )


def _text(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)

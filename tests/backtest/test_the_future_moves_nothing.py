"""No forecast moves when what came after its date is changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from tests.backtest.conftest import Forecast
from tests.backtest.simulation import Snapshot

CUT = date(2023, 6, 30)


Figures = dict[tuple[object, ...], list[float]]


def known_by(connection: duckdb.DuckDBPyConnection, day: date) -> Figures:
    """Return every figure of the dates up to a day."""
    rows = connection.execute(
        """
        select as_of, method, grade, target_grain, target_start, is_headline,
            won_count, won_amount, coalesce(won_amount_p10, -1),
            coalesce(won_amount_p975, -1)
        from marts.fct_forecast where as_of <= ?
        """,
        [day],
    ).fetchall()
    return {row[:6]: list(row[6:]) for row in rows}


def are_equal(one: Figures, other: Figures) -> bool:
    """Tell whether all figures agree; sums differ in their last digits by their order."""
    return one.keys() == other.keys() and all(
        figures == pytest.approx(other[key], rel=1e-9, abs=1e-9)
        for key, figures in one.items()
    )


def all_won(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """Return the same past; of all that was open, everything is won at ten times."""
    return [
        snapshot
        if snapshot.exported_on <= CUT
        else replace(
            snapshot,
            outcome="won",
            amount=snapshot.amount * 10,
            # Some are told late: as if they had been won long before.
            closed_on=max(
                snapshot.opened_on, CUT - timedelta(days=snapshot.project % 90)
            ),
            grade="D",
        )
        for snapshot in snapshots
    ]


def nothing_more(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """Return the same past, after which only a project never seen before appears."""
    later = next(p for p in snapshots if p.exported_on > CUT)
    stranger = replace(
        later, project=10**6, outcome="open", closed_on=None, opened_on=date(2019, 1, 5)
    )
    return [p for p in snapshots if p.exported_on <= CUT] + [stranger]


@pytest.mark.parametrize("changed", [all_won, nothing_more])
def test_forecasts_stay(
    forecast: Forecast,
    built: duckdb.DuckDBPyConnection,
    snapshots: list[Snapshot],
    changed: object,
) -> None:
    day = CUT + timedelta(days=1)
    before = known_by(built, day)
    assert len(before) > 5000
    assert callable(changed)
    assert are_equal(known_by(forecast(changed(snapshots)), day), before)


def test_forecasts_after_the_change_do_move(
    forecast: Forecast, built: duckdb.DuckDBPyConnection, snapshots: list[Snapshot]
) -> None:
    newest = date(2024, 6, 30)
    moved = known_by(forecast(all_won(snapshots)), newest)
    assert not are_equal(moved, known_by(built, newest))

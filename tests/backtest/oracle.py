"""The best that could be said of a simulated company: by one who knows its chances.

The oracle knows the true grade of every open project, which are stalled, all rates, and
the state of the market and of the inflow at the month's end; not what comes after. What
it misses is chance. No forecast from exports can do better in the long run.
"""

import numpy as np

from tests.backtest import simulation as told
from tests.backtest.simulation import Company

WON = np.array(told.WON_PER_MONTH)
LOST = np.array(told.LOST_PER_MONTH)
MONTHS_AHEAD = 3


def moves() -> np.ndarray:
    """Return the chances to move from one true grade to another in a month."""
    chances = np.eye(4) * (1 - told.MOVED_PER_MONTH)
    for grade in range(4):
        better, worse = max(0, grade - 1), min(3, grade + 1)
        chances[grade, better] += told.MOVED_PER_MONTH * told.MOVED_UP_SHARE
        chances[grade, worse] += told.MOVED_PER_MONTH * (1 - told.MOVED_UP_SHARE)
    return chances


def expected_level(level: float, carried: float, sd: float, months: int) -> float:
    """Return the mean of exp(an autoregression) so many months after it was `level`."""
    variance = sd**2 * (1 - carried ** (2 * months)) / (1 - carried**2)
    return float(np.exp(carried**months * level + variance / 2))


def quarter_amount(company: Company, first: int) -> float:
    """Return the amount to be expected of three months, said as the first begins."""
    pulls = [
        told.QUARTER_PULL[(first + ahead) % 3]
        * expected_level(
            company.shocks[first - 1], told.SHOCK_CARRIED, told.SHOCK_SD, ahead + 1
        )
        for ahead in range(MONTHS_AHEAD)
    ]
    return told.FINAL_MEAN * (
        _of_open_projects(company, first, pulls)
        + _of_new_projects(company, first, pulls)
    )


def _of_open_projects(company: Company, first: int, pulls: list[float]) -> float:
    projects = company.opened[first - 1]
    amounts = np.array([project.amount for project in projects])
    ages = np.array([project.age for project in projects])
    stalled = np.array([project.is_stalled for project in projects])
    shares = np.eye(4)[[project.grade for project in projects]]
    sizes = (amounts / told.TYPICAL_AMOUNT) ** told.AMOUNT_POWER
    expected = 0.0
    for ahead, pull in enumerate(pulls):
        lives = ~(stalled & (ages + ahead + 1 > told.STALLED_LIVE_MONTHS))
        won = WON * pull * sizes[:, None] * lives[:, None]
        expected += float(((shares * won).sum(axis=1) * amounts).sum())
        shares = shares * (1 - won - LOST * lives[:, None]) @ moves()
    return expected


def _of_new_projects(company: Company, first: int, pulls: list[float]) -> float:
    variance = told.AMOUNT_LOG_SD**2
    power = 1 + told.AMOUNT_POWER
    amount = told.TYPICAL_AMOUNT**-told.AMOUNT_POWER * np.exp(
        power * told.AMOUNT_LOG_MEAN + power**2 * variance / 2
    )
    expected = 0.0
    for opened in range(MONTHS_AHEAD):
        inflow = expected_level(
            company.inflow[first - 1], told.INFLOW_CARRIED, told.INFLOW_SD, opened + 1
        )
        shares = company.projects_per_month * inflow * np.array(told.GRADE_SHARES)
        for age, pull in enumerate(pulls[opened:]):
            part = told.FIRST_MONTH_SHARE if age == 0 else 1.0
            won = WON * pull * part
            expected += float((shares * won).sum() * amount)
            shares = shares * (1 - won - LOST * part)
            if age:
                shares = shares @ moves()
    return expected

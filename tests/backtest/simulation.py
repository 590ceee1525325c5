"""A graded company, simulated month by month for 66 months.

What is true and what is told differ, as they do in life:

- Projects come in with a rate that drifts over the years. Each has a true grade that
  decides its chance to be won or lost in a month; large ones are won a little less often.
- Reps are optimistic, each to an own degree: the declared grade is often one too good.
- Grades move: better more often than worse, and what is declared follows late.
- Some projects are stalled: never won, never closed.
- Signing is pulled into the last month of a quarter, and the market has shocks.
- Amounts change while open and shrink at closing.

The company exports at every month's end; nothing else is known to the forecast.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

GRADES = "ABCD"
MONTHS = 66
FIRST_YEAR = 2019
REP_COUNT = 60
WON_PER_MONTH = (0.096, 0.036, 0.015, 0.0024)
LOST_PER_MONTH = (0.06, 0.04, 0.03, 0.03)
QUARTER_PULL = (0.7, 0.85, 1.45)
GRADE_SHARES = (0.15, 0.25, 0.4, 0.2)
STALLED_SHARE, STALLED_LIVE_MONTHS = 0.12, 2
MOVED_PER_MONTH, MOVED_UP_SHARE = 0.12, 0.62
AMOUNT_LOG_MEAN, AMOUNT_LOG_SD = 12.2, 0.8
TYPICAL_AMOUNT, AMOUNT_POWER = 200_000, -0.1
FINAL_MEAN, FINAL_SD, FINAL_RANGE = 0.9, 0.1, (0.5, 1.1)
SHOCK_CARRIED, SHOCK_SD = 0.3, 0.12
INFLOW_CARRIED, INFLOW_SD = 0.9, 0.11
FIRST_MONTH_SHARE = 0.5


@dataclass(frozen=True)
class Snapshot:
    """A project as an export shows it, with the declared grade of its prospect."""

    project: int
    outcome: str
    amount: float
    opened_on: date
    closed_on: date | None
    grade: str | None
    exported_on: date


@dataclass(frozen=True)
class Open:
    """What is true of a project that is open at a month's end; nobody is told."""

    grade: int
    is_stalled: bool
    age: int
    amount: float


@dataclass(frozen=True)
class Company:
    """What the exports show, and the truth behind it by month."""

    snapshots: list[Snapshot]
    shocks: np.ndarray
    inflow: np.ndarray
    projects_per_month: int
    opened: list[list[Open]] = field(
        default_factory=lambda: [[] for _month in range(MONTHS)]
    )


def month_start(number: int) -> date:
    """Return the first day of a month, counted from 0."""
    return date(FIRST_YEAR + number // 12, number % 12 + 1, 1)


def month_number(day: date) -> int:
    """Return the number of a day's month, counted from 0."""
    return (day.year - FIRST_YEAR) * 12 + day.month - 1


def simulate(seed: int, projects_per_month: int = 60) -> list[Snapshot]:
    """Return all that the company's exports show."""
    return company(seed, projects_per_month).snapshots


def company(seed: int, projects_per_month: int = 60) -> Company:
    """Return a company, with what its exports do not show."""
    random = np.random.default_rng(seed)
    shocks, inflow = np.zeros(MONTHS), np.zeros(MONTHS)
    for month in range(1, MONTHS):
        shocks[month] = SHOCK_CARRIED * shocks[month - 1]
        shocks[month] += random.normal(0, SHOCK_SD)
        inflow[month] = INFLOW_CARRIED * inflow[month - 1]
        inflow[month] += random.normal(0, INFLOW_SD)
    optimism = random.uniform(0, 0.35, REP_COUNT)
    simulated = Company([], shocks, inflow, projects_per_month)
    project = 0
    for month in range(MONTHS):
        for _ in range(random.poisson(projects_per_month * np.exp(inflow[month]))):
            _live(random, project, month, optimism, simulated)
            project += 1
    return simulated


def _live(
    random: np.random.Generator,
    project: int,
    opened: int,
    optimism: np.ndarray,
    simulated: Company,
) -> None:
    grade = int(random.choice(4, p=GRADE_SHARES))
    rep_optimism = optimism[random.integers(REP_COUNT)]
    declared = _declared(random, grade, rep_optimism)
    amount = float(np.exp(random.normal(AMOUNT_LOG_MEAN, AMOUNT_LOG_SD)))
    opened_on = month_start(opened) + timedelta(days=int(random.integers(0, 28)))
    is_stalled = random.random() < STALLED_SHARE
    for month in range(opened, MONTHS):
        age = month - opened
        outcome = "open"
        if not (is_stalled and age > STALLED_LIVE_MONTHS):
            outcome = _outcome(random, grade, month, age, amount, simulated.shocks)
        if outcome == "open" and age and random.random() < MOVED_PER_MONTH:
            is_better = random.random() < MOVED_UP_SHARE
            grade = min(3, max(0, grade + (-1 if is_better else 1)))
            if random.random() < 0.8:
                declared = _declared(random, grade, rep_optimism)
        if outcome == "open" and random.random() < 0.05:
            amount *= float(np.exp(random.normal(-0.03, 0.1)))
        exported_on = month_start(month + 1) - timedelta(days=1)
        final, closed_on = amount, None
        if outcome != "open":
            first = max(opened_on, month_start(month))
            days = (exported_on - first).days
            closed_on = first + timedelta(days=int(days * random.beta(2, 1)))
        if outcome == "won":
            final *= float(np.clip(random.normal(FINAL_MEAN, FINAL_SD), *FINAL_RANGE))
        simulated.snapshots.append(
            Snapshot(
                project,
                outcome,
                final,
                opened_on,
                closed_on,
                GRADES[declared],
                exported_on,
            )
        )
        if outcome != "open":
            break
        simulated.opened[month].append(Open(grade, is_stalled, age, amount))


def _declared(random: np.random.Generator, grade: int, optimism: float) -> int:
    return max(0, grade - int(random.random() < optimism))


def _outcome(
    random: np.random.Generator,
    grade: int,
    month: int,
    age: int,
    amount: float,
    shocks: np.ndarray,
) -> str:
    share = FIRST_MONTH_SHARE if age == 0 else 1.0
    won = (
        WON_PER_MONTH[grade]
        * QUARTER_PULL[month % 3]
        * np.exp(shocks[month])
        * (amount / TYPICAL_AMOUNT) ** AMOUNT_POWER
        * share
    )
    drawn = random.random()
    if drawn < won:
        return "won"
    return "lost" if drawn < won + LOST_PER_MONTH[grade] * share else "open"

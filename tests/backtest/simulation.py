"""A graded company, simulated month by month for 66 months.

What is true and what is told differ, as they do in life:

- Projects come in with a rate that drifts over the years. Each has a true grade that
  decides its chance to be won or lost in a month; large ones are won a little less often.
- Reps are optimistic, each to an own degree: the declared grade is often one too good.
- Grades move: better more often than worse, and what is declared follows late.
- Some projects are zombies: never won, never closed.
- Signing is pulled into the last month of a quarter, and the market has shocks.
- Amounts change while open and shrink at closing.

The company exports at every month's end; nothing else is known to the forecast.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Picture:
    """A project as an export shows it, with the declared grade of its prospect."""

    project: int
    outcome: str
    amount: float
    opened_on: date
    closed_on: date | None
    grade: str | None
    exported_on: date


def month_start(number: int) -> date:
    """Return the first day of a month, counted from 0."""
    return date(FIRST_YEAR + number // 12, number % 12 + 1, 1)


def simulate(seed: int, projects_per_month: int = 60) -> list[Picture]:
    """Return all that the company's exports show."""
    random = np.random.default_rng(seed)
    shocks, inflow = np.zeros(MONTHS), np.zeros(MONTHS)
    for month in range(1, MONTHS):
        shocks[month] = 0.3 * shocks[month - 1] + random.normal(0, 0.12)
        inflow[month] = 0.9 * inflow[month - 1] + random.normal(0, 0.11)
    optimism = random.uniform(0, 0.35, REP_COUNT)
    pictures: list[Picture] = []
    project = 0
    for month in range(MONTHS):
        for _ in range(random.poisson(projects_per_month * np.exp(inflow[month]))):
            pictures += _life(random, project, month, optimism, shocks)
            project += 1
    return pictures


def _life(
    random: np.random.Generator,
    project: int,
    opened: int,
    optimism: np.ndarray,
    shocks: np.ndarray,
) -> list[Picture]:
    grade = int(random.choice(4, p=GRADE_SHARES))
    rep_optimism = optimism[random.integers(REP_COUNT)]
    declared = _declared(random, grade, rep_optimism)
    amount = float(np.exp(random.normal(12.2, 0.8)))
    opened_on = month_start(opened) + timedelta(days=int(random.integers(0, 28)))
    is_zombie = random.random() < 0.12
    pictures = []
    for month in range(opened, MONTHS):
        age = month - opened
        outcome = "open"
        if not (is_zombie and age > 2):
            outcome = _outcome(random, grade, month, age, amount, shocks)
        if outcome == "open" and age and random.random() < 0.12:
            grade = min(3, max(0, grade + (-1 if random.random() < 0.62 else 1)))
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
            final *= float(np.clip(random.normal(0.9, 0.1), 0.5, 1.1))
        pictures.append(
            Picture(
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
    return pictures


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
    share = 0.5 if age == 0 else 1.0
    won = (
        WON_PER_MONTH[grade]
        * QUARTER_PULL[month % 3]
        * np.exp(shocks[month])
        * (amount / 200_000) ** -0.1
        * share
    )
    drawn = random.random()
    if drawn < won:
        return "won"
    return "lost" if drawn < won + LOST_PER_MONTH[grade] * share else "open"

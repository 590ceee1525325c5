"""Grades: the hidden true one moves, the declared one follows late and with a bias."""

import datetime as dt
import random

from demo.days import months_between
from demo.facts import observe
from demo.model import Habits, Prospect, World, better
from demo.settings import Month

# Monthly chances to move one grade while no project runs.
IMPROVING = {"D": 0.029, "C": 0.067}
WORSENING = {"A": 0.5, "B": 0.06, "C": 0.038}
GROWTH_PER_YEAR = 0.06  # of the chances to improve
YEAR_OF_RATES = 2023
STIRRED = 2.4  # how much an event attended multiplies the chance to improve
DOWNGRADING = 0.55  # reviews that find bad news, per review that finds good news
SOBERING = 0.04  # a flattering or timid grade is put right without any news
UNGRADED_AT_FIRST = 0.4
DAYS_AHEAD = {"A": (20, 85), "B": (95, 178), "C": (190, 355), "D": (400, 700)}
DATED = {"A": 0.95, "B": 0.9, "C": 0.75, "D": 0.12}
PUSHING_BACK = 0.8
FADING_MONTHS = 2


def drift(world: World, month: Month) -> None:
    """Move the true grades: by chance, or with the end of the project that runs."""
    for prospect in world.listed():
        project = prospect.project
        if project is None or project.fate == "stalled":
            prospect.true_grade = _chanced(prospect, month, world.rng)
        elif project.fate == "fades":
            left = months_between(month.last_on, project.ends_on)
            prospect.true_grade = "B" if left > FADING_MONTHS else "C"
        else:
            left = months_between(month.last_on, project.ends_on)
            nearest = "A" if left <= 3 else "B" if left <= 6 else "C"
            prospect.true_grade = nearest


def review(world: World, month: Month) -> None:
    """Let reps look at their prospects and enter grade, facts and expected date."""
    rng = world.rng
    for prospect, rep in world.maintained():
        habits = rep.habits
        if prospect.declared_grade is None:
            if rng.random() < 1 - UNGRADED_AT_FIRST:
                _declare(prospect, habits, rng)
                _expect(prospect, month.last_on, rng)
            continue
        grade = prospect.true_grade
        if prospect.facts.grade != grade and rng.random() < habits.review_chance * 1.25:
            prospect.facts = observe(grade, prospect.is_informatised, rng)
        if _has_news(prospect, habits, rng):
            _declare(prospect, habits, rng)
            _expect(prospect, month.last_on, rng)
        elif _is_overdue(prospect, month.last_on) and (
            rng.random() < habits.review_chance * PUSHING_BACK
        ):
            _expect(prospect, month.last_on, rng)


def _chanced(prospect: Prospect, month: Month, rng: random.Random) -> str:
    grade = prospect.true_grade
    is_stirred = (prospect.stirred_until or dt.date.min) >= month.first_on
    growth = (1 + GROWTH_PER_YEAR) ** (month.first_on.year - YEAR_OF_RATES)
    improving = IMPROVING.get(grade, 0.0) * growth * (STIRRED if is_stirred else 1.0)
    draw = rng.random()
    if draw < improving:
        return better(grade, 1)
    if draw > 1 - WORSENING.get(grade, 0.0):
        return better(grade, -1)
    return grade


def _has_news(prospect: Prospect, habits: Habits, rng: random.Random) -> bool:
    if prospect.true_grade == prospect.reviewed_grade:
        is_wrong = prospect.declared_grade != prospect.true_grade
        return is_wrong and rng.random() < SOBERING
    is_worse = prospect.true_grade > prospect.reviewed_grade
    chance = habits.review_chance * (DOWNGRADING if is_worse else 1.0)
    return rng.random() < chance


def _declare(prospect: Prospect, habits: Habits, rng: random.Random) -> None:
    was_known = prospect.reviewed_grade == prospect.true_grade
    is_settled = was_known and prospect.declared_grade is not None
    draw = 1.0 if is_settled else rng.random()
    # A D that denies its need is flattered less often than one with some interest.
    overgrading = habits.overgrading * (0.55 if prospect.true_grade == "D" else 1.0)
    if draw < overgrading:
        prospect.declared_grade = better(prospect.true_grade, 1)
    elif draw < overgrading + habits.sandbagging:
        prospect.declared_grade = better(prospect.true_grade, -1)
    else:
        prospect.declared_grade = prospect.true_grade
    prospect.reviewed_grade = prospect.true_grade


def _expect(prospect: Prospect, today: dt.date, rng: random.Random) -> None:
    grade = prospect.declared_grade or "D"
    project = prospect.project
    if project is not None and project.expected_sign_on is not None and grade != "D":
        prospect.expected_sign_on = project.expected_sign_on
    elif rng.random() < DATED[grade]:
        days = rng.randint(*DAYS_AHEAD[grade])
        prospect.expected_sign_on = today + dt.timedelta(days=days)
    else:
        prospect.expected_sign_on = None


def _is_overdue(prospect: Prospect, today: dt.date) -> bool:
    expected = prospect.expected_sign_on
    return expected is not None and expected <= today

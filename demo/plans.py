"""The course a project will take: its fate, its length, its way through the stages."""

import datetime as dt
import math
import random
from dataclasses import dataclass

from demo.days import next_workday, signing_day
from demo.method import STAGES
from demo.model import Prospect, Rep, Step, pick

# Where in the cycle a project usually enters each stage.
ENTERED_AT = {
    "first_visit": 0.06,
    "exchange": 0.22,
    "demo": 0.42,
    "quotation": 0.57,
    "objections": 0.7,
    "negotiation": 0.84,
    "contract": 1.0,
}
UNKNOWN_STAGE = "pilot"
UNKNOWN_STAGE_CHANCE = 0.004
MEDIAN_DAYS = {"small": 125, "medium": 165, "large": 220}
DAYS_SPREAD = 0.36
SHORTEST, LONGEST = 60, 450
STALLED, FADES = 0.035, 0.17
LOG_ODDS_OF_WINNING = -0.3
LAST_STAGES = {
    "exchange": 2,
    "demo": 4,
    "quotation": 5,
    "objections": 3,
    "negotiation": 5,
}
SKIPS_ONE, SKIPS_TWO, GOES_BACK = 0.09, 0.012, 0.07
UNAPPROVED = 0.15


@dataclass(frozen=True, slots=True)
class Plan:
    """Fate of a project, the day it ends, and the stages it enters on the way."""

    fate: str
    ends_on: dt.date
    steps: list[Step]


def plan(
    prospect: Prospect,
    rep: Rep,
    lead_source: str,
    size: str,
    opened_on: dt.date,
    rng: random.Random,
) -> Plan:
    """Return the course of a project that `rep` opens."""
    fate = _fate(prospect, rep, lead_source, size, rng)
    nearness = {"A": 0.55, "B": 0.9}.get(prospect.true_grade, 1.35)
    median = MEDIAN_DAYS[size] * nearness
    days = median * math.exp(rng.gauss(0.0, DAYS_SPREAD))
    due_on = opened_on + dt.timedelta(days=max(SHORTEST, min(days, LONGEST)))
    ends_on = max(
        signing_day(due_on, rng), next_workday(opened_on + dt.timedelta(days=30))
    )
    names = _way(fate, rng)
    return Plan(fate, ends_on, _dated(names, fate, opened_on, ends_on, rep, rng))


def _fate(
    prospect: Prospect, rep: Rep, lead_source: str, size: str, rng: random.Random
) -> str:
    draw = rng.random()
    if draw < STALLED:
        return "stalled"
    if draw < STALLED + FADES:
        return "fades"
    odds = LOG_ODDS_OF_WINNING + rep.habits.skill
    odds += {"customer_referral": 0.5, "upsell": 0.6}.get(lead_source, 0.0)
    odds += {"small": 0.1, "large": -0.25}.get(size, 0.0)
    people = {contact.job_role for contact in prospect.contacts}
    odds += 0.25 if "top_executive" in people else -0.15
    return "won" if rng.random() < 1 / (1 + math.exp(-odds)) else "lost"


def _way(fate: str, rng: random.Random) -> list[str]:
    names = list(ENTERED_AT)
    if fate != "won":
        last = pick(rng, {name: float(n) for name, n in LAST_STAGES.items()})
        names = names[: names.index(last) + 1]
    if len(names) > 3:
        draw = rng.random()
        place = rng.randrange(1, len(names) - 1)
        if draw < SKIPS_TWO and len(names) > place + 2:
            del names[place : place + 2]
        elif draw < SKIPS_TWO + SKIPS_ONE:
            del names[place]
        elif draw < SKIPS_TWO + SKIPS_ONE + GOES_BACK:
            names[place + 1 : place + 1] = [names[place - 1], names[place]]
        elif draw > 1 - UNKNOWN_STAGE_CHANCE and "demo" in names:
            names.insert(names.index("demo") + 1, UNKNOWN_STAGE)
    return names


def _dated(
    names: list[str],
    fate: str,
    opened_on: dt.date,
    ends_on: dt.date,
    rep: Rep,
    rng: random.Random,
) -> list[Step]:
    span = (ends_on - opened_on).days
    # What ends early has used up its cycle before the stage at which it stopped.
    reach = 1.0 if fate == "won" else 0.9 / ENTERED_AT.get(names[-1], 1.0)
    steps: list[Step] = []
    day, before, floor = opened_on, "list_obtained", 0.0
    for name in names:
        share = max(ENTERED_AT.get(name, 0.5) * reach, floor + 0.05)
        floor = min(share, 0.93)
        wobble = 1.0 if name == "contract" else rng.uniform(0.85, 1.05)
        wanted = opened_on + dt.timedelta(days=round(span * floor * wobble))
        day = max(next_workday(wanted), next_workday(day + dt.timedelta(days=2)))
        if name == "contract":
            day = ends_on
        steps.append(Step(day, name, _approval(before, name, rep, rng)))
        before = name
    return [step for step in steps if step.on <= ends_on]


def _approval(before: str, name: str, rep: Rep, rng: random.Random) -> str | None:
    if UNKNOWN_STAGE in (before, name):
        return None
    skipped = STAGES.index(name) - STAGES.index(before) - 1
    if skipped < 1 or rng.random() < UNAPPROVED:
        return None
    return rep.manager_rep_id

"""Activities: reps keep the cadence of the declared grade as well as they are diligent."""

import datetime as dt
import math
import random

from demo.days import workday_within
from demo.method import CADENCE_DAYS
from demo.model import Prospect, Rep, World, pick
from demo.settings import Month

UNGRADED_CADENCE_DAYS = 45
TYPES = {
    "A": {
        "visit": 38,
        "call": 34,
        "solving_problems": 10,
        "third_party_recommendation": 5,
        "introducing_consultants": 3,
        "knowledge": 4,
        "online_service": 3,
        "bringing_business": 1,
        "gift": 2,
    },
    "B": {
        "call": 34,
        "visit": 20,
        "customer_news": 12,
        "knowledge": 10,
        "third_party_recommendation": 6,
        "solving_problems": 4,
        "contract_news": 5,
        "market_news": 5,
        "contact_database": 3,
        "gift": 1,
    },
    "C": {
        "call": 35,
        "visit": 8,
        "knowledge": 13,
        "customer_news": 12,
        "market_news": 10,
        "company_news": 7,
        "contact_database": 5,
        "course": 4,
        "greeting_card": 6,
    },
    "D": {
        "call": 30,
        "visit": 4,
        "market_news": 16,
        "company_news": 13,
        "greeting_card": 14,
        "knowledge": 9,
        "prospect_promotion": 4,
        "contact_database": 7,
        "media_advertising": 2,
        "referral_reward": 1,
    },
}
HOURS = {
    "visit": (6, 16),
    "course": (8, 14),
    "solving_problems": (2, 10),
    "event": (10, 16),
}
USUAL_HOURS = (1, 3)  # quarters of an hour, as all hours here
EARLY = 0.9  # a diligent rep comes back a little before the cadence ends
UNEVENNESS = 0.42
STALLED_PATIENCE = 9  # a dead project is worked this many times less often


def maintain(world: World, month: Month) -> None:
    """Record the activities of the month with the prospects that somebody maintains."""
    rng = world.rng
    for prospect, rep in world.maintained():
        day = prospect.next_activity_due_on or _first_activity(prospect, rep, rng)
        latest = month.last_on + dt.timedelta(days=round(_interval(prospect, rep, rng)))
        # A grade that has become better calls for an activity sooner than was planned.
        day = max(min(day, latest), month.first_on)
        until = _last_day(prospect, month)
        while day <= until:
            worked_on = workday_within(day, month.workdays)
            grade = prospect.declared_grade or "C"
            record(world, prospect, rep.rep_id, pick(rng, _types(grade)), worked_on)
            day = worked_on + dt.timedelta(
                days=max(2, round(_interval(prospect, rep, rng)))
            )
        prospect.next_activity_due_on = day


def record(
    world: World, prospect: Prospect, rep_id: str | None, kind: str, day: dt.date
) -> None:
    """Keep one activity; it belongs to the project that runs on that day."""
    project = prospect.project
    runs = project is not None and project.opened_on <= day
    quarters = world.rng.randint(*HOURS.get(kind, USUAL_HOURS))
    world.record(
        "activities",
        activity_id=world.number("V", 6),
        prospect_id=prospect.prospect_id,
        project_id=project.project_id if project is not None and runs else None,
        rep_id=rep_id,
        type=kind,
        occurred_on=day,
        hours=quarters / 4,
    )


def _last_day(prospect: Prospect, month: Month) -> dt.date:
    """A project that ends this month is worked until then, and no longer."""
    project = prospect.project
    if project is None or project.fate == "stalled":
        return month.last_on
    return min(month.last_on, project.ends_on)


def _types(grade: str) -> dict[str, float]:
    return {name: float(share) for name, share in TYPES[grade].items()}


def _interval(prospect: Prospect, rep: Rep, rng: random.Random) -> float:
    grade = prospect.declared_grade
    cadence = CADENCE_DAYS[grade] if grade else UNGRADED_CADENCE_DAYS
    if prospect.project is not None and prospect.project.fate == "stalled":
        cadence *= STALLED_PATIENCE
    usual = cadence * EARLY / rep.habits.diligence
    return usual * math.exp(rng.gauss(0.0, UNEVENNESS))


def _first_activity(prospect: Prospect, rep: Rep, rng: random.Random) -> dt.date:
    wait = rng.expovariate(rep.habits.diligence / 20)
    return prospect.created_on + dt.timedelta(days=round(wait))

"""Prospects: how a company comes onto the list, and what an export shows of it."""

import datetime as dt
import random

from demo.contacts import meet
from demo.facts import COLUMNS, forgotten, observe
from demo.market import capture, found_company, rounded
from demo.method import segment
from demo.model import Company, Prospect, Row, Territory, World, pick
from demo.settings import Month

OPENING_GRADES = {"A": 0.03, "B": 0.12, "C": 0.26, "D": 0.59}
ENTRY_GRADES = {"A": 0.02, "B": 0.07, "C": 0.25, "D": 0.66}
WITH_SYSTEM = {"small": 0.35, "medium": 0.6, "large": 0.85}
NAMED_OTHERWISE = 0.03
UNKNOWN_LIST = 0.002
UNKNOWN_LIST_FROM = dt.date(2025, 3, 1)
RECAPTURE_CHANCE = 0.006


def open_lists(world: World, today: dt.date) -> None:
    """Put about the target number of companies on each territory's list."""
    rng = world.settings.stream("opening")
    for territory in world.territories:
        for _ in range(territory.usual_size):
            created_on = today - dt.timedelta(days=rng.randint(20, 900))
            prospect = enlist(world, territory, created_on)
            prospect.true_grade = pick(rng, OPENING_GRADES)
            prospect.facts = observe(
                prospect.true_grade, prospect.is_informatised, world.rng
            )
            prospect.reviewed_grade = prospect.declared_grade = prospect.true_grade
            prospect.entry_kind = rng.choice(("new_prospect", "replenishment", None))
            prospect.next_activity_due_on = today + dt.timedelta(
                days=rng.randint(0, 120)
            )


def enlist(world: World, territory: Territory, created_on: dt.date) -> Prospect:
    """Bring a company of the territory's ground onto its list."""
    rng = world.rng
    company = _unlisted(world, territory)
    company.is_listed = True
    true_grade = pick(rng, ENTRY_GRADES)
    is_informatised = rng.random() < WITH_SYSTEM[segment(company.revenue)]
    prospect = Prospect(
        prospect_id=world.number("P", 5),
        company=company,
        name=_name_on_list(company, rng),
        territory=territory,
        rep_id=territory.rep.rep_id,
        entry_kind="new_prospect",
        created_on=created_on,
        is_informatised=is_informatised,
        true_grade=true_grade,
        facts=observe(true_grade, is_informatised, rng),
        missing=forgotten(rng),
        revenue=rounded(company.revenue * rng.uniform(0.9, 1.1)),
        profit=company.profit,
        headcount=company.headcount,
    )
    world.prospects.append(prospect)
    for _ in range(_known_at_first(rng)):
        meet(world, prospect)
    _note_sources(world, prospect)
    return prospect


def _known_at_first(rng: random.Random) -> int:
    """Return how many people are known of a new prospect."""
    return rng.choices((1, 2, 3), (0.55, 0.33, 0.12))[0]


def recapture(world: World, month: Month) -> None:
    """Find some listed companies again, on further lists."""
    rng = world.rng
    for prospect in world.listed():
        if rng.random() < RECAPTURE_CHANCE and prospect.created_on < month.first_on:
            chances = prospect.company.capture_chances
            day = rng.choice(month.workdays)
            _record_source(world, prospect, pick(rng, chances), day)


def restate_figures(world: World, month: Month) -> None:
    """Enter last year's revenue, profit and headcount, in spring, where reps ask."""
    rng = world.rng
    if month.first_on.month not in (3, 4, 5):
        return
    for prospect in world.listed():
        if rng.random() < 0.17:
            growth = rng.uniform(0.9, 1.18)
            prospect.revenue = rounded(prospect.revenue * growth)
            prospect.profit = rounded(prospect.profit * growth * rng.uniform(0.8, 1.25))
            prospect.headcount = max(8, rounded(prospect.headcount * growth**0.5))


def prospect_row(prospect: Prospect) -> Row:
    """Return the prospect as an export shows it; what was not filled in is blank."""
    facts, company = prospect.facts, prospect.company
    row: Row = {
        "prospect_id": prospect.prospect_id,
        "name": prospect.name,
        "territory_id": prospect.territory and prospect.territory.territory_id,
        "rep_id": prospect.rep_id,
        "industry": company.industry,
        "city": company.city.name,
        "district": company.district,
        "annual_revenue_amount": prospect.revenue,
        "annual_profit_amount": prospect.profit,
        "headcount": prospect.headcount,
        "ownership": company.ownership,
        "status": prospect.status,
        "declared_grade": prospect.declared_grade,
        "expected_sign_on": prospect.expected_sign_on,
        "is_informatised": prospect.is_informatised,
        **{column: getattr(facts, column) for column in COLUMNS},
        "entry_kind": prospect.entry_kind,
        "created_on": prospect.created_on,
    }
    for column in prospect.missing:
        row[column] = None
    return row


def _unlisted(world: World, territory: Territory) -> Company:
    candidates = [
        company
        for company in territory.pool
        if not company.is_listed and company.closed_on is None
    ]
    if not candidates:
        return found_company(world, territory, world.rng)
    weights = [company.listing_chance for company in candidates]
    return world.rng.choices(candidates, weights)[0]


def _name_on_list(company: Company, rng: random.Random) -> str:
    if rng.random() < NAMED_OTHERWISE:
        return company.name.removesuffix("有限公司").removesuffix("股份")
    return company.name


def _note_sources(world: World, prospect: Prospect) -> None:
    rng = world.rng
    day = prospect.created_on
    for source in capture(prospect.company, rng):
        _record_source(world, prospect, source, day)
        day = prospect.created_on - dt.timedelta(days=rng.randint(5, 400))


def _record_source(world: World, prospect: Prospect, source: str, day: dt.date) -> None:
    is_unknown = day >= UNKNOWN_LIST_FROM and world.rng.random() < UNKNOWN_LIST
    world.record(
        "prospect_sources",
        prospect_id=prospect.prospect_id,
        list_source="wechat_group" if is_unknown else source,
        captured_on=day,
    )

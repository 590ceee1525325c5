"""The market: companies by the thousand, and how lists of names find them."""

import datetime as dt
import math
import random

from demo.method import PROFIT_FLOORS, is_distribution, segment
from demo.model import Company, Row, Territory, World, pick
from demo.names import Names
from demo.places import Area, Region, industry_mix, uncovered

SIZE_OF_MARKET = (1.75, 2.4)  # companies per prospect that the territory should hold
MEDIAN_REVENUE = 78e6
REVENUE_SPREAD = 1.3
SMALLEST_REVENUE = 9e6
ABLE_TO_PAY = 0.75
UNREGISTERED = 0.04
CLOSED_AT_START = 0.01
BIRTHS_PER_HALF_YEAR = 0.015
CLOSURES_PER_HALF_YEAR = 0.0015
UNCOVERED_COMPANIES = 24  # in each district without a territory
FIRST_UNCOVERED_NUMBER = 90_000_001
MONTH_OF_FIGURES = 1
REGISTRY_MONTHS = (1, 7)  # in which the registry has news
# Chance that a company of middle size stands on a list, and how much size matters.
LISTS = {
    "directory": (0.20, 0.45),
    "exhibition": (0.09, 0.35),
    "bought_list": (0.11, 0.10),
    "street_sweep": (0.08, -0.10),
    "office_building_sweep": (0.03, -0.05),
    "yellow_pages": (0.05, 0.05),
    "partner_referral": (0.05, 0.25),
    "job_fair": (0.03, 0.30),
    "newspaper": (0.01, 0.50),
}
REVENUE_PER_HEAD = {
    "electronics": 620_000,
    "chemicals": 1_300_000,
    "pharmaceuticals": 900_000,
    "apparel": 320_000,
    "home_textiles": 380_000,
    "hardware": 430_000,
    "food": 700_000,
    "beverages": 900_000,
    "department_store": 1_100_000,
    "3c_chain": 1_200_000,
}
USUAL_REVENUE_PER_HEAD = 520_000


def found_market(world: World, today: dt.date) -> None:
    """Fill the territories' pools with companies; a few closed before `today`."""
    rng = world.settings.stream("market")
    for territory in world.territories:
        count = round(territory.target * rng.uniform(*SIZE_OF_MARKET))
        for _ in range(count):
            company = found_company(world, territory, rng)
            if rng.random() < CLOSED_AT_START:
                company.closed_on = today - dt.timedelta(days=rng.randint(1, 700))


def found_uncovered_market(world: World) -> None:
    """Found companies in districts that lie in no territory, so on no list either."""
    rng = world.settings.stream("uncovered market")
    names = Names(world.settings.stream("uncovered names"), world.names.taken)
    regions = {each.region.name: each.region for each in world.territories}
    for region in regions.values():
        for area in uncovered(region):
            for _ in range(round(UNCOVERED_COMPANIES * world.settings.share)):
                number = FIRST_UNCOVERED_NUMBER + len(world.uncovered)
                world.uncovered.append(_company(number, names, region, area, rng))


def found_company(world: World, territory: Territory, rng: random.Random) -> Company:
    """Add a company to the territory's ground and return it."""
    area = rng.choices(territory.areas, [area.weight for area in territory.areas])[0]
    number = len(world.companies) + 1
    company = _company(number, world.names, territory.region, area, rng)
    world.companies.append(company)
    territory.pool.append(company)
    return company


def _company(
    number: int, names: Names, region: Region, area: Area, rng: random.Random
) -> Company:
    industry = pick(rng, industry_mix(region, area.industries))
    ownership = _ownership(rng, region.foreign_share, industry)
    name, domain = names.company(area.city.name, area.district, industry, ownership)
    revenue = _revenue(rng, industry, ownership)
    chances = _capture_chances(revenue)
    return Company(
        company_id=f"91{area.city.registry_code}DM{number:08d}",
        name=name,
        domain=domain,
        industry=industry,
        city=area.city,
        district=area.district,
        ownership=ownership,
        revenue=revenue,
        profit=_profit(rng, revenue),
        headcount=_headcount(rng, revenue, industry),
        capture_chances=chances,
        listing_chance=1 - math.prod(1 - chance for chance in chances.values()),
        is_registered=rng.random() >= UNREGISTERED,
    )


def rounded(amount: float, digits: int = 2) -> int:
    """Return the amount to `digits` significant digits, as people state figures."""
    if abs(amount) < 1:
        return 0
    places = digits - 1 - math.floor(math.log10(abs(amount)))
    return int(round(amount, min(places, 0)))


def age_market(world: World, today: dt.date) -> None:
    """Let half a year pass: births, closures that the list has not noticed, growth."""
    rng = world.rng
    for territory in world.territories:
        for _ in range(round(len(territory.pool) * BIRTHS_PER_HALF_YEAR)):
            found_company(world, territory, rng)
    for company in world.companies:
        if company.closed_on is not None:
            continue
        if rng.random() < CLOSURES_PER_HALF_YEAR:
            company.closed_on = today - dt.timedelta(days=rng.randint(1, 180))
        elif today.month == MONTH_OF_FIGURES:
            company.revenue = rounded(company.revenue * rng.uniform(0.94, 1.16))


def capture(company: Company, rng: random.Random) -> list[str]:
    """Return the lists, at least one, on which the company was found."""
    while True:
        found = [
            name for name, p in company.capture_chances.items() if rng.random() < p
        ]
        if found:
            return found


def company_row(company: Company) -> Row:
    """Return the company as the registry shows it."""
    return {
        "company_id": company.company_id,
        "name": company.name,
        "industry": company.industry,
        "city": company.city.name,
        "district": company.district,
        "annual_revenue_amount": company.revenue,
        "headcount": company.headcount,
        "closed_on": company.closed_on,
    }


def _ownership(rng: random.Random, foreign_share: float, industry: str) -> str:
    share = foreign_share * (0.4 if is_distribution(industry) else 1.0)
    return pick(
        rng,
        {
            "domestic": 1 - share,
            "taiwanese": share * 0.55,
            "foreign": share * 0.27,
            "joint_venture": share * 0.18,
        },
    )


def _revenue(rng: random.Random, industry: str, ownership: str) -> int:
    median = MEDIAN_REVENUE * (1.0 if ownership == "domestic" else 1.7)
    if is_distribution(industry):
        median *= 0.8
    return rounded(
        max(SMALLEST_REVENUE, median * math.exp(rng.gauss(0.0, REVENUE_SPREAD)))
    )


def _profit(rng: random.Random, revenue: int) -> int:
    profit = revenue * max(-0.06, rng.gauss(0.075, 0.035))
    floor = PROFIT_FLOORS[segment(revenue)]
    # Lists are made of companies that can pay; only some of the others slip in.
    if profit < floor and rng.random() < ABLE_TO_PAY:
        profit = floor * rng.uniform(1.0, 1.7)
    return rounded(profit)


def _headcount(rng: random.Random, revenue: int, industry: str) -> int:
    per_head = REVENUE_PER_HEAD.get(industry, USUAL_REVENUE_PER_HEAD)
    # The larger the company, the more each employee turns over.
    scale = (revenue / MEDIAN_REVENUE) ** 0.2
    heads = revenue / (per_head * scale) * math.exp(rng.gauss(0.0, 0.3))
    return max(8, rounded(heads))


def _capture_chances(revenue: int) -> dict[str, float]:
    size = revenue / MEDIAN_REVENUE
    return {
        name: min(0.75, base * size**slope) for name, (base, slope) in LISTS.items()
    }

"""What the company sells, to whom, and at which list price."""

import math
import random

from demo.method import is_distribution, segment
from demo.model import Prospect, Row, pick

PRICES = {
    ("ERP", "易助"): 120_000,
    ("ERP", "易飞"): 460_000,
    ("ERP", "易拓"): 1_450_000,
    ("ERP", "易飞流通"): 380_000,
    ("PDM", "易慧"): 70_000,
    ("PDM", "易竣"): 210_000,
    ("PDM", "DynaPDM"): 620_000,
    ("CRM", "CRM"): 180_000,
    ("EC", "EC"): 150_000,
    ("Workflow", "EasyFlow"): 110_000,
    ("HR", "Payroll"): 45_000,
    ("HR", "HR"): 160_000,
    ("IT consulting", "IT consulting"): 260_000,
    ("BPM", "BPM"): 240_000,
}
PRODUCTS = {
    "small": {"ERP": "易助", "PDM": "易慧", "Workflow": "EasyFlow", "HR": "Payroll"},
    "medium": {"ERP": "易飞", "PDM": "易竣"},
    "large": {"ERP": "易拓", "PDM": "DynaPDM"},
}
FOR_ALL = {
    "CRM": "CRM",
    "EC": "EC",
    "Workflow": "EasyFlow",
    "HR": "HR",
    "IT consulting": "IT consulting",
    "BPM": "BPM",
}
LINES: dict[str, dict[str, float]] = {
    "small": {"ERP": 72, "PDM": 10, "Workflow": 8, "HR": 9, "CRM": 1},
    "medium": {
        "ERP": 64,
        "PDM": 12,
        "Workflow": 9,
        "HR": 6,
        "CRM": 5,
        "EC": 2,
        "IT consulting": 1.5,
        "BPM": 0.2,
    },
    "large": {
        "ERP": 56,
        "PDM": 14,
        "Workflow": 10,
        "HR": 7,
        "CRM": 6,
        "EC": 3,
        "IT consulting": 3,
        "BPM": 0.6,
    },
}
OVERSOLD = 0.03  # a product made for larger companies is pressed upon a smaller one
FIRST_PRICED_YEAR = 2024
PRICE_RISE = 0.03
SEGMENT_MIDDLES = {"small": 28e6, "medium": 150e6, "large": 900e6}


def choose(prospect: Prospect, rng: random.Random) -> tuple[str, str]:
    """Return product line and product of a project that opens."""
    size = segment(prospect.revenue)
    line = pick(rng, LINES[size])
    if line == "ERP" and is_distribution(prospect.company.industry):
        return line, "易飞流通"
    if rng.random() < OVERSOLD and size != "large":
        size = "large" if size == "medium" else "medium"
    return line, PRODUCTS[size].get(line) or FOR_ALL[line]


def list_price(line: str, product: str, year: int) -> int:
    """Return the list price in RMB, which rises every January."""
    years = max(0, year - FIRST_PRICED_YEAR)
    return int(round(PRICES[line, product] * (1 + PRICE_RISE) ** years, -3))


def estimate(prospect: Prospect, rng: random.Random) -> float:
    """Return the worth of a project relative to its list price."""
    middle = SEGMENT_MIDDLES[segment(prospect.revenue)]
    return math.exp(0.25 * math.log(prospect.revenue / middle) + rng.gauss(0.0, 0.28))


def product_rows(year: int) -> list[Row]:
    """Return the price list of the year as an export shows it."""
    return [
        {
            "product": product,
            "product_line": line,
            "list_price_amount": list_price(line, product, year),
        }
        for line, product in PRICES
    ]


def to_thousands(amount: float) -> int:
    """Return the amount rounded to 1,000 RMB, and never below it."""
    return max(1000, int(round(amount, -3)))

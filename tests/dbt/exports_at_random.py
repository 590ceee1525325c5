"""A year of exports with everything that exports do: gaps, returns, changes and their undoing,
partial files, rejected rows, several files of one entity, two sources that share ids."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.dbt.raw_warehouse import ENTITIES, Export, Row, record_key
from tests.dbt.seeds import SEGMENTS

FIRST = date(2025, 1, 31)
CENT = Decimal("0.01")
BOUNDS = [each.revenue_below for each in SEGMENTS if each.revenue_below]
REVENUES = [None, BOUNDS[0] - CENT, *BOUNDS]
PROFITS = [
    None,
    SEGMENTS[0].profit_floor - CENT,
    SEGMENTS[1].profit_floor,
    Decimal(99_000_000),
]
LEVELS = [*["high", "medium", "low", "none"] * 3, None]
SITUATIONS = ["selecting", "waiting", "vendor_failing", "being_built", "dreaming", None]
MAYBE = [*[True, False] * 5, None]


def random_exports(seed: int) -> list[Export]:
    """Return the exports in order of their dates; the same for the same seed."""
    random = Random(seed)
    return [
        export
        for month in range(12)
        for source in ("acre", "hubspot")
        if random.random() < 0.9
        for export in _one_day(random, source, FIRST + timedelta(days=30 * month))
    ]


def _one_day(random: Random, source: str, exported_on: date) -> Iterator[Export]:
    files = [
        ("prospects", "-a"),
        ("prospects", "-b"),
        ("projects", ""),
        ("project_stages", ""),
        ("activities", ""),
        ("territories", ""),
        ("territory_areas", ""),
        ("reps", ""),
    ]
    others = [
        ("contacts", ""),
        ("prospect_sources", ""),
        ("events", ""),
        ("event_invitations", ""),
        ("market_companies", ""),
        ("products", ""),
    ]
    yield from _files(_apart(random), source, exported_on, others)
    yield from _files(random, source, exported_on, files)


def _apart(random: Random) -> Random:
    """Draws apart from all others, which do not hang on how many these are."""
    return Random(str(random.getstate()))


def _files(
    random: Random, source: str, exported_on: date, files: list[tuple[str, str]]
) -> Iterator[Export]:
    for entity, part in files:
        if random.random() < 0.2:
            continue
        rows, rejected = [], []
        for row in ROWS[entity](random):
            fate = random.random()
            if fate < 0.6:
                rows.append(row)
            elif fate < 0.75:
                rejected.append(
                    record_key([row[field] for field in ENTITIES[entity].key])
                )
        yield Export(
            entity,
            exported_on,
            rows,
            [*rejected, None],
            source=source,
            part=part,
            is_partial=random.random() < 0.25,
        )


def _prospects(random: Random) -> list[Row]:
    return [
        {
            "prospect_id": f"P{number}",
            "name": _apart(random).choice(
                [*[f"Company {number % 9}"] * 3, f"Works {number}"]
            ),
            "territory_id": random.choice(["T1", "T2", None]),
            "rep_id": random.choice(["R0", "R3", None, None]),
            "industry": random.choice(["food", "tools", None]),
            "annual_revenue_amount": random.choice(REVENUES),
            "declared_grade": random.choice(["A", "B", None]),
            "status": random.choice(["active", None, "won"]),
            **_evidence(Random(f"{number} {random.random()}")),
        }
        for number in range(12)
    ]


def _evidence(random: Random) -> Row:
    """Facts of which some fit a row of the grade tables; drawn apart from all others."""
    drawn = {
        "annual_profit_amount": random.choice(PROFITS),
        "is_informatised": random.choice(MAYBE),
        "subjective_need": random.choice(MAYBE),
        "determination": random.choice(LEVELS),
        "dissatisfaction": random.choice(LEVELS),
        "has_feasibility_study": random.choice(MAYBE),
        "has_selection_begun": random.choice(MAYBE),
        "situation": random.choice(SITUATIONS),
        "expected_sign_on": random.choice(
            [None, FIRST + timedelta(days=random.randrange(-30, 800))]
        ),
    }
    if random.random() < 0.4:
        drawn |= {
            "annual_profit_amount": Decimal(99_000_000),
            "subjective_need": True,
            "determination": "high",
            "dissatisfaction": "high",
            "has_feasibility_study": True,
        }
    return drawn


def _projects(random: Random) -> list[Row]:
    return [
        {
            "project_id": f"J{number}",
            "prospect_id": f"P{number}",
            "rep_id": random.choice(["R1", "R9", None]),
            "product_line": random.choice(["ERP", "CRM", None]),
            "product": _apart(random).choice(["Suite", "Basic", None]),
            "amount": random.choice([None, 0, 100]),
            "opened_on": date(2024, 1 + number, 5),
            "expected_sign_on": random.choice(
                [None, date(2025, 6, 1), date(2026, 3, 1)]
            ),
            "outcome": random.choice(["open", "open", "won", "lost"]),
            "closed_on": random.choice([None, date(2025, 1, 10), date(2025, 7, 15)]),
        }
        for number in range(12)
    ] + _brief_projects(_apart(random))


def _brief_projects(random: Random) -> list[Row]:
    """Projects that no export shows open, each won or lost soon after it was opened."""
    return [
        {
            "project_id": f"B{number}",
            "prospect_id": f"P{number}",
            "rep_id": "R1",
            "product_line": "ERP",
            "product": None,
            "amount": random.choice([None, 100, 250]),
            "opened_on": _day_of(number),
            "expected_sign_on": None,
            "outcome": "won" if number % 3 else "lost",
            "closed_on": _day_of(number) + timedelta(days=number % 4),
        }
        for number in range(12)
        if random.random() < 0.8
    ]


def _project_stages(random: Random) -> list[Row]:
    return [
        {
            "project_id": f"J{number}",
            "stage": stage,
            "entered_on": date(2024, 11, 1) + timedelta(days=number),
            "amount": random.choice([Decimal("50.00"), Decimal("60.00")]),
            "approved_by": random.choice([None, "R1"]),
        }
        for number in range(6)
        for stage in ("demo", "exchange")
    ]


def _activities(random: Random) -> list[Row]:
    """Some are told of late, some before their day, and some of another prospect later."""
    return [
        {
            "activity_id": f"V{number}",
            "prospect_id": _apart(random).choice(
                [*[f"P{number}"] * 8, f"P{number + 1}", None]
            ),
            "type": random.choice(["call", "visit"]),
            "occurred_on": _apart(random).choice(
                [*[_day_of(number)] * 8, _day_of(number - 3), _day_of(number + 3)]
            ),
        }
        for number in range(10)
    ]


def _day_of(number: int) -> date:
    return FIRST + timedelta(days=25 * number - 60)


def _territories(random: Random) -> list[Row]:
    return [
        {
            "territory_id": f"T{number}",
            "rep_id": random.choice(["R1", "R2"]),
            "target_prospect_count": _apart(random).choice([3, 3, 4]),
        }
        for number in range(3)
    ]


def _territory_areas(random: Random) -> list[Row]:
    return [
        {"territory_id": "T1", "city": "苏州", "district": district, "industry": None}
        for district in (None, "工业园区")
    ]


def _reps(random: Random) -> list[Row]:
    return [
        {
            "rep_id": f"R{n}",
            "team": random.choice(["East", "West", None]),
            "is_active": _apart(random).random() < 0.8,
        }
        for n in range(4)
    ]


def _contacts(random: Random) -> list[Row]:
    return [
        {
            "contact_id": f"C{number}",
            "prospect_id": f"P{number}",
            "decision_role": random.choice(["decision_maker", "influencer", None]),
        }
        for number in range(6)
    ]


def _prospect_sources(random: Random) -> list[Row]:
    return [
        {
            "prospect_id": f"P{number}",
            "list_source": random.choice(["fair", "web"]),
            "captured_on": _day_of(number),
        }
        for number in range(8)
        if random.random() < 0.3
    ]


def _events(random: Random) -> list[Row]:
    return [
        {"event_id": f"E{number}", "name": "Seminar", "held_on": _day_of(6 * number)}
        for number in range(4)
    ]


def _event_invitations(random: Random) -> list[Row]:
    return [
        {
            "event_id": f"E{number % 4}",
            "prospect_id": f"P{number}",
            "contact_id": f"C{number}",
            "invited_on": _day_of(0),
            "has_attended": random.choice([True, False, None]),
        }
        for number in range(6)
    ]


def _market_companies(random: Random) -> list[Row]:
    return [
        {
            "company_id": f"M{number}",
            "name": _apart(random).choice(
                [*[f"Company {number}"] * 4, f"Works {number}"]
            ),
            "city": "苏州",
            "district": random.choice(["工业园区", None]),
            "closed_on": random.choice([*[None] * 9, _day_of(number)]),
        }
        for number in range(8)
    ]


def _products(random: Random) -> list[Row]:
    return [
        {
            "product": product,
            "product_line": "ERP",
            "list_price_amount": random.choice([None, Decimal(80), Decimal(90)]),
        }
        for product in ("Suite", "Basic")
    ]


ROWS = {
    "prospects": _prospects,
    "projects": _projects,
    "project_stages": _project_stages,
    "activities": _activities,
    "territories": _territories,
    "territory_areas": _territory_areas,
    "reps": _reps,
    "contacts": _contacts,
    "prospect_sources": _prospect_sources,
    "events": _events,
    "event_invitations": _event_invitations,
    "market_companies": _market_companies,
    "products": _products,
}

EXPORTS = random_exports(seed=36)

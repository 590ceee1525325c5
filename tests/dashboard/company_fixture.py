"""A small believable company as mart rows: sixteen territories, fourteen month ends.

Seeded, so screenshots of two runs can be laid side by side.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.dashboard import company_loads_fixture as loads
from tests.dashboard.release_fixture import Row

TEAMS = ("East", "South", "West", "North")
PLACES = (
    ("苏州", "工业园区"), ("苏州", "昆山"), ("无锡", "新吴"), ("上海", "松江"),
    ("深圳", "宝安"), ("东莞", "长安"), ("广州", "黄埔"), ("佛山", "顺德"),
    ("成都", "龙泉驿"), ("重庆", "渝北"), ("西安", "高新"), ("武汉", "东湖"),
    ("天津", "滨海"), ("青岛", "城阳"), ("大连", "金普"), ("北京", "亦庄"),
)  # fmt: skip
REPS = (
    "王伟", "李娜", "张敏", "刘洋", "陈静", "杨磊", "赵强", "黄丽",
    "周杰", "吴婷", "徐明", "孙悦", "马超", "朱琳", "胡斌", "郭芳",
)  # fmt: skip
FIRST = ("恒达", "新锐", "华盛", "宏图", "锦程", "远东", "明泰", "三信", "瑞丰", "长城")
TRADES = (
    ("electronics", "电子"), ("machinery", "机械"), ("hardware", "五金"),
    ("food", "食品"), ("chemicals", "化工"), ("appliances", "电器"),
)  # fmt: skip
SEGMENTS = ("small", "medium", "medium", "large")
LINES = ("ERP", "ERP", "PDM", "CRM")
PRODUCTS = ("易飞", "易助", "易拓")
STAGES = ("first_visit", "exchange", "demo", "quotation", "objections", "negotiation")
TARGET = 30
NEWEST = dt.date(2026, 10, 31)
AS_OF_DATES = tuple(
    dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    for year, month in ((2025, 9 + step) for step in range(14))
)
RECONSTRUCTED = tuple(
    dt.date(2025, month + 1, 1) - dt.timedelta(days=1) for month in range(4, 9)
)


@dataclass
class Prospect:
    """One company and its grade at every snapshot (None = not on the list)."""

    number: int
    place: int
    grades: list[str | None] = field(default_factory=list)

    @property
    def prospect_id(self) -> str:
        return f"P{self.number:04d}"

    @property
    def name(self) -> str:
        city = PLACES[self.place][0]
        first = FIRST[self.number % len(FIRST)] + FIRST[self.number // 7 % len(FIRST)]
        return f"{city}{first[:3]}{TRADES[self.number % 6][1]}有限公司"

    @property
    def facts(self) -> dict[str, object]:
        """What its spans and its projects say alike."""
        has_place = self.number % 47 != 0
        return {
            "source": "acre",
            "prospect_id": self.prospect_id,
            "territory_id": _territory(self.place) if has_place else "unassigned",
            "rep_id": _rep(self.place) if has_place else "unassigned",
            "team": TEAMS[self.place // 4] if has_place else "unassigned",
            "segment": SEGMENTS[self.number % 4] if self.number % 31 else "unknown",
            "industry": TRADES[self.number % 6][0] if self.number % 37 else "unknown",
        }


@dataclass(frozen=True)
class Project:
    """One project of a prospect; closed_on None while it is open."""

    number: int
    prospect: Prospect
    amount: int | None
    opened_on: dt.date
    closed_on: dt.date | None

    def is_open(self, on: dt.date) -> bool:
        return self.opened_on <= on and (self.closed_on is None or self.closed_on > on)


def company(release_id: str, seed: int = 7) -> dict[str, Sequence[Row]]:
    """Rows of every mart for the whole company."""
    chance = random.Random(seed)
    prospects = list(_prospects(chance))
    projects = list(_projects(chance, prospects))
    sizes = {"prospects": len(prospects), "projects": len(projects), "reps": 16}
    sizes |= {"territories": 16, "activities": 900}
    return {
        "dim_as_of_dates": list(_dates()),
        "dim_prospect_versions": [row for each in prospects for row in _spans(each)],
        "fct_overdue_prospects": [
            row for each in prospects if each.number % 6 == 0 for row in _overdue(each)
        ],
        "fct_open_projects": [row for each in projects for row in _snapshots(each)],
        "dim_territories": list(_territories()),
        "dim_reps": list(_reps()),
        **loads.bookkeeping(release_id, AS_OF_DATES, sizes, chance),
    }


def _prospects(chance: random.Random) -> Iterator[Prospect]:
    numbers = itertools.count(1)
    for place in range(len(PLACES)):
        size = int(TARGET * chance.uniform(0.72, 1.12))
        for _seat in range(size):
            prospect = Prospect(next(numbers), place)
            entered = 0 if chance.random() < 0.8 else chance.randrange(14)
            left = 14 if chance.random() < 0.9 else chance.randrange(entered + 1, 15)
            grade = chance.choices("ABCD", weights=(7, 15, 33, 45))[0]
            for snapshot in range(14):
                if chance.random() < 0.12:
                    step = chance.choice((-1, -1, 1))
                    grade = "ABCD"[min(3, max(0, "ABCD".index(grade) + step))]
                here = entered <= snapshot < left
                shown = "ungraded" if prospect.number % 41 == 0 else grade
                prospect.grades.append(shown if here else None)
            yield prospect


def _projects(
    chance: random.Random, prospects: Sequence[Prospect]
) -> Iterator[Project]:
    numbers = itertools.count(1)
    for prospect in prospects:
        for snapshot, grade in enumerate(prospect.grades):
            odds = {"A": 0.3, "B": 0.12, "C": 0.02}.get(grade or "", 0)
            if chance.random() >= odds:
                continue
            opened = AS_OF_DATES[snapshot] - dt.timedelta(days=chance.randrange(120))
            closed = opened + dt.timedelta(days=chance.randrange(60, 330))
            amount = chance.randrange(8, 190) * 10_000
            yield Project(
                next(numbers),
                prospect,
                None if chance.random() < 0.04 else amount,
                opened,
                closed if closed <= NEWEST else None,
            )


def _dates() -> Iterator[Row]:
    dates = [*RECONSTRUCTED, *AS_OF_DATES]
    for number, on in enumerate(dates):
        month, quarter, year = (
            dates[number - months] if number >= months else None
            for months in (1, 3, 12)
        )
        yield {
            "as_of": on, "is_reconstructed": on in RECONSTRUCTED,
            "is_newest": on == NEWEST, "is_list_known": on in AS_OF_DATES,
            "previous_as_of": month, "month_before_as_of": month,
            "quarter_before_as_of": quarter, "year_before_as_of": year,
        }  # fmt: skip


def _spans(prospect: Prospect) -> Iterator[Row]:
    """A row per run of snapshots that show one grade."""
    snapshots = zip(AS_OF_DATES, prospect.grades, strict=True)
    city, district = PLACES[prospect.place]
    for grade, run in itertools.groupby(snapshots, key=lambda snapshot: snapshot[1]):
        shown = [on for on, _grade in run]
        after = [on for on in AS_OF_DATES if on > shown[-1]]
        if grade is None:
            continue
        soon = {"A": 60, "B": 150, "C": 300}.get(grade)
        expected = dt.timedelta(days=prospect.number * 13 % soon) if soon else None
        yield {
            **prospect.facts, "name": prospect.name, "city": city,
            "district": district, "ownership": "domestic", "declared_grade": grade,
            "annual_revenue_amount": (prospect.number * 7 % 900 + 8) * 1_000_000,
            "headcount": prospect.number * 31 % 2000 + 30,
            "expected_sign_on": shown[-1] + expected if expected else None,
            "created_on": dt.date(2024, 5, 6), "valid_from": shown[0],
            "valid_to": after[0] if after else None,
        }  # fmt: skip


def _overdue(prospect: Prospect) -> Iterator[Row]:
    """Its spans of one grade, from their first day on more than a month late."""
    shown = ("prospect_id", "territory_id", "rep_id", "team", "name", "segment",
             "industry", "city", "declared_grade", "valid_from", "valid_to")  # fmt: skip
    late = prospect.number % 90
    for span in _spans(prospect):
        valid_from = span["valid_from"]
        assert isinstance(valid_from, dt.date)
        activity_on = valid_from - dt.timedelta(days=200 + late)
        yield {
            **{column: span[column] for column in shown},
            "last_activity_on": activity_on if prospect.number % 4 else None,
            "due_on": valid_from - dt.timedelta(days=20 + late),
        }


def _snapshots(project: Project) -> Iterator[Row]:
    """A row per as-of date at which the project is open."""
    grades = dict(zip(AS_OF_DATES, project.prospect.grades, strict=True))
    for on in (*RECONSTRUCTED, *AS_OF_DATES):
        if project.is_open(on):
            yield {
                **project.prospect.facts, "prospect_name": project.prospect.name,
                "as_of": on,
                "project_id": f"J{project.number:04d}",
                "product_line": LINES[project.number % 4],
                "product": PRODUCTS[project.number % 3],
                "stage": STAGES[project.number % len(STAGES)],
                "declared_grade": grades.get(on) or "ungraded",
                "amount": project.amount, "is_reconstructed": on in RECONSTRUCTED,
                "opened_on": project.opened_on,
                "expected_sign_on": NEWEST + dt.timedelta(days=project.number % 200),
            }  # fmt: skip


def _territory(place: int) -> str:
    return f"T{place + 1:02d}"


def _rep(place: int) -> str:
    return f"R{place + 1:02d}"


def _territories() -> Iterator[Row]:
    for place, (city, district) in enumerate(PLACES):
        yield {
            "territory_id": _territory(place), "rep_id": _rep(place),
            "name": f"{city} {district}", "region": TEAMS[place // 4],
            "team": TEAMS[place // 4], "target_prospect_count": TARGET,
            "is_current": True,
        }  # fmt: skip
    yield {"territory_id": "unassigned", "name": "unassigned", "is_current": True}


def _reps() -> Iterator[Row]:
    for place, name in enumerate(REPS):
        yield {
            "rep_id": _rep(place), "name": name, "team": TEAMS[place // 4],
            "is_active": True, "is_current": True,
        }  # fmt: skip

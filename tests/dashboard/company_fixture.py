"""A small believable company as mart rows: sixteen territories, fourteen month ends.

Seeded, so screenshots of two runs can be laid side by side. Facts are summed from the
same pictures that the dimensions show, so that every figure opens to its records.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .release_fixture import Row, entities

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
    """One company and its grade at every picture (None = not on the list)."""

    number: int
    territory: int
    grades: list[str | None] = field(default_factory=list)

    @property
    def prospect_id(self) -> str:
        return f"P{self.number:04d}"

    @property
    def name(self) -> str:
        city = PLACES[self.territory][0]
        first = FIRST[self.number % len(FIRST)] + FIRST[self.number // 7 % len(FIRST)]
        return f"{city}{first[:3]}{TRADES[self.number % 6][1]}有限公司"


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
    batches = list(_batches(chance, len(prospects), len(projects)))
    return {
        **_dimensions(chance, prospects, projects),
        "fct_list_counts": _list_counts(prospects),
        "fct_open_pipeline": _pipeline(projects),
        "fct_batches": batches,
        **_bookkeeping(batches, len(prospects), len(projects)),
        "fct_check_results": list(_checks(release_id)),
    }


def _prospects(chance: random.Random) -> Iterator[Prospect]:
    numbers = itertools.count(1)
    for territory in range(len(PLACES)):
        size = int(TARGET * chance.uniform(0.72, 1.12))
        for _place in range(size):
            prospect = Prospect(next(numbers), territory)
            entered = 0 if chance.random() < 0.8 else chance.randrange(14)
            left = 14 if chance.random() < 0.9 else chance.randrange(entered + 1, 15)
            grade = chance.choices("ABCD", weights=(7, 15, 33, 45))[0]
            for picture in range(14):
                if chance.random() < 0.12:
                    step = chance.choice((-1, -1, 1))
                    grade = "ABCD"[min(3, max(0, "ABCD".index(grade) + step))]
                here = entered <= picture < left
                shown = "ungraded" if prospect.number % 41 == 0 else grade
                prospect.grades.append(shown if here else None)
            yield prospect


def _projects(
    chance: random.Random, prospects: Sequence[Prospect]
) -> Iterator[Project]:
    numbers = itertools.count(1)
    for prospect in prospects:
        for picture, grade in enumerate(prospect.grades):
            odds = {"A": 0.3, "B": 0.12, "C": 0.02}.get(grade or "", 0)
            if chance.random() >= odds:
                continue
            opened = AS_OF_DATES[picture] - dt.timedelta(days=chance.randrange(120))
            closed = opened + dt.timedelta(days=chance.randrange(60, 330))
            amount = chance.randrange(8, 190) * 10_000
            yield Project(
                next(numbers),
                prospect,
                None if chance.random() < 0.04 else amount,
                opened,
                closed if closed <= NEWEST else None,
            )


def _dimensions(
    chance: random.Random, prospects: Sequence[Prospect], projects: Sequence[Project]
) -> dict[str, Sequence[Row]]:
    return {
        "dim_prospects": [_prospect_row(chance, prospect) for prospect in prospects],
        "dim_projects": [_project_row(chance, project) for project in projects],
        "dim_territories": [
            (
                _territory(place), f"{city} {district}", TEAMS[place // 4],
                f"R{place + 1:02d}", TEAMS[place // 4], TARGET, True,
            )
            for place, (city, district) in enumerate(PLACES)
        ],
        "dim_reps": [
            (f"R{place + 1:02d}", name, None, TEAMS[place // 4], None, True, True)
            for place, name in enumerate(REPS)
        ],
        "dim_as_of_dates": [
            *((on, True, False) for on in RECONSTRUCTED),
            *((on, False, on == NEWEST) for on in AS_OF_DATES),
        ],
    }  # fmt: skip


def _territory(place: int) -> str:
    return f"T{place + 1:02d}"


def _prospect_row(chance: random.Random, prospect: Prospect) -> Row:
    seen = [on for on, grade in zip(AS_OF_DATES, prospect.grades, strict=True) if grade]
    last = next((grade for grade in reversed(prospect.grades) if grade), "D")
    city, district = PLACES[prospect.territory]
    soon = {"A": 60, "B": 150, "C": 300}.get(last)
    return (
        prospect.prospect_id, "acre", prospect.name, _territory(prospect.territory),
        f"R{prospect.territory + 1:02d}", TRADES[prospect.number % 6][0], city,
        district, "domestic", "active" if prospect.grades[-1] else "lost", last, None,
        chance.randrange(8, 900) * 1_000_000, None, chance.randrange(30, 2000),
        prospect.grades[-1] is not None,
        NEWEST + dt.timedelta(days=chance.randrange(soon)) if soon else None,
        dt.date(2024, 5, 6), seen[0], seen[-1],
    )  # fmt: skip


def _project_row(chance: random.Random, project: Project) -> Row:
    prospect = project.prospect
    won = chance.random() < 0.4
    outcome = "open" if not project.closed_on else "won" if won else "lost"
    return (
        f"J{project.number:04d}", "acre", prospect.prospect_id,
        _territory(prospect.territory), f"R{prospect.territory + 1:02d}",
        prospect.grades[-1] or "ungraded", chance.choice(("ERP", "ERP", "PDM", "CRM")),
        chance.choice(("易飞", "易助", "易拓")), chance.choice(STAGES), outcome, None,
        None, project.amount, project.is_open(NEWEST), project.opened_on,
        NEWEST + dt.timedelta(days=chance.randrange(20, 200)), project.closed_on,
        max(project.opened_on, AS_OF_DATES[0]), NEWEST,
    )  # fmt: skip


def _list_counts(prospects: Sequence[Prospect]) -> list[Row]:
    counts = Counter(
        (on, _territory(prospect.territory), grade)
        for prospect in prospects
        for on, grade in zip(AS_OF_DATES, prospect.grades, strict=True)
        if grade
    )
    return [(*key, count) for key, count in sorted(counts.items())]


def _pipeline(projects: Sequence[Project]) -> list[Row]:
    sums: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    pictures: list[tuple[dt.date, int | None]] = [(on, None) for on in RECONSTRUCTED]
    pictures += [(on, picture) for picture, on in enumerate(AS_OF_DATES)]
    for project in projects:
        for on, picture in pictures:
            if not project.is_open(on):
                continue
            grade = project.prospect.grades[picture] if picture is not None else None
            key = (on, _territory(project.prospect.territory), grade or "ungraded")
            total = sums[*key, picture is None]
            total[0] += 1
            total[1] += project.amount or 0
            total[2] += project.amount is None
    return [(*key, *total) for key, total in sorted(sums.items(), key=str)]


def _batches(
    chance: random.Random, prospect_count: int, project_count: int
) -> Iterator[Row]:
    sizes = {"prospects": prospect_count, "projects": project_count, "reps": 16}
    sizes |= {"territories": 16, "activities": 900}
    for on in AS_OF_DATES:
        for entity, size in sizes.items():
            rejected = chance.choice((0, 0, 0, 1, 2)) if size > 16 else 0
            fresh = size if on == AS_OF_DATES[0] else max(1, size // 11)
            fresh = size if entity == "activities" else min(fresh, size - rejected)
            yield (
                f"{on}-{entity}", "acre", entity, entity, f"{entity}.csv",
                "0" * 64, on, False, size + rejected, fresh, size - fresh, rejected,
                dt.datetime(2026, 11, 23, 9, 15),
            )  # fmt: skip


def _bookkeeping(
    batches: Sequence[Row], prospect_count: int, project_count: int
) -> dict[str, Sequence[Row]]:
    first, last = AS_OF_DATES[0], AS_OF_DATES[-1]
    sizes = {"prospects": prospect_count, "projects": project_count, "reps": 16}
    sizes |= {"territories": 16, "activities": 12_600}
    return {
        "fct_entities": entities(
            {name: (size, 14, first, last) for name, size in sizes.items()}
        ),
        "fct_rejects": [
            (
                batch[0], "acre", batch[2], batch[4], batch[6], 17 + line * 40,
                "declared_grade", "E", "is not one of A, B, C, D; correct it or map it", None,
            )
            for batch in batches
            for line in range(int(str(batch[11])))
        ],
        "fct_findings": [
            ("outcome_contradicts_flags", "projects", "acre", "J0012", "outcome", "won", last),
            ("unknown_territory", "prospects", "acre", "P0007", "territory_id", "T77", last),
            ("unknown_territory", "prospects", "acre", "P0009", "territory_id", "T77", last),
            ("unknown_value", "prospects", "acre", "P0041", "ownership", "state", last),
        ],
    }  # fmt: skip


def _checks(newest: str) -> Iterator[Row]:
    at = dt.datetime(2026, 11, 23, 9, 16)
    for release_id, failed in (("20260930T080000000Z-aaaaaaaa", 5), (newest, 2)):
        for check, subject, severity, count, english, chinese in (
            ("prospects_are_unique", "marts.dim_prospects", "blocking", 0,
             "Every prospect stands once.", "每家潜在客户只出现一次。"),
            ("list_is_not_empty", "marts.fct_list_counts", "blocking", 0,
             "The list holds prospects.", "名单上有潜在客户。"),
            ("territories_are_known", "marts.dim_prospects", "warning", failed,
             "Every prospect belongs to a delivered territory.",
             "每家潜在客户都属于已导出的责任区。"),
            ("open_projects_have_amounts", "marts.dim_projects", "warning", 0,
             "Open projects have an amount.", "进行中的项目都有金额。"),
        ):  # fmt: skip
            yield (
                release_id, check, subject, severity, english, chinese,
                f"{count} rows", count, count == 0, at,
            )  # fmt: skip

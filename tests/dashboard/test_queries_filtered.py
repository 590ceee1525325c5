"""Under any filters, at any date, queries count what the facts say."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pytest

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import choices, grades, lists, pipeline, records, territories
from tests.dashboard import company_fixture
from tests.dashboard.company_fixture import AS_OF_DATES, NEWEST, RECONSTRUCTED
from tests.dashboard.conftest import RELEASE_ID, ViewOf
from tests.dashboard.oracle import FILTERS, Oracle, by_grade, choices_at_random
from tests.dashboard.read import rows

CODES = {
    "team": ["East", "North", "unassigned"],
    "rep": ["R01", "R06", "unassigned"],
    "territory": ["T01", "T06", "unassigned"],
    "segment": ["small", "large", "unknown"],
    "industry": ["food", "machinery", "unknown"],
    "line": ["ERP", "CRM"],
    "grade": ["A", "D", "ungraded"],
}
GRADES = ("A", "B", "C", "D", "ungraded")
CHOSEN = list(choices_at_random(CODES, 20))
PAST = (AS_OF_DATES[4], AS_OF_DATES[0], RECONSTRUCTED[-1])
BELOW = {"team": ("rep", "territory"), "rep": ("territory",)}

# What may be chosen of the grades, as it holds of a row of their records.
ASSESSMENTS: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "overgraded": lambda row: row["is_overgraded"],
    "undergraded": lambda row: row["is_undergraded"],
    "stale": lambda row: row["is_stale"],
    "unproven": lambda row: row["evidence_grade"] is None,
    "contradicted": lambda row: row["contradictions"] is not None,
}

each_choice = pytest.mark.parametrize("chosen", CHOSEN, ids=str)


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    return Oracle(company_fixture.company(RELEASE_ID))


@pytest.fixture
def graded(company_view: ViewOf) -> Oracle:
    """Counts the spans of grades, which are the fixture's spans with an evidence grade."""
    spans = company_view().release.records(
        Query("select * from marts.fct_prospect_grades", ())
    )
    facts = company_fixture.company(RELEASE_ID)
    return Oracle({**facts, "dim_prospect_versions": spans})


def views(
    view_of: ViewOf, chosen: dict[str, str], **also: str
) -> Iterator[tuple[View, dt.date]]:
    """The newest view with these filters, and one of the past."""
    for day in (NEWEST, PAST[CHOSEN.index(chosen) % len(PAST)]):
        yield view_of(as_of=day.isoformat(), **chosen, **also), day


Sums = dict[dt.date, dict[str, int]]


def by_date(view: View, query: Query, column: str) -> Sums:
    """A column by date and grade, grades without a figure left out."""
    sums: Sums = {}
    for day, grade, value in rows(view, query, "as_of", "declared_grade", column):
        of_day = sums.setdefault(day, {})
        if value:
            of_day[grade] = int(value)
    return sums


@each_choice
def test_list_over_time(
    company_view: ViewOf, oracle: Oracle, chosen: dict[str, str]
) -> None:
    for view, day in views(company_view, chosen):
        shown = by_date(view, lists.by_grade(view), "prospect_count")
        assert shown == {
            each: by_grade(oracle.prospects(each, chosen))
            for each in AS_OF_DATES
            if each <= day
        }
        of_day = shown.get(day, {})
        assert view.release.number(lists.count(view)) == sum(of_day.values())


@each_choice
def test_grades_over_time(
    company_view: ViewOf, graded: Oracle, chosen: dict[str, str]
) -> None:
    columns = ("prospect", "assessed", "overgraded", "undergraded", "stale", "unproven")
    for view, day in views(company_view, chosen):
        shown = {
            (on, grade): tuple(counts)
            for on, grade, *counts in rows(
                view,
                grades.over_time(view),
                *("as_of", "declared_grade", *(f"{each}_count" for each in columns)),
            )
        }
        expected = {}
        for on in (each for each in AS_OF_DATES if each <= day):
            found = graded.prospects(on, chosen)
            for grade in by_grade(found):
                of_grade = [row for row in found if row["declared_grade"] == grade]
                expected[on, grade] = (
                    len(of_grade),
                    sum(row["overgraded_steps"] is not None for row in of_grade),
                    *(
                        sum(ASSESSMENTS[assessment](row) for row in of_grade)
                        for assessment in (
                            "overgraded",
                            "undergraded",
                            "stale",
                            "unproven",
                        )
                    ),
                )
        assert shown == expected


@each_choice
def test_grades_declared_and_proven(
    company_view: ViewOf, graded: Oracle, chosen: dict[str, str]
) -> None:
    year_before = dt.date(2025, 10, 31)
    view = company_view(compare="year", **chosen)
    columns = ("declared_grade", "evidence_grade")
    counts = ("prospect_count", "compared_prospect_count")
    now, before = (
        Counter(
            (row["declared_grade"], row["evidence_grade"] or "unproven")
            for row in graded.prospects(on, chosen)
        )
        for on in (NEWEST, year_before)
    )
    assert sorted(rows(view, grades.matrix(view), *columns, *counts)) == sorted(
        (*pair, now[pair], before[pair]) for pair in {*now, *before}
    )


@each_choice
def test_as_many_grades_are_counted_as_listed(
    company_view: ViewOf, graded: Oracle, chosen: dict[str, str]
) -> None:
    for assessment, evidence in itertools.product(
        (None, *ASSESSMENTS), (None, "B", "unproven")
    ):
        picked = {"assessment": assessment, "evidence": evidence}
        also = {name: code for name, code in picked.items() if code is not None}
        for view, day in views(company_view, chosen, **also):
            expected = ids(
                (row["prospect_id"],)
                for row in graded.prospects(day, chosen)
                if (assessment is None or ASSESSMENTS[assessment](row))
                and evidence in (None, row["evidence_grade"] or "unproven")
            )
            assert view.release.number(grades.count(view)) == len(expected)
            assert ids(rows(view, grades.prospects(view), "prospect_id")) == expected


@each_choice
def test_pipeline_over_time(
    company_view: ViewOf, oracle: Oracle, chosen: dict[str, str]
) -> None:
    for view, day in views(company_view, chosen):
        query = pipeline.by_grade(view)
        counts = by_date(view, query, "project_count")
        amounts = by_date(view, query, "open_amount")
        missing = by_date(view, query, "missing_amount_count")
        assert max(counts) == day
        assert view.release.number(pipeline.count(view)) == sum(counts[day].values())
        for each in counts:
            projects = oracle.projects(each, chosen)
            assert counts[each] == by_grade(projects)
            stated = [project["amount"] for project in projects]
            assert sum(amounts[each].values()) == sum(filter(None, stated))
            assert sum(missing[each].values()) == stated.count(None)


@each_choice
def test_records(company_view: ViewOf, oracle: Oracle, chosen: dict[str, str]) -> None:
    for view, day in views(company_view, chosen):
        assert ids(rows(view, records.prospects(view), "prospect_id")) == ids(
            (row["prospect_id"],) for row in oracle.prospects(day, chosen)
        )
        assert ids(rows(view, records.open_projects(view), "project_id")) == ids(
            (row["project_id"],) for row in oracle.projects(day, chosen)
        )


def ids(rows: Iterable[tuple[str]]) -> list[str]:
    return sorted(code for (code,) in rows)


@each_choice
def test_territories(
    company_view: ViewOf, oracle: Oracle, chosen: dict[str, str]
) -> None:
    """The chosen grade and territory narrow nothing: their neighbours stay in sight."""
    counts = [f"{grade.lower()}_count" for grade in GRADES]
    for view, day in views(company_view, chosen):
        query = territories.by_grade(view)
        shown = {
            (territory_id, grade): count
            for territory_id, *of_grades in rows(view, query, "territory_id", *counts)
            for grade, count in zip(GRADES, of_grades, strict=True)
            if count
        }
        spans = oracle.prospects(day, chosen, without=("territory", "grade"))
        places = [(span["territory_id"], span["declared_grade"]) for span in spans]
        assert shown == Counter(places)
        totals = rows(view, query, "prospect_count")
        assert sum(total for (total,) in totals) == len(spans)


@each_choice
def test_territories_before(
    company_view: ViewOf, oracle: Oracle, chosen: dict[str, str]
) -> None:
    view = company_view(compare="year", **chosen)
    query = territories.by_grade(view)
    shown = dict(rows(view, query, "territory_id", "compared_prospect_count"))
    year_before = dt.date(2025, 10, 31)
    spans = oracle.prospects(year_before, chosen, without=("territory", "grade"))
    counted = Counter(span["territory_id"] for span in spans)
    assert shown == {territory_id: counted[territory_id] for territory_id in shown}


@pytest.mark.parametrize("name", FILTERS)
@each_choice
def test_choices_offer_what_leaves_something(
    company_view: ViewOf, oracle: Oracle, chosen: dict[str, str], name: str
) -> None:
    for view, day in views(company_view, chosen):
        offered = [code for code, _name in choices.offered(view, name)]
        assert len(offered) == len(set(offered))
        assert set(offered) == oracle.codes(day, chosen, name, BELOW.get(name, ()))

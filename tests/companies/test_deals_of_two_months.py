"""Deals without grades, exported once: what changed before that day, and what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.app_pages.registry import PAGES
from dashboard.core import release, view
from dashboard.core.view import View
from dashboard.queries import changes, loads, records
from dashboard.wording import words
from tests.companies import company
from tests.companies.company import Company
from tests.companies.reading import wrong_downloads, wrong_reports
from tests.dashboard.conftest import OpenApp
from tests.dashboard.read import rows

MARCH, APRIL = dt.date(2021, 3, 31), dt.date(2021, 4, 30)
TEMPLATE = {
    "prospects.csv": """\
prospect_id,name,status
P1,Firm One,active
P2,Firm Two,active
""",
    "projects.csv": """\
project_id,prospect_id,opened_on,closed_on,outcome,amount
1,P1,2021-01-05,2029-02-01,won,100
2,P1,2021-01-05,,open,8
3,P2,2021-03-05,2021-01-01,won,5
4,P2,2021-03-05,,won,7
5,P2,2021-04-02,2021-04-20,won,1000
6,P2,2021-03-02,2021-04-20,won,50
""",
}
DEALS = {
    "deals.csv": """\
Id,Opened,Closed,Stage,Amount
1,2021-01-05,2029-02-01,Won,100
2,2021-01-05,,New,8
3,2021-03-05,2021-01-01,Won,5
4,2021-03-05,,Won,7
5,2021-02-01,2021-04-30,Won,20
""",
}
MAPPING = """\
name: deals
files:
  - entity: projects
    stems: [deals]
    fields:
      project_id: Id
      amount: Amount
      opened_on: Opened
      closed_on: {column: Closed, when: {Stage: [Won, Lost]}}
      outcome: {column: Stage, values: {Won: won, Lost: lost}, otherwise: open}
"""


@pytest.fixture
def ungraded(small_company: Company, home: Path) -> None:
    """Prospects and projects of the template, without a grade."""
    _publish(small_company, home, TEMPLATE)


@pytest.fixture
def deals(small_company: Company, home: Path) -> None:
    """Deals of another CRM, alone."""
    mapping = home / "deals.yml"
    mapping.write_text(MAPPING, encoding="utf-8")
    _publish(small_company, home, DEALS, "--mapping", str(mapping))


def _publish(
    built: Company, home: Path, files: dict[str, str], *arguments: str
) -> None:
    folder = home / "given" / APRIL.isoformat()
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    company.load(home, str(folder), *arguments)
    replace(built, warehouse=home / "acre.duckdb").publish(home)


def _changes(shown: View) -> Sequence[tuple[object, ...]]:
    columns = ("project_id", "change_type", "amount_change")
    return sorted(rows(shown, changes.listed(shown), *columns))


@pytest.mark.usefixtures("ungraded")
def test_every_page_draws_without_grades(open_app: OpenApp) -> None:
    for language in words.LANGUAGES:
        for page in PAGES:
            open_app(page, language)
        assert wrong_reports(language) == []
    assert wrong_downloads() == []


@pytest.mark.usefixtures("ungraded")
def test_what_opened_and_was_won_between_two_dates_is_both() -> None:
    """Project 6 was open before; 1 is open until 2029; 3 and 4 have no usable day."""
    with release.open_current() as opened:
        shown = view.of(opened, {"as_of": "2021-04-30", "compare": "month"})
        assert shown.compared is not None
        assert shown.compared.on == MARCH
        assert _changes(shown) == [
            ("5", "new", 1000.0),
            ("5", "won", -1000.0),
            ("6", "won", -50.0),
        ]


@pytest.mark.usefixtures("deals")
def test_what_closes_in_the_future_is_open_until_then() -> None:
    """Project 5, won on the day of the export, is won."""
    with release.open_current() as opened:
        shown = view.of(opened, {"as_of": "2021-04-30", "compare": "month"})
        open_ones = rows(shown, records.open_projects(shown), "project_id", "amount")
        assert sorted(open_ones) == [("1", 100.0), ("2", 8.0)]
        assert _changes(shown) == [("5", "won", -20.0)]
        findings = rows(shown, loads.findings(shown), "finding", "record_id", "value")
        assert ("closed_in_future", "1", "2029-02-01") in findings
        assert {record for finding, record, _value in findings
                if finding == "closed_in_future"} == {"1"}  # fmt: skip

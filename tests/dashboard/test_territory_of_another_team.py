"""A prospect may be tended by a rep of another team than its territory's."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import release, view
from dashboard.queries import lists, territories
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID
from tests.dashboard.read import rows
from tests.dashboard.release_fixture import publish
from tests.dashboard.tiny_fixture import OCTOBER, SUZHOU, span


@pytest.mark.parametrize("team", ["East", "South"])
def test_the_bars_of_a_team_add_up_to_its_list(home: Path, team: str) -> None:
    tables = tiny_fixture.company(RELEASE_ID)
    guest = {**SUZHOU, "rep_id": "R3", "team": "South"}
    tables["dim_prospect_versions"] = [
        *tiny_fixture.PROSPECTS,
        span("P6", "瑞丰电器", "C", guest, tiny_fixture.ELECTRONICS, OCTOBER),
    ]
    publish(home, RELEASE_ID, tables)
    with release.open_current() as opened:
        shown = view.of(opened, {"team": team, "as_of": OCTOBER.isoformat()})
        bars = rows(shown, territories.by_grade(shown), "prospect_count")
        assert sum(count for (count,) in bars) == opened.number(lists.count(shown))

"""A prospect may be maintained by a rep of another team than its territory's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.core import release, view
from dashboard.queries import lists, territories
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, ViewOf
from tests.dashboard.read import rows
from tests.dashboard.release_fixture import publish
from tests.dashboard.tiny_fixture import OCTOBER, SUZHOU, span


@pytest.fixture
def guest_view(home: Path) -> Iterator[ViewOf]:
    """Views of a company whose Suzhou holds a prospect that Ningbo's rep maintains."""
    guest = {**SUZHOU, "rep_id": "R3", "team": "South"}
    prospects = [
        *tiny_fixture.PROSPECTS,
        span("P6", "瑞丰电器", "C", guest, tiny_fixture.ELECTRONICS, OCTOBER),
    ]
    publish(
        home,
        RELEASE_ID,
        tiny_fixture.company(RELEASE_ID, dim_prospect_versions=prospects),
    )
    with release.open_current() as opened:
        yield lambda **parameters: view.of(opened, parameters)


@pytest.mark.parametrize("team", ["East", "South"])
def test_the_bars_of_a_team_add_up_to_its_list(guest_view: ViewOf, team: str) -> None:
    shown = guest_view(team=team)
    bars = rows(shown, territories.by_grade(shown), "prospect_count")
    listed = shown.release.number(lists.count(shown))
    assert sum(count for (count,) in bars) == listed


def test_a_team_s_newest_cell_says_what_its_bar_says(guest_view: ViewOf) -> None:
    shown = guest_view(team="East")
    bars = dict(rows(shown, territories.by_grade(shown), "territory_id", "target_rate"))
    cells = rows(shown, territories.over_time(shown, ["T1"]), "as_of", "target_rate")
    assert dict(cells)[OCTOBER] == bars["T1"]

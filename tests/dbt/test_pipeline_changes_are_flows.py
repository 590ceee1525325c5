"""What changed between any two snapshots of the pipeline, told project by project."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.dbt.exports_at_random import EXPORTS
from tests.dbt.grades_by_hand import months_later
from tests.dbt.raw_warehouse import RawWarehouse
from tests.dbt.seeds import VARS
from tests.dbt.snapshots_by_hand import Snapshots
from tests.dbt.test_figures_are_as_known_then import DAYS, LATER_DAYS

SNAPSHOTS = Snapshots(EXPORTS)
STEPS = [step for step in pairwise(DAYS) if step[0] in LATER_DAYS]

# Where it stands (place), its grade, whether it is due, what it is worth.
State = tuple[tuple[str, ...], str, bool, Decimal]
Leg = tuple[str, str, str, tuple[str, ...], str, bool, int, Decimal]


@pytest.fixture(scope="module")
def reconstructed(random_warehouse: RawWarehouse) -> set[str]:
    """Projects that were open before the first export, none of which is new later."""
    rows = random_warehouse.query(
        "select distinct project_id from marts.fct_open_projects where is_reconstructed"
    )
    return {project_id for (project_id,) in rows}


def test_the_exports_put_every_kind_to_use(reconstructed: set[str]) -> None:
    kinds = {leg[1] for step in STEPS for leg in expected(*step, reconstructed)}
    assert len(STEPS) > 5
    assert {
        "new", "returned", "won", "lost", "closed_out", "transferred", "graded",
        "regraded_up", "regraded_down", "amount_up", "amount_down", "moved_in",
        "moved_out",
    } <= kinds  # fmt: skip


@pytest.mark.parametrize(("before", "after"), STEPS)
def test_every_change_is_a_row(
    random_warehouse: RawWarehouse,
    reconstructed: set[str],
    before: date,
    after: date,
) -> None:
    rows = random_warehouse.query(
        f"""
        select
            project_id, change_type, direction,
            territory_id, rep_id, team, segment, industry, product_line,
            declared_grade, is_due, count_change, amount_change
        from marts.fct_pipeline_changes
        where as_of = date '{after}' and previous_as_of = date '{before}'
        """
    )
    found = Counter((*row[:3], tuple(row[3:9]), *row[9:]) for row in rows)
    assert found == Counter(expected(before, after, reconstructed))


@pytest.mark.parametrize("start", range(len(LATER_DAYS) - 1))
def test_flows_lead_from_any_date_to_the_newest(
    random_warehouse: RawWarehouse, start: int
) -> None:
    first, last = LATER_DAYS[start], LATER_DAYS[-1]
    [(count, amount)] = random_warehouse.query(
        f"""
        select coalesce(sum(count_change), 0), coalesce(sum(amount_change), 0)
        from marts.fct_pipeline_changes
        where as_of > date '{first}' and as_of <= date '{last}'
        """
    )
    opening, closing = states(first).values(), states(last).values()
    assert len(opening) + count == len(closing)
    assert sum(s[3] for s in opening) + amount == sum(s[3] for s in closing)


def states(day: date) -> dict[str, State]:
    """Each project open on a day, as it stood."""
    outcomes = SNAPSHOTS.outcomes(day)
    return {
        project_id: state
        for project_id, state in all_states(day).items()
        if outcomes[project_id] == "open"
    }


def all_states(day: date) -> dict[str, State]:
    """Each project shown on a day, as it stood, whatever became of it."""
    records = SNAPSHOTS.records("projects", day)
    found: dict[str, State] = {}
    for project_id, (kind, line) in SNAPSHOTS.projects(day).items():
        place = (kind.territory_id, kind.rep_id, kind.team, kind.segment, kind.industry)
        expected_on = records[project_id]["expected_sign_on"]
        found[project_id] = (
            (*place, line),
            kind.declared_grade,
            expected_on is not None
            and expected_on <= months_later(day, VARS["pipeline_due_months"]),
            Decimal(records[project_id]["amount"] or 0),
        )
    return found


def expected(before: date, after: date, reconstructed: set[str]) -> list[Leg]:
    """The changes between two consecutive dates, one after the other."""
    was, stands = states(before), states(after)
    open_earlier = reconstructed.union(*(states(day) for day in DAYS if day <= before))
    legs: list[Leg] = []
    for project_id in sorted({*was, *stands}):
        if project_id not in was:
            kind = "returned" if project_id in open_earlier else "new"
            legs.append(leg(project_id, kind, "in", stands[project_id]))
        elif project_id not in stands:
            kind = ended(project_id, after)
            legs.append(leg(project_id, kind, "out", was[project_id]))
        else:
            legs += steps(project_id, was[project_id], stands[project_id])
    for project_id in came_and_went(before, after):
        kind = "returned" if project_id in open_earlier else "new"
        state = all_states(after)[project_id]
        legs.append(leg(project_id, kind, "in", state))
        legs.append(
            leg(project_id, SNAPSHOTS.outcomes(after)[project_id], "out", state)
        )
    return legs


def came_and_went(before: date, after: date) -> list[str]:
    """Projects closed by the one date that were neither open nor so closed by the other."""
    return [
        project_id
        for project_id, outcome in SNAPSHOTS.outcomes(after).items()
        if outcome != "open"
        and SNAPSHOTS.outcomes(before).get(project_id) != "open"
        and last_outcome(project_id, before) != outcome
    ]


def last_outcome(project_id: str, day: date) -> str | None:
    """What was last known of a project on a day."""
    while day >= DAYS[0]:
        if outcome := SNAPSHOTS.outcomes(day).get(project_id):
            return outcome
        day -= timedelta(days=1)
    return None


def steps(project_id: str, old: State, new: State) -> list[Leg]:
    legs: list[Leg] = []
    at: list[Any] = list(old)
    for index, kind in enumerate(("transferred", regrade(old, new), moved(new))):
        if at[index] == new[index]:
            continue
        legs.append(leg(project_id, kind, "out", tuple(at)))
        at[index] = new[index]
        legs.append(leg(project_id, kind, "in", tuple(at)))
    rise = new[3] - old[3]
    if rise:
        kind, side = ("amount_up", "in") if rise > 0 else ("amount_down", "out")
        legs.append((project_id, kind, side, *new[:3], 0, rise))
    return legs


def regrade(old: State, new: State) -> str:
    if "ungraded" in (old[1], new[1]):
        return "graded"
    return "regraded_up" if new[1] < old[1] else "regraded_down"


def moved(new: State) -> str:
    return "moved_in" if new[2] else "moved_out"


def leg(project_id: str, kind: str, side: str, state: State) -> Leg:
    sign = 1 if side == "in" else -1
    return (project_id, kind, side, *state[:3], sign, sign * state[3])


def ended(project_id: str, day: date) -> str:
    return SNAPSHOTS.outcomes(day).get(project_id, "closed_out")

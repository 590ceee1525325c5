"""How lists change besides winning and losing: every way in and out of the method."""

from demo.model import Prospect, Territory, World, poisson, sample
from demo.projects import abandon, depart
from demo.prospects import enlist
from demo.settings import Month

CLOSING = 0.0011  # monthly chances per prospect
VANISHING = 0.00022
VANISHED_RETURN = 0.4
EXCHANGES_PER_TERRITORY = 0.22
EXCHANGES_IN_JANUARY = 1.2
GIVING = 0.25
HANDING_OVER = 0.12  # a territory's monthly chance while its list is not too long
HANDING_OVER_SURPLUS = 0.6
SURPLUS = 1.05
NEW_PER_TERRITORY = 0.8  # found beyond the gaps, by a rep who finds all he seeks
GRADED_AT_ENTRY = 0.65
UNPLACED = 0.05  # of new prospects wait for a territory
PLACING = 0.55
RETURNS_OF_LOST = 0.25  # per month and default company
LOST_STAYS_AWAY = 8  # exports


def churn(world: World, month: Month) -> None:
    """Let a month of list movements pass."""
    _close_down(world, month)
    _vanish(world, month)
    _bring_back(world, month)
    _place(world)
    _exchange(world, month)
    _hand_over(world, month)
    _fill(world, month)


def _close_down(world: World, month: Month) -> None:
    rng = world.rng
    for prospect in world.listed():
        if rng.random() < CLOSING:
            day = month.workdays[-1]
            prospect.company.closed_on = day
            if prospect.project is not None:
                abandon(world, prospect.project, day, "客户歇业")
            depart(prospect, "closed_business", month.export, rng)


def _vanish(world: World, month: Month) -> None:
    """Let records disappear without a word; some turn up again."""
    rng = world.rng
    if month.export < 1:
        return
    for prospect in _idle(world.listed()):
        if rng.random() < VANISHING:
            prospect.gone_export = month.export
            if rng.random() < VANISHED_RETURN:
                prospect.return_export = month.export + rng.randint(2, 5)


def _bring_back(world: World, month: Month) -> None:
    rng = world.rng
    for prospect in world.prospects:
        if prospect.return_export == month.export and month.is_exported:
            _relist(prospect, prospect.territory, month)
    if rng.random() < RETURNS_OF_LOST * world.settings.share:
        lost = [
            prospect
            for prospect in world.prospects
            if prospect.status == "lost"
            and prospect.left_export is not None
            and 0 <= prospect.left_export <= month.export - LOST_STAYS_AWAY
        ]
        for prospect in sample(rng, lost, 1):
            prospect.true_grade = "C"
            _relist(prospect, prospect.territory, month)


def _relist(prospect: Prospect, territory: Territory | None, month: Month) -> None:
    prospect.status = "active"
    prospect.gone_export = prospect.return_export = prospect.left_export = None
    prospect.territory = territory
    prospect.rep_id = territory.rep.rep_id if territory else None
    prospect.declared_grade = None
    prospect.expected_sign_on = None
    prospect.next_activity_due_on = month.last_on


def _place(world: World) -> None:
    for prospect in world.listed():
        if prospect.territory is None and world.rng.random() < PLACING:
            home = next(
                one for one in world.territories if prospect.company in one.pool
            )
            _give(prospect, home)


def _give(prospect: Prospect, territory: Territory) -> None:
    prospect.territory = territory
    prospect.rep_id = territory.rep.rep_id


def _exchange(world: World, month: Month) -> None:
    """Swap prospects without a project between the territories of a team."""
    rng = world.rng
    is_january = month.first_on.month == 1
    rate = EXCHANGES_IN_JANUARY if is_january else EXCHANGES_PER_TERRITORY
    lists = _lists(world)
    for territory in world.territories:
        peers = [
            one
            for one in world.territories
            if one.region is territory.region and one is not territory
        ]
        for _ in range(poisson(rng, rate) if peers else 0):
            peer = rng.choice(peers)
            for prospect in sample(rng, _idle(lists[territory.territory_id]), 1):
                _give(prospect, peer)
            # Now and then a rep gives without taking.
            count = 0 if rng.random() < GIVING else 1
            for prospect in sample(rng, _idle(lists[peer.territory_id]), count):
                _give(prospect, territory)


def _hand_over(world: World, month: Month) -> None:
    rng = world.rng
    lists = _lists(world)
    for territory in world.territories:
        members = lists[territory.territory_id]
        is_long = len(members) > territory.usual_size * SURPLUS
        if rng.random() < (HANDING_OVER_SURPLUS if is_long else HANDING_OVER):
            poor = [one for one in _idle(members) if one.declared_grade == "D"]
            for prospect in sample(rng, poor, rng.randint(1, 3) if is_long else 1):
                depart(prospect, "handed_over", month.export, rng)


def _fill(world: World, month: Month) -> None:
    """Replace what left, and add what reps develop themselves."""
    rng = world.rng
    lists = _lists(world)
    for territory in world.territories:
        finding = territory.rep.habits.finding if territory.rep.is_active else 0.0
        gap = territory.usual_size - len(lists[territory.territory_id])
        replenished = sum(rng.random() < finding for _ in range(max(gap, 0)))
        developed = poisson(rng, NEW_PER_TERRITORY * finding)
        for number in range(replenished + developed):
            day = rng.choice(month.workdays)
            prospect = enlist(world, territory, day)
            if rng.random() < GRADED_AT_ENTRY:
                prospect.declared_grade = prospect.reviewed_grade = prospect.true_grade
            is_replenished = number < replenished
            prospect.entry_kind = "replenishment" if is_replenished else "new_prospect"
            if rng.random() < UNPLACED:
                prospect.territory = prospect.rep_id = None


def _lists(world: World) -> dict[str, list[Prospect]]:
    lists: dict[str, list[Prospect]] = {
        territory.territory_id: [] for territory in world.territories
    }
    for prospect in world.listed():
        if prospect.territory is not None:
            lists[prospect.territory.territory_id].append(prospect)
    return lists


def _idle(prospects: list[Prospect]) -> list[Prospect]:
    return [one for one in prospects if one.project is None]

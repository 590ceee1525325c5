"""Events: invitations, who came, and how those who came are stirred for a while."""

import datetime as dt

from demo.activities import record
from demo.days import next_workday, workday_within
from demo.model import Event, Prospect, World
from demo.places import REGIONS, Region
from demo.settings import Month

PLANT_TOUR = "样板客户参观"
SEMINARS = (
    "精益库存研讨会",
    "成本核算实务课",
    "生产排程沙龙",
    "电子行业信息化交流会",
    "财务月结提速研讨会",
    "流通业渠道管理沙龙",
    PLANT_TOUR,
    "HR 与薪酬合规讲座",
)
MONTH_WITHOUT_SEMINAR = 2
CONFERENCES = {
    3: ("制造业信息化高峰论坛", "conference"),
    6: ("新产品发布会", "launch"),
    9: ("用户大会", "user_conference"),
    12: ("总经理年度论坛", "conference"),
}
INVITED = {"seminar": 0.08, "conference": 0.07}  # of the list of the region, or of all
ATTENDANCE = {"A": 0.36, "B": 0.36, "C": 0.26, "D": 0.15}
LURE = {"A": 2.0, "B": 3.0, "C": 2.5, "D": 1.0}  # who is thought of first
STIRRED_DAYS = 90
NAMED = 0.75  # invitations that go to a person
NOTICE_DAYS = (14, 24)


def hold(world: World, month: Month) -> None:
    """Plan next month's events, invite where it is time, hold those of this month."""
    world.events += _planned(world, month.last_on + dt.timedelta(days=1))
    for event in world.events:
        if event.invited_on <= month.last_on and not event.invited:
            _invite(world, event)
        if event.held_on <= month.last_on:
            _take_place(world, event, month)
    world.events = [event for event in world.events if event.held_on > month.last_on]


def _invite(world: World, event: Event) -> None:
    rng = world.rng
    guests = [
        prospect
        for prospect in world.listed()
        if prospect.territory is not None
        and event.region in (None, prospect.territory.region)
    ]
    kind = "conference" if event.region is None else "seminar"
    count = max(1, round(len(guests) * INVITED[kind]))
    # The largest of random ** (1 / weight) are a weighted draw without replacement.
    drawn = [
        (rng.random() ** (1 / LURE[guest.declared_grade or "C"]), guest.prospect_id)
        for guest in guests
    ]
    chosen = {prospect_id for _, prospect_id in sorted(drawn)[-count:]}
    for guest in guests:
        if guest.prospect_id in chosen:
            is_named = rng.random() < NAMED
            contact_id = rng.choice(guest.contacts).contact_id if is_named else None
            event.invited.append((guest, contact_id))
            _note_invitation(world, event, guest, contact_id, None)


def _take_place(world: World, event: Event, month: Month) -> None:
    _announce(world, event, event.cost)
    for guest, contact_id in event.invited:
        is_on_list = guest.status == "active" and guest.gone_export is None
        chance = ATTENDANCE[guest.true_grade] if is_on_list else 0.0
        has_attended = world.rng.random() < chance
        _note_invitation(world, event, guest, contact_id, has_attended)
        if has_attended:
            guest.stirred_until = event.held_on + dt.timedelta(days=STIRRED_DAYS)
            day = workday_within(event.held_on, month.workdays)
            record(world, guest, guest.rep_id, "event", day)


def _note_invitation(
    world: World,
    event: Event,
    guest: Prospect,
    contact_id: str | None,
    has_attended: bool | None,
) -> None:
    world.record(
        "event_invitations",
        event_id=event.event_id,
        prospect_id=guest.prospect_id,
        contact_id=contact_id,
        invited_on=event.invited_on,
        has_attended=has_attended,
    )


def _announce(world: World, event: Event, cost: int | None) -> None:
    world.record(
        "events",
        event_id=event.event_id,
        name=event.name,
        held_on=event.held_on,
        kind=event.kind,
        cost_amount=cost,
    )


def _planned(world: World, month_on: dt.date) -> list[Event]:
    regions = list(dict.fromkeys(one.region.name for one in world.territories))
    turn = month_on.year * 12 + month_on.month
    events: list[Event] = []
    if month_on.month != MONTH_WITHOUT_SEMINAR:
        name = regions[turn % len(regions)]
        region = next(one for one in REGIONS if one.name == name)
        title = SEMINARS[turn % len(SEMINARS)]
        kind = "plant_tour" if title == PLANT_TOUR else "seminar"
        events.append(_event(world, title, kind, region, month_on, (16_000, 38_000)))
    if month_on.month in CONFERENCES:
        title, kind = CONFERENCES[month_on.month]
        events.append(_event(world, title, kind, None, month_on, (80_000, 180_000)))
    return events


def _event(
    world: World,
    title: str,
    kind: str,
    region: Region | None,
    month_on: dt.date,
    costs: tuple[int, int],
) -> Event:
    rng = world.rng
    held_on = next_workday(month_on + dt.timedelta(days=rng.randint(7, 25)))
    place = region.cities[rng.randrange(len(region.cities))].name if region else "苏州"
    event = Event(
        event_id=world.number("E", 3),
        name=f"{month_on.year} {title}（{place}）",
        kind=kind,
        region=region,
        invited_on=held_on - dt.timedelta(days=rng.randint(*NOTICE_DAYS)),
        held_on=held_on,
        cost=int(round(rng.randint(*costs), -3)),
    )
    _announce(world, event, None)
    return event

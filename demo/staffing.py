"""Reps leave, their lists wait, others take over; and everybody sits the quiz."""

import datetime as dt

from demo.days import next_workday
from demo.model import Rep, Territory, World
from demo.people import ordinary
from demo.settings import Month

# When, as a share of the months; which rep, as a share of all; months that the list
# is an orphan; and how many months the company must be shown for.
DEPARTURES = ((0.4, 1 / 6, 2, 4), (0.75, 2 / 3, 1, 12))
DAYS_TO_MEET_ALL = 60
QUIZ_MONTHS = (1, 7)
PASS_STEP = 10


def change_staff(world: World, month: Month) -> None:
    """Let the reps leave whose time has come, and hire for orphaned territories."""
    months = world.settings.months
    for when, who, orphaned, fewest_months in DEPARTURES:
        if months < fewest_months:
            continue
        leaves_at = int(months * when)
        territory = world.territories[int(len(world.territories) * who)]
        if month.export == leaves_at:
            territory.rep.is_active = False
        elif month.export == leaves_at + orphaned:
            _take_over(world, territory, month)


def _take_over(world: World, territory: Territory, month: Month) -> None:
    leaver = territory.rep
    numbers = [rep.rep_id for rep in world.reps if rep.rep_id.startswith("R")]
    newcomer = Rep(
        rep_id=f"R{len(numbers) + 1:02d}",
        name=world.names.person(),
        team=leaver.team,
        manager_rep_id=leaver.manager_rep_id,
        habits=ordinary(world.rng),
    )
    world.reps.append(newcomer)
    territory.rep = newcomer
    for prospect in world.listed():
        if prospect.rep_id == leaver.rep_id:
            prospect.rep_id = newcomer.rep_id
            wait = world.rng.randint(0, DAYS_TO_MEET_ALL)
            prospect.next_activity_due_on = month.first_on + dt.timedelta(days=wait)


def hold_quiz(world: World, month: Month) -> None:
    """Let every active rep who maintains a territory draw ten questions."""
    if month.first_on.month not in QUIZ_MONTHS:
        return
    rng = world.rng
    day = next_workday(month.first_on + dt.timedelta(days=14))
    for territory in world.territories:
        rep = territory.rep
        if rep.is_active:
            level = 0.82 + 0.1 * rep.habits.skill - 0.25 * rep.habits.overgrading
            right = sum(rng.random() < level for _ in range(10))
            world.record(
                "quiz_results",
                rep_id=rep.rep_id,
                taken_on=day,
                score=right * PASS_STEP,
            )

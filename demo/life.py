"""The company's life: it is founded, and one month follows the other."""

from demo.activities import maintain
from demo.contacts import mingle
from demo.events import hold
from demo.grades import drift, review
from demo.market import (
    REGISTRY_MONTHS,
    age_market,
    found_market,
    found_uncovered_market,
)
from demo.model import World
from demo.movements import churn
from demo.names import Names
from demo.people import hire
from demo.projects import open_projects, walk
from demo.prospects import open_lists, recapture, restate_figures
from demo.settings import HISTORY_MONTHS, Month, Settings
from demo.staffing import change_staff, hold_quiz


def found(settings: Settings, month: Month) -> World:
    """Return the company as it stands before its first month."""
    names = Names(settings.stream("names"))
    reps, territories = hire(settings, names)
    world = World(settings, settings.stream("life"), names, reps, territories)
    found_market(world, month.first_on)
    found_uncovered_market(world)
    open_lists(world, month.first_on)
    return world


def live(world: World, month: Month) -> None:
    """Let the company live through the month."""
    if month.export == -HISTORY_MONTHS:
        introduce_crm(world)
    change_staff(world, month)
    drift(world, month)
    open_projects(world, month)
    maintain(world, month)
    walk(world, month)
    review(world, month)
    mingle(world)
    hold(world, month)
    churn(world, month)
    recapture(world, month)
    restate_figures(world, month)
    hold_quiz(world, month)
    if month.first_on.month in REGISTRY_MONTHS:
        age_market(world, month.first_on)


def introduce_crm(world: World) -> None:
    """Forget what was over when the CRM came: only what still ran was entered."""
    world.prospects = world.listed()
    world.projects = [one for one in world.projects if one.outcome == "open"]
    known = {prospect.prospect_id for prospect in world.prospects}
    running = {project.project_id for project in world.projects}
    for entity, rows in world.ledger.items():
        world.ledger[entity] = [
            row
            for row in rows
            if row.get("project_id") in running
            or (entity == "prospect_sources" and row["prospect_id"] in known)
        ]

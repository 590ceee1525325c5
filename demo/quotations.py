"""Formal quotations and who signed them off."""

import datetime as dt

from demo.days import next_workday
from demo.model import Project, Step, World

TOO_EARLY = 0.02
REVISED = 0.4
UNSIGNED = 0.03
SIGNED_AFTERWARDS = 0.03
MARGIN_FOR_HAGGLING = 1.06


def quote(world: World, project: Project, step: Step) -> None:
    """Write the quotation that comes with a stage, if one does."""
    rng = world.rng
    if step.stage == "first_visit" and rng.random() < TOO_EARLY:
        _write(world, project, step.on, 1.2)
    elif step.stage == "quotation":
        _write(world, project, step.on, MARGIN_FOR_HAGGLING)
    elif step.stage in ("objections", "negotiation") and rng.random() < REVISED:
        _write(world, project, step.on, rng.uniform(0.95, 1.02))


def _write(world: World, project: Project, day: dt.date, factor: float) -> None:
    rng = world.rng
    rep = next(rep for rep in world.reps if rep.rep_id == project.rep_id)
    is_signed = rng.random() >= UNSIGNED
    lead = dt.timedelta(days=rng.choice((0, 0, 1, 1, 2, 3)))
    is_late = rng.random() < SIGNED_AFTERWARDS
    approved_on = next_workday(day + lead) if is_late else day - lead
    while not is_late and approved_on != next_workday(approved_on):
        approved_on -= dt.timedelta(days=1)
    world.record(
        "quotations",
        quotation_id=world.number("Q", 5),
        project_id=project.project_id,
        quoted_on=day,
        amount=int(round(project.amount * factor, -3)),
        approved_by=rep.manager_rep_id if is_signed else None,
        approved_on=approved_on if is_signed else None,
    )

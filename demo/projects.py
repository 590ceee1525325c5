"""Projects: they open when a prospect warms up, walk their plan, slip, and close."""

import datetime as dt
import random

from demo import catalogue
from demo.contacts import meet
from demo.days import next_workday, signing_day
from demo.keyinfo import learn
from demo.method import segment
from demo.model import Project, Prospect, Rep, Row, Step, World, pick
from demo.plans import plan
from demo.quotations import quote
from demo.settings import Month

OPENING = {"A": 0.85, "B": 0.19, "C": 0.009, "D": 0.0004}
STIRRED = 1.6  # how much an event attended multiplies the chance
LEAD_SOURCES = {
    "telemarketing": 0.34,
    "event_attendance": 0.16,
    "call_in": 0.14,
    "customer_referral": 0.18,
    "friends_family": 0.07,
    "upsell": 0.04,
}
SLIPPING = {"A": 0.22, "B": 0.1}
SLIPPING_FAR = 0.06
FLAG_FORGOTTEN = 0.002  # the CRM's own flag then contradicts the outcome
AMOUNT_UNKNOWN = 0.07
STALLED_CLEARED = 0.035  # per month, once it is a year old
STALLED_MONTHS = 12
LOST_TO_OTHERS = {
    "价格过高": 30,
    "功能不符": 18,
    "对手关系更深": 22,
    "选择集团指定厂商": 12,
}
FADED = {"预算取消": 35, "项目搁置": 40, "决策人变动": 15, "选择自行开发": 10}
LEAVES_LIST = {"lost": 0.62, "fades": 0.15, "stalled": 0.35}


def open_projects(world: World, month: Month) -> None:
    """Open projects with prospects that have come near."""
    rng = world.rng
    for prospect, rep in world.maintained():
        is_free = prospect.project is None and prospect.territory is not None
        chance = OPENING[prospect.true_grade]
        if (prospect.stirred_until or dt.date.min) >= month.first_on:
            chance *= STIRRED
        if is_free and rng.random() < chance:
            _open(world, prospect, rep, rng.choice(month.workdays))


def walk(world: World, month: Month) -> None:
    """Enter the stages due this month, slip, and close what has come to its end."""
    rng = world.rng
    for prospect in world.listed():
        project = prospect.project
        if project is None:
            continue
        project.rep_id = prospect.rep_id or project.rep_id
        while project.steps and project.steps[0].on <= month.last_on:
            _enter(world, project, project.steps.pop(0))
        if project.fate == "stalled":
            _maybe_clear(world, project, month)
        elif project.ends_on <= month.last_on:
            _close(world, project, project.ends_on, month.export)
        elif rng.random() < SLIPPING.get(prospect.true_grade, SLIPPING_FAR):
            _slip(project, dt.timedelta(days=rng.randint(15, 75)), rng)
        if project.outcome == "open":
            _revise_date(project, month.last_on, rng)


def abandon(world: World, project: Project, day: dt.date, reason: str) -> None:
    """Close a project as lost because its prospect is no more."""
    project.outcome, project.closed_on, project.lost_reason = "lost", day, reason
    project.steps.clear()
    project.prospect.project = None


def _open(world: World, prospect: Prospect, rep: Rep, opened_on: dt.date) -> None:
    rng = world.rng
    line, product = catalogue.choose(prospect, rng)
    is_fresh = (prospect.stirred_until or dt.date.min) >= opened_on
    lead_source = "event_attendance" if is_fresh else pick(rng, LEAD_SOURCES)
    for _ in range(rng.choices((0, 1, 2), (0.2, 0.5, 0.3))[0]):
        meet(world, prospect, is_for_project=True)
    size = segment(prospect.revenue)
    course = plan(prospect, rep, lead_source, size, opened_on, rng)
    price = catalogue.list_price(line, product, opened_on.year)
    worth = price * catalogue.estimate(prospect, rng)
    project = Project(
        project_id=world.number("J", 5),
        prospect=prospect,
        rep_id=rep.rep_id,
        product_line=line,
        product=product,
        lead_source=lead_source,
        fate=course.fate,
        amount=catalogue.to_thousands(worth),
        is_amount_known=rng.random() >= AMOUNT_UNKNOWN,
        opened_on=opened_on,
        ends_on=course.ends_on,
        steps=course.steps,
        is_diligently_noted=rng.random() < 0.45 + 0.3 * rep.habits.review_chance,
    )
    prospect.project = project
    world.projects.append(project)
    _enter(world, project, Step(opened_on, "list_obtained", None))


def _enter(world: World, project: Project, step: Step) -> None:
    rng = world.rng
    project.stage = step.stage
    if step.stage == "quotation":
        project.is_amount_known = True
        project.amount = catalogue.to_thousands(project.amount * rng.gauss(1.0, 0.1))
    elif step.stage == "contract":
        agreed = project.amount * rng.uniform(0.86, 0.99)
        project.amount = catalogue.to_thousands(agreed)
        project.is_amount_known = True
    world.record(
        "project_stages",
        project_id=project.project_id,
        stage=step.stage,
        entered_on=step.on,
        amount=project.amount if project.is_amount_known else None,
        approved_by=step.approved_by,
    )
    quote(world, project, step)
    learn(project, rng)


def _close(world: World, project: Project, day: dt.date, export: int) -> None:
    rng, prospect = world.rng, project.prospect
    project.closed_on = day
    project.steps.clear()
    prospect.project = None
    if rng.random() < FLAG_FORGOTTEN:
        project.notes["crm_is_won"] = project.fate != "won"
    if project.fate == "won":
        project.outcome = "won"
        depart(prospect, "won", export, rng)
        return
    project.outcome = "lost"
    to_others = project.fate == "lost"
    reasons = LOST_TO_OTHERS if to_others else FADED
    project.lost_reason = pick(rng, {name: float(n) for name, n in reasons.items()})
    if rng.random() < LEAVES_LIST[project.fate]:
        depart(prospect, "lost", export, rng)
    elif to_others:
        prospect.true_grade = "D"
        prospect.is_informatised = True
    else:
        prospect.true_grade = "C"


def depart(prospect: Prospect, status: str, export: int, rng: random.Random) -> None:
    """Take the prospect off the list; its record stays for two to four exports."""
    prospect.status = status
    prospect.left_export = export
    prospect.gone_export = max(export, 0) + rng.randint(2, 4)


def _maybe_clear(world: World, project: Project, month: Month) -> None:
    age = (month.last_on - project.opened_on).days / 30.4375
    if age > STALLED_MONTHS and world.rng.random() < STALLED_CLEARED:
        _close(world, project, month.workdays[-1], month.export)


def _slip(project: Project, delay: dt.timedelta, rng: random.Random) -> None:
    ends_on = max(signing_day(project.ends_on + delay, rng), project.ends_on)
    moved = ends_on - project.ends_on
    steps: list[Step] = []
    for step in project.steps:
        day = next_workday(step.on + moved)
        if steps and day <= steps[-1].on:
            day = next_workday(steps[-1].on + dt.timedelta(days=1))
        steps.append(Step(min(day, ends_on), step.stage, step.approved_by))
    project.ends_on, project.steps = ends_on, steps


def _revise_date(project: Project, today: dt.date, rng: random.Random) -> None:
    expected = project.expected_sign_on
    if expected is not None and expected > today and rng.random() > 0.2:
        return
    if project.fate == "stalled" and expected is not None and rng.random() > 0.1:
        return
    hope = dt.timedelta(days=rng.randint(-10, 55))
    project.expected_sign_on = max(
        project.ends_on - hope, today + dt.timedelta(days=rng.randint(10, 40))
    )


def project_row(project: Project) -> Row:
    """Return the project as an export shows it; notes hold the key information."""
    is_open = project.outcome == "open"
    return {
        "project_id": project.project_id,
        "prospect_id": project.prospect.prospect_id,
        "rep_id": project.rep_id,
        "product_line": project.product_line,
        "product": project.product,
        "stage": project.stage,
        "amount": project.amount if project.is_amount_known else None,
        "opened_on": project.opened_on,
        "expected_sign_on": project.expected_sign_on,
        "closed_on": project.closed_on,
        "outcome": project.outcome,
        "lost_reason": project.lost_reason,
        "lead_source": project.lead_source,
        "crm_is_closed": not is_open,
        "crm_is_won": project.outcome == "won",
        **project.notes,
    }

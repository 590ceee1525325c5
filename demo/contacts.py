"""People at prospects: who is known, how they stand to the decision and to us."""

import random

from demo.model import Contact, Prospect, Row, World, pick

FIRST_ROLES = {
    "it_head": 0.28,
    "office_director": 0.22,
    "finance_head": 0.12,
    "production_head": 0.1,
    "purchasing_head": 0.06,
    "technical_head": 0.05,
    "staff": 0.17,
}
PROJECT_ROLES = {
    "top_executive": 0.42,
    "finance_head": 0.22,
    "production_head": 0.1,
    "sales_head": 0.1,
    "it_head": 0.1,
    "purchasing_head": 0.03,
    "technical_head": 0.03,
}
DECISION_ROLES = {
    "top_executive": {"approver": 0.45, "decision_maker": 0.55},
    "office_director": {"gatekeeper": 0.7, "influencer": 0.3},
    "staff": {"influencer": 0.5, "gatekeeper": 0.5},
}
HEADS_ROLES = {"decision_maker": 0.3, "influencer": 0.65, "gatekeeper": 0.05}
HIGH_INFLUENCE = {
    "top_executive": 0.95,
    "finance_head": 0.7,
    "it_head": 0.55,
    "staff": 0.05,
    "office_director": 0.25,
}
HIGH_SUPPORT = {"A": 0.62, "B": 0.5, "C": 0.38, "D": 0.22}
LEAVING = 0.002
MEETING = {"A": 0.1, "B": 0.05, "C": 0.015, "D": 0.003}
MOST_CONTACTS = 5


def meet(world: World, prospect: Prospect, *, is_for_project: bool = False) -> None:
    """Add a contact in a role not met yet; nothing once five are known."""
    rng = world.rng
    if len(prospect.contacts) >= MOST_CONTACTS:
        return
    known = {contact.job_role for contact in prospect.contacts}
    roles = PROJECT_ROLES if is_for_project else FIRST_ROLES
    fresh = {role: share for role, share in roles.items() if role not in known}
    job_role = pick(rng, fresh or {"staff": 1.0})
    name, city = world.names.person(), prospect.company.city
    has_email = rng.random() < 0.8
    prospect.contacts.append(
        Contact(
            contact_id=world.number("C", 6),
            name=name,
            job_role=job_role,
            decision_role=_decision_role(rng, job_role),
            influence=_high(rng, HIGH_INFLUENCE.get(job_role, 0.45)),
            support=_high(rng, HIGH_SUPPORT[prospect.true_grade]),
            phone=f"{city.dialling_code}-5555{rng.randint(0, 9999):04d}",
            email=f"{name.pinyin}@{prospect.company.domain}" if has_email else None,
        )
    )


def mingle(world: World) -> None:
    """Let a month pass: people leave, reps get to know others, support shifts."""
    rng = world.rng
    for prospect in world.listed():
        if len(prospect.contacts) > 1 and rng.random() < LEAVING:
            prospect.contacts.pop(rng.randrange(len(prospect.contacts)))
        if rng.random() < MEETING[prospect.true_grade]:
            meet(world, prospect, is_for_project=rng.random() < 0.5)
            contact = rng.choice(prospect.contacts)
            contact.support = _high(rng, HIGH_SUPPORT[prospect.true_grade])


def contact_rows(prospect: Prospect) -> list[Row]:
    """Return the prospect's contacts as an export shows them."""
    return [
        {
            "contact_id": contact.contact_id,
            "prospect_id": prospect.prospect_id,
            "name": contact.name.full,
            "job_role": contact.job_role,
            "decision_role": contact.decision_role,
            "influence": contact.influence,
            "support": contact.support,
            "phone": contact.phone,
            "email": contact.email,
        }
        for contact in prospect.contacts
    ]


def _decision_role(rng: random.Random, job_role: str) -> str | None:
    if rng.random() < 0.12:
        return None
    return pick(rng, DECISION_ROLES.get(job_role, HEADS_ROLES))


def _high(rng: random.Random, chance: float) -> str:
    return "high" if rng.random() < chance else "low"

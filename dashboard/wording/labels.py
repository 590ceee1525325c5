"""Codes of the marts as people read them, in the language in use."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dashboard.core.codes import GRADES, UNASSIGNED
from dashboard.wording.words import N_, _

_ENTITIES: Mapping[str, str] = {
    "territories": N_("territories"),
    "territory_areas": N_("areas of territories"),
    "reps": N_("reps"),
    "prospects": N_("prospects"),
    "prospect_sources": N_("sources of prospects"),
    "contacts": N_("contacts"),
    "projects": N_("projects"),
    "products": N_("products"),
    "project_stages": N_("stages of projects"),
    "quotations": N_("quotations"),
    "activities": N_("activities"),
    "events": N_("events"),
    "event_invitations": N_("invitations to events"),
    "targets": N_("targets"),
    "market_companies": N_("market registry"),
    "quiz_results": N_("quiz results"),
}
_STAGES: Mapping[str, str] = {
    "list_obtained": N_("list obtained"),
    "first_visit": N_("first visit"),
    "exchange": N_("exchange"),
    "demo": N_("demo"),
    "quotation": N_("quotation"),
    "objections": N_("objections"),
    "negotiation": N_("negotiation"),
    "contract": N_("contract"),
}
_SITUATIONS: Mapping[str, str] = {
    "selecting": N_("selecting a vendor"),
    "waiting": N_("waiting for something"),
    "no_urgency": N_("no urgency"),
    "denies_need": N_("denies the need"),
    "vendor_failing": N_("vendor is failing"),
    "designer_left": N_("designer has left"),
    "hopes_in_vendor": N_("hopes in its vendor"),
    "designer_present": N_("designer still there"),
    "satisfied": N_("satisfied"),
    "being_built": N_("being built"),
    "being_implemented": N_("being implemented"),
}
_SEGMENTS: Mapping[str, str] = {
    "small": N_("small to medium"),
    "medium": N_("medium"),
    "large": N_("large"),
    "unknown": N_("revenue unknown"),
}
_INDUSTRIES: Mapping[str, str] = {
    "electronics": N_("electronics"),
    "motors": N_("motors"),
    "appliances": N_("appliances"),
    "machinery": N_("machinery"),
    "hardware": N_("hardware"),
    "tools": N_("tools"),
    "transport_equipment": N_("transport equipment"),
    "chemicals": N_("chemicals"),
    "pharmaceuticals": N_("pharmaceuticals"),
    "food": N_("food"),
    "beverages": N_("beverages"),
    "apparel": N_("apparel"),
    "home_textiles": N_("home textiles"),
    "bakery": N_("bakery"),
    "boutique": N_("boutique"),
    "3c_chain": N_("3C chains"),
    "furniture_chain": N_("furniture chains"),
    "department_store": N_("department stores"),
    "unknown": N_("industry unknown"),
}
_JUDGED: Mapping[str, str] = {
    "overgraded": N_("overgraded"),
    "undergraded": N_("undergraded"),
    "stale": N_("stale"),
    "unproven": N_("unproven"),
    "contradicted": N_("contradicted"),
}
_FACTS: Mapping[str, str] = {
    "annual_revenue_amount": N_("annual revenue"),
    "industry": N_("industry"),
    "objective_need": N_("objective need"),
    "subjective_need": N_("subjective need"),
    "is_informatised": N_("informatised or not"),
    "dissatisfaction": N_("dissatisfaction"),
    "determination": N_("determination"),
    "has_feasibility_study": N_("feasibility study"),
    "has_selection_begun": N_("selection begun"),
    "situation": N_("situation"),
    "expected_sign_on": N_("expected signature"),
    "expected_sign_on_past": N_("expected signature is past"),
}
_REMARKS: Mapping[str, str] = {
    "industry_missing": N_("industry missing"),
    "industry_outside": N_("industry outside"),
    "revenue_missing": N_("revenue missing"),
    "revenue_borderline": N_("revenue borderline"),
    "profit_missing": N_("profit missing"),
    "profit_below_floor": N_("profit below the floor"),
    "profit_borderline": N_("profit borderline"),
}
_RULES: Mapping[str, str] = {
    "without_system_a": N_("no system: selecting"),
    "without_system_a_soon": N_("no system: about to select"),
    "without_system_b": N_("no system: determined, waiting"),
    "without_system_c": N_("no system: no urgency"),
    "without_system_d": N_("no system: denies the need"),
    "with_system_a": N_("system: selecting another"),
    "with_system_a_soon": N_("system: about to select another"),
    "with_system_b": N_("system: very dissatisfied"),
    "with_system_c": N_("system: dissatisfied"),
    "with_system_d": N_("system: satisfied"),
    "months": N_("months to the signature"),
}
_OUTCOMES: Mapping[str, str] = {
    "open": N_("in progress"),
    "won": N_("won"),
    "lost": N_("lost"),
}
_LEVELS: Mapping[str, str] = {
    "company": N_("company"),
    "team": N_("team"),
    "rep": N_("rep"),
    "territory": N_("territory"),
}
_MOVEMENTS: Mapping[str, str] = {
    "opening": N_("opening"),
    "exchange_in": N_("exchange in"),
    "replenishment": N_("replenishment"),
    "new_prospect": N_("new prospect"),
    "exchange_out": N_("exchange out"),
    "handed_over": N_("handed over"),
    "closure": N_("closure"),
    "won": N_("won"),
    "lost": N_("lost"),
    "unexplained": N_("unexplained"),
    "reassigned": N_("changed on the list"),
    "closing": N_("closing"),
}
_LIST_SOURCES: Mapping[str, str] = {
    "street_sweep": N_("street sweep"),
    "office_building_sweep": N_("office-building sweep"),
    "job_fair": N_("job fairs"),
    "newspaper": N_("newspapers"),
    "yellow_pages": N_("yellow pages"),
    "exhibition": N_("exhibitions"),
    "bought_list": N_("bought lists"),
    "directory": N_("directories"),
    "partner_referral": N_("partners and customers"),
    "unknown": N_("source unknown"),
}
_FINDINGS: Mapping[str, str] = {
    "unknown_value": N_("value outside its vocabulary"),
    "outcome_contradicts_flags": N_("outcome contradicts the CRM's flags"),
    "unknown_prospect": N_("project of an unknown prospect"),
    "unknown_territory": N_("prospect in an unknown territory"),
    "closed_on_missing": N_("won or lost without a closing date"),
    "closed_before_opened": N_("closed before it was opened"),
    "shared_id": N_("one ID in two sources"),
    "closed_in_future": N_("won or lost on a day to come"),
    "unknown_rep": N_("owned by an unknown rep"),
    "implausible_amount": N_("amount too large to be plausible"),
    "negative_amount": N_("amount below 0"),
    "changed_id": N_("known under another ID before"),
    "invalid_override": N_("file of overrides that is none"),
}
_SEVERITIES: Mapping[str, str] = {
    "blocking": N_("blocking"),
    "warning": N_("warning"),
}


def grade(code: str) -> str:
    """A grade; letters stay letters."""
    if code == "unproven":
        return _("unproven")
    return _("ungraded") if code == "ungraded" else code


def judged() -> dict[str, str]:
    """What can be found about a declared grade, in words."""
    return {code: _(word) for code, word in _JUDGED.items()}


def facts(codes: str) -> str:
    """The names of facts that stand in one text, parted by commas."""
    return _(", ").join(_known(_FACTS, code) for code in codes.split(", "))


def market_remarks(codes: str) -> str:
    """Remarks on the target market that stand in one text, parted by commas."""
    return _(", ").join(_known(_REMARKS, code) for code in codes.split(", "))


def evidence_rule(code: str) -> str:
    """A rule of evidence; a company's own rules keep their keys."""
    return _known(_RULES, code)


def outcome(code: str) -> str:
    """What became of a project."""
    return _known(_OUTCOMES, code)


def scope_type(code: str) -> str:
    """What a row of a league counts."""
    return _known(_LEVELS, code)


def place_of(level: str, text: str) -> str:
    """A team, a rep or a territory by its name."""
    return {"rep": rep, "territory": territory_name}.get(level, team)(text)


def in_market(value: bool) -> str:
    """Whether a prospect is inside the target market."""
    return _("inside") if value else _("outside")


def grades_lookup() -> str:
    """All grades and their words as a Vega expression."""
    return json.dumps({code: grade(code) for code in GRADES}, ensure_ascii=False)


def territory(territory_id: str, name: str) -> str:
    """A territory's name; the pseudo-territory's in the language in use."""
    return _("unassigned") if territory_id == UNASSIGNED else name


def territory_name(text: str) -> str:
    """A territory as a table names it: its name, or its ID where it has none."""
    return territory(text, text)


def place(text: str) -> str:
    """A city or district; that of a company which the registry gives none."""
    return _("unknown") if text == "unknown" else text


def account(text: str) -> str:
    """A territory as an account names it; blank is all of them together."""
    return territory_name(text) if text else _("All territories")


def movement(code: str) -> str:
    """A way onto a list or off it, or a line of its balance."""
    return _known(_MOVEMENTS, code)


def list_source(code: str) -> str:
    """How a list was made; a company's own wording stays as it is."""
    return _known(_LIST_SOURCES, code)


def team(code: str) -> str:
    """A team; that of the reps who have none in the language in use."""
    return _("no team") if code == UNASSIGNED else code


def rep(text: str) -> str:
    """A rep as a table names it: the name, or the ID where there is none."""
    return _("no rep") if text == UNASSIGNED else text


def segment(code: str) -> str:
    """A segment of the target market by revenue."""
    return _known(_SEGMENTS, code)


def product_line(code: str) -> str:
    """A product line; a company's own wording stays as it is."""
    return _("line unknown") if code == "unknown" else code


def entity(code: str) -> str:
    """A raw entity, plural."""
    return _known(_ENTITIES, code)


def export_file(code: str) -> str:
    """The file of the template that fills an entity."""
    return f"{code}.csv"


def stage(code: str) -> str:
    """A stage of the sales process."""
    return _known(_STAGES, code)


def situation(code: str) -> str:
    """A case of the grade tables."""
    return _known(_SITUATIONS, code)


def industry(code: str) -> str:
    """An industry; a company's own wording stays as it is."""
    return _known(_INDUSTRIES, code)


def finding(code: str) -> str:
    """A kind of finding."""
    return _known(_FINDINGS, code)


def severity(code: str) -> str:
    """How much a failed check matters."""
    return _known(_SEVERITIES, code)


def flag(value: bool) -> str:
    """Yes, or nothing: a column of noes would hide the few that matter."""
    return _("yes") if value else ""


def verdict(passed: bool) -> str:
    """Whether a check passed, with a mark that needs no colour."""
    return _("✓ passed") if passed else _("✗ failed")


def _known(table: Mapping[str, str], code: str) -> str:
    return _(table[code]) if code in table else code

"""Codes of the forecast's marts as people read them, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.wording import labels
from dashboard.wording.words import N_, _

_METHODS: Mapping[str, str] = {
    "model": N_("model"),
    "model_recalibrated": N_("recalibrated model"),
    "blend": N_("blend"),
    "run_rate_3": N_("run-rate of 3 months"),
    "run_rate_12": N_("run-rate of 12 months"),
    "seasonal_run_rate": N_("seasonal run-rate"),
    "win_rate": N_("win rate × pipeline"),
    "grade_promise": N_("promise of the grades"),
    "override": N_("manager overrides"),
}
_CHANGES: Mapping[str, str] = {
    "opening": N_("at the compared date"),
    "new": N_("new"),
    "returned": N_("open again"),
    "moved_in": N_("signature moved in"),
    "moved_out": N_("signature moved out"),
    "regraded_up": N_("re-graded up"),
    "regraded_down": N_("re-graded down"),
    "graded": N_("grade filled in or withdrawn"),
    "amount_up": N_("amount raised"),
    "amount_down": N_("amount lowered"),
    "transferred": N_("transferred"),
    "became_known": N_("first export"),
    "won": N_("won"),
    "lost": N_("lost"),
    "closed_out": N_("gone without an outcome"),
    "closing": N_("at the as-of date"),
}
_GRAINS: Mapping[str, str] = {"month": N_("month"), "quarter": N_("three months")}
_DIRECTIONS: Mapping[str, str] = {"in": N_("in"), "out": N_("out")}
_ROWS: Mapping[str, str] = {"new": N_("not in the pipeline yet"), "total": N_("total")}
_MISSING: Mapping[str, str] = {
    "amount": N_("amount"),
    "expected_sign_on": N_("expected signature"),
    "past_sign_on": N_("expected signature is past"),
    "stage": N_("stage"),
}


def method(code: str) -> str:
    """A way to forecast."""
    return _(_METHODS[code]) if code in _METHODS else code


def change(code: str) -> str:
    """A kind of change of the open pipeline, or one of its ends."""
    return _(_CHANGES[code]) if code in _CHANGES else code


def grain(code: str) -> str:
    """How long a target period is."""
    return _(_GRAINS[code]) if code in _GRAINS else code


def direction(code: str) -> str:
    """Whether a change adds to a pipeline or takes from it."""
    return _(_DIRECTIONS[code]) if code in _DIRECTIONS else code


def row(code: str) -> str:
    """A grade row of the forecast: a grade, new business or the total."""
    return _(_ROWS[code]) if code in _ROWS else labels.grade(code)


def missing(codes: str) -> str:
    """What is missing in a project, one after the other."""
    named = [_(_MISSING[code]) for code in codes.split(",") if code in _MISSING]
    return _(", ").join(named)


def state(code: str) -> str:
    """A project's state: its grade, months since it opened, months in its grade."""
    *parts, last = (part.strip() for part in code.split("|"))
    ending = [_("stalled")] if last == "stalled" else []
    if not ending:
        parts.append(last)
    names = (_("grade"), _("months open"), _("months in its grade"))
    if parts and parts[0].startswith("month "):
        return f"{names[1]} {parts[0].removeprefix('month ')}"
    named = [
        f"{name} {labels.grade(part)}" for name, part in zip(names, parts, strict=False)
    ]
    return _("; ").join([*named, *ending])

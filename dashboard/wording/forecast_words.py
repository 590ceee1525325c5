"""Codes of the forecast's marts as people read them, in the language in use."""

from __future__ import annotations

from dashboard.wording import labels
from dashboard.wording.words import _


def method(code: str) -> str:
    """A way to forecast."""
    return labels.label("forecast_method", code)


def change(code: str) -> str:
    """A kind of change of the open pipeline, or one of its ends."""
    return labels.label("change_type", code)


def grain(code: str) -> str:
    """How long a target period is."""
    return labels.label("target_grain", code)


def direction(code: str) -> str:
    """Whether a change adds to a pipeline or takes from it."""
    return labels.label("direction", code)


def row(code: str) -> str:
    """A grade row of the forecast: a grade, new business or the total."""
    return labels.label("forecast_grade", labels.grade(code))


def state(code: str) -> str:
    """A project's state: its grade, months since it opened, months in its grade."""
    if "|" not in code and not code.startswith("month "):
        return labels.label("forecast_state", code)
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

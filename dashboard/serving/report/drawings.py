"""Charts as SVG that stands in an HTML page: no script, no request, any theme."""

from __future__ import annotations

import re
from typing import Any

import vl_convert
from markupsafe import Markup

from dashboard.charts.drawing import Spec

_VEGA_LITE = "6.4"
_TEXT = "currentColor"
_CONFIG: dict[str, Any] = {
    "aria": False,
    "background": None,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "gridColor": _TEXT,
        "gridOpacity": 0.12,
        "labelColor": _TEXT,
        "labelFontSize": 12,
        "tickColor": _TEXT,
        "tickOpacity": 0.3,
        "titleColor": _TEXT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "text": {"color": _TEXT, "fontSize": 12},
    "legend": {"labelColor": _TEXT, "titleColor": _TEXT},
}
_NAMESPACES = re.compile(r' xmlns(:\w+)?="[^"]*"')
_NAMES = re.compile(r'(\bid="|url\(#)')


def svg(spec: Spec, width: int, number: int, description: str) -> Markup:
    """A chart, so many pixels wide; a screen reader says the description.

    `number` tells it from the other charts of the page, whose names would be the same.
    """
    drawn = vl_convert.vegalite_to_svg(
        {**spec, "width": width, "autosize": {"type": "fit-x", "contains": "padding"}},
        vl_version=_VEGA_LITE,
        config=_CONFIG,
        allowed_base_urls=[],
    )
    drawn = _NAMES.sub(rf"\g<1>chart-{number}-", _NAMESPACES.sub("", drawn))
    head = Markup('<svg role="img" aria-label="{}" ').format(description)
    return head + Markup(drawn.removeprefix("<svg "))

"""Any subset of entities and fields: every page, report and download draws."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from markupsafe import Markup

from dashboard.app_pages.registry import PAGES
from dashboard.charts.drawing import Spec
from dashboard.serving.report import drawings
from dashboard.wording import words
from tests.companies.company import Company
from tests.companies.reading import faults, wrong_downloads, wrong_reports
from tests.companies.variants import FIELD_VARIANTS, VARIANTS
from tests.dashboard.conftest import OpenApp
from tests.dashboard.shown import texts

LANGUAGES = tuple(words.LANGUAGES)
# A sample, since each takes some seconds; EVERY_FIELD=1 tries them all.
FIELDS = list(FIELD_VARIANTS)[:: 1 if os.environ.get("EVERY_FIELD") else 3]


@pytest.fixture(autouse=True)
def drawn_as_far_as_it_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let charts be specified, not drawn, which takes most of the time of a report."""

    def undrawn(spec: Spec, width: int, number: int, description: str) -> Markup:
        json.dumps(spec, allow_nan=False)
        return Markup("<svg/>")

    monkeypatch.setattr(drawings, "svg", undrawn)


@pytest.mark.parametrize("variant", VARIANTS)
def test_without_some_exports_or_fields(
    small_company: Company, home: Path, open_app: OpenApp, variant: str
) -> None:
    small_company.publish(home, VARIANTS[variant])
    of_pages, of_reports = _languages(VARIANTS, variant)
    for page in PAGES:
        app = open_app(page, of_pages)
        found = [fault for text in texts(app) for fault in faults(text, of_pages)]
        assert found == [], page
        for chart in app.get("vega_lite_chart"):
            assert not re.search(r"\b(NaN|Infinity)\b", chart.proto.spec), page
    assert wrong_reports(of_reports) == []
    assert wrong_downloads() == []


@pytest.mark.parametrize("variant", FIELDS)
def test_without_a_field(small_company: Company, home: Path, variant: str) -> None:
    small_company.publish(home, FIELD_VARIANTS[variant])
    language, _other = _languages(FIELD_VARIANTS, variant)
    assert wrong_reports(language) == []
    assert wrong_downloads() == []


def _languages(variants: Mapping[str, object], variant: str) -> tuple[str, str]:
    """One language and the other, in turn: pages and reports draw the same words."""
    place = list(variants).index(variant) % 2
    return LANGUAGES[place], LANGUAGES[1 - place]

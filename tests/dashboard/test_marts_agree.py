"""The pages name marts and columns as dbt builds and defines them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboard.queries import lists, pipeline
from dashboard.queries.tables import TABLES
from dashboard.ui import metrics
from dashboard.wording import glossary, tables
from dashboard.wording.columns import COLUMNS
from tests.dashboard.conftest import ViewOf

MODELS = Path(__file__).parents[2] / "dbt_project" / "models"
# What serves the pages only: a key to pick by, a text in another language, counts of
# all rows together.
NOT_SHOWN = {"territory_id", "description_zh", "territory_count", "aimed_count",
             "stalled_count", "stalled_amount", "rep_count",
             "short_count", "rep_id", "other_territory_id", "account_count",
             "wrong_count", "scope_id"}  # fmt: skip


@pytest.fixture(scope="module")
def contracts() -> dict[str, dict[str, dict[str, Any]]]:
    """The columns of each mart by their names, as its .yml declares them."""
    return {
        model["name"]: {column["name"]: column for column in model["columns"]}
        for path in MODELS.glob("marts/**/*.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    }


@pytest.fixture(scope="module")
def docs() -> dict[str, str]:
    """The doc blocks of the marts by their names."""
    block = re.compile(r"{% docs ([a-z]\w+) %}\n(.*?)\n{% enddocs %}", re.DOTALL)
    return {
        name: text
        for path in MODELS.rglob("*.md")
        for name, text in block.findall(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_table_has_a_label(tiny_view: ViewOf, name: str) -> None:
    view = tiny_view()
    table = view.release.arrow(TABLES[name](view))
    assert set(table.column_names) - NOT_SHOWN <= COLUMNS.keys()
    assert len(tables.title(name)) <= 31


def test_every_figure_at_the_head_is_defined_with_its_formula(
    tiny_view: ViewOf,
    contracts: dict[str, dict[str, dict[str, Any]]],
    docs: dict[str, str],
) -> None:
    view = tiny_view()
    assert view.as_of is not None
    shown = [
        *metrics.of_list(view.release.records(lists.by_grade(view)), view, view.as_of),
        *metrics.of_pipeline(
            view.release.records(pipeline.by_grade(view)),
            view,
            view.as_of,
            has_grades=True,
        ),
    ]
    undefined = []
    for column in {metric.definition for metric in shown}:
        described = [
            mart[column]["description"] for mart in contracts.values() if column in mart
        ]
        texts = [
            docs[name]
            for text in described
            for name in re.findall(r"doc\('(\w+)'\)", text)
        ]
        if not any(
            all(glossary.read(text, each)[1] for each in ("en", "zh")) for text in texts
        ):
            undefined.append(column)
    assert undefined == []


def test_every_definition_is_in_both_languages(docs: dict[str, str]) -> None:
    in_english_only = [
        name
        for name, text in docs.items()
        if "Formula:" in text and glossary.read(text, "zh") == glossary.read(text, "en")
    ]
    assert in_english_only == []

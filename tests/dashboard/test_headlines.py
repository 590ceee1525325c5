"""Titles say what the figures say, in both languages."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard import figures, headlines, words
from dashboard.figures import Figure
from dashboard.queries.as_of import AsOf

SEPTEMBER = AsOf(dt.date(2026, 9, 30), is_reconstructed=False)
AUGUST = AsOf(dt.date(2026, 8, 31), is_reconstructed=True)
NOTHING = Figure(0, 0, SEPTEMBER)


@pytest.mark.parametrize(
    ("figure", "english", "chinese"),
    [
        (
            Figure(2391, 2379, SEPTEMBER),
            "2,391 prospects on the list, 12 more than on 30 Sep 2026",
            "名单上有 2,391 家潜在客户，比2026年9月30日多 12 家",
        ),
        (
            Figure(5, 9, SEPTEMBER),
            "5 prospects on the list, 4 fewer than on 30 Sep 2026",
            "名单上有 5 家潜在客户，比2026年9月30日少 4 家",
        ),
        (
            Figure(5, 5, SEPTEMBER),
            "5 prospects on the list, as many as on 30 Sep 2026",
            "名单上有 5 家潜在客户，与2026年9月30日持平",
        ),
        (
            Figure(1, None, None),
            "1 prospect on the list",
            "名单上有 1 家潜在客户",
        ),
    ],
)
def test_list_size(figure: Figure, english: str, chinese: str) -> None:
    assert headlines.list_size(figure) == english
    with words.speaking("zh"):
        assert headlines.list_size(figure) == chinese


@pytest.mark.parametrize(
    ("total", "committed", "english"),
    [
        (
            NOTHING,
            Figure(12_300_000, 13_370_000, SEPTEMBER),
            "A-grade pipeline ¥12.3M, down 8% since 30 Sep 2026",
        ),
        (
            Figure(200, 100, SEPTEMBER),
            NOTHING,
            "Open pipeline ¥200, up 100% since 30 Sep 2026",
        ),
        (
            Figure(300, 200, AUGUST),
            NOTHING,
            "Open pipeline ¥300, up 50% since 31 Aug 2026 (reconstructed)",
        ),
        (
            Figure(1000, 1004, SEPTEMBER),
            NOTHING,
            "Open pipeline ¥1K, level since 30 Sep 2026",
        ),
        (Figure(1000, 0, SEPTEMBER), NOTHING, "Open pipeline ¥1K"),
        (Figure(1000, None, None), Figure(0, None, None), "Open pipeline ¥1K"),
        (
            Figure(100, 100, SEPTEMBER),
            Figure(0, 100, SEPTEMBER),
            "A-grade pipeline ¥0, down 100% since 30 Sep 2026",
        ),
    ],
)
def test_pipeline(total: Figure, committed: Figure, english: str) -> None:
    assert headlines.pipeline(total, committed) == english


def territories(*rows: tuple[str, int, float | None]) -> pd.DataFrame:
    columns = ["name", "prospect_count", "target_prospect_count"]
    table = pd.DataFrame(rows, columns=columns)
    table["target_prospect_count"] = table["target_prospect_count"].astype(float)
    return table.assign(territory_id=table["name"])


@pytest.mark.parametrize(
    ("table", "english"),
    [
        (
            territories(("Suzhou", 71, 100), ("Wuxi", 100, 100), ("Ningbo", 1, None)),
            "1 of 2 territories is short of its target",
        ),
        (
            territories(("Suzhou", 71, 100), ("Wuxi", 0, 100)),
            "2 of 2 territories are short of their targets",
        ),
        (
            territories(("Suzhou", 100, 100), ("Wuxi", 130, 100)),
            "All 2 territories hold their target of prospects",
        ),
        (territories(("unassigned", 4, None)), "The list of 1 territory, by grade"),
        (territories(("Suzhou", 4, 0)), "The list of 1 territory, by grade"),
    ],
)
def test_against_targets(table: pd.DataFrame, english: str) -> None:
    assert headlines.against_targets(table) == english


def test_furthest_from_target() -> None:
    table = territories(("Suzhou", 71, 100), ("Wuxi", 20, 25), ("Ningbo", 1, None))
    assert (
        headlines.furthest_from_target(table)
        == "Suzhou is furthest from its target: 71 of 100"
    )
    table = territories(("Suzhou", 100, 100))
    assert (
        headlines.furthest_from_target(table)
        == "Every territory has reached its target"
    )


def test_dates_without_rows_count_as_nothing() -> None:
    table = pd.DataFrame(
        {
            "as_of": pd.to_datetime(["2026-08-31"]),
            "declared_grade": ["A"],
            "open_amount": [5.0],
        }
    )
    figure = figures.of(table, "open_amount", [AUGUST, SEPTEMBER], "A")
    assert figure == Figure(0, 5, AUGUST)
    assert figures.of(table, "open_amount", [SEPTEMBER]) == Figure(0, None, None)


def test_the_list_begins_with_its_first_export() -> None:
    table = pd.DataFrame({"as_of": pd.to_datetime(["2026-09-30"])})
    earlier = AsOf(dt.date(2026, 7, 31), is_reconstructed=False)
    assert figures.list_dates([earlier, AUGUST, SEPTEMBER], table) == [SEPTEMBER]

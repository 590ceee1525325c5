"""Titles say what the figures say, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.core import figures
from dashboard.core.as_of_dates import AsOf
from dashboard.core.figures import Figure
from dashboard.core.release import Record
from dashboard.wording import headlines, words

AUGUST = AsOf(dt.date(2026, 8, 31), True, False, {})
SEPTEMBER = AsOf(dt.date(2026, 9, 30), False, True, {"previous": AUGUST.on})
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


@pytest.mark.parametrize(
    ("counts", "english"),
    [
        ((3, 2, 1), "1 of 2 territories is short of its target"),
        ((2, 2, 2), "2 of 2 territories are short of their targets"),
        ((1200, 1100, 1050), "1,050 of 1,100 territories are short of their targets"),
        ((2, 2, 0), "All 2 territories meet their prospect targets"),
        ((5, 1, 0), "The territory meets its prospect target"),
        ((1, 0, 0), "The list of 1 territory, by grade"),
        ((7, 0, 0), "The lists of 7 territories, by grade"),
    ],
)
def test_against_targets(counts: tuple[int, int, int], english: str) -> None:
    assert headlines.against_targets(*counts) == english


def territory(name: str, count: int, target: int) -> Record:
    return {
        "territory_id": name,
        "territory": name,
        "prospect_count": count,
        "target_prospect_count": target,
        "target_rate": count / target,
    }


def test_furthest_from_target() -> None:
    table = [territory("Suzhou", 71, 100), territory("Wuxi", 20, 25)]
    sentence = "Suzhou is furthest from its target: 71 of 100"
    assert headlines.furthest_from_target(table) == sentence
    table = [territory("Suzhou", 100, 100)]
    sentence = "Every territory has reached its target"
    assert headlines.furthest_from_target(table) == sentence
    table = [territory("unassigned", 0, 5)]
    with words.speaking("zh"):
        assert headlines.furthest_from_target(table).startswith("未分配")


@pytest.mark.parametrize(
    ("shown", "row_count", "english"),
    [
        (0, 0, "0 rows"),
        (1, 1, "1 row"),
        (500, 500, "500 rows"),
        (500, 1501, "The first 500 of 1,501 rows; the download holds all"),
    ],
)
def test_size_of_a_table(shown: int, row_count: int, english: str) -> None:
    assert headlines.size(shown, row_count) == english


def test_amounts_left_out() -> None:
    sentence = "1 open project has no amount and is not included"
    assert headlines.without_amount(1) == sentence
    sentence = "1,200 open projects have no amount and are not included"
    assert headlines.without_amount(1200) == sentence


def test_strips_name_the_date_they_are_compared_with() -> None:
    assert headlines.strip("List", None) == "List"
    assert headlines.strip("List", SEPTEMBER) == "List · change since 30 Sep 2026"
    assert headlines.strip("List", AUGUST).endswith("31 Aug 2026 (reconstructed)")


@pytest.mark.parametrize(
    ("count", "english"),
    [
        (1, "1 export loaded, of 30 Sep 2026, with 1,100 rows"),
        (2, "2 exports loaded, the newest of 30 Sep 2026 with 1,100 rows"),
    ],
)
def test_loads(count: int, english: str) -> None:
    exports = [
        {"exported_on": day, "rows_read": 1100} for day in (SEPTEMBER.on, AUGUST.on)
    ]
    assert headlines.loads(exports[:count]) == english


def amounts(*rows: tuple[AsOf, str, float]) -> list[Record]:
    return [
        {"as_of": date.on, "declared_grade": grade, "open_amount": amount}
        for date, grade, amount in rows
    ]


def test_dates_without_rows_count_as_nothing() -> None:
    table = amounts((AUGUST, "A", 5.0))
    figure = figures.of(table, "open_amount", SEPTEMBER, AUGUST, "A")
    assert figure == Figure(0, 5, AUGUST)
    assert (figure.change, figure.change_rate) == (-5, -1)


def test_a_figure_that_is_compared_with_nothing() -> None:
    table = amounts((SEPTEMBER, "A", 5.0), (SEPTEMBER, "B", 2.0))
    figure = figures.of(table, "open_amount", SEPTEMBER, None)
    assert figure == Figure(7, None, None)
    assert (figure.change, figure.change_rate) == (0, None)


def test_growth_from_nothing_has_no_rate() -> None:
    figure = figures.of(
        amounts((SEPTEMBER, "A", 5.0)), "open_amount", SEPTEMBER, AUGUST
    )
    assert (figure.change, figure.change_rate) == (5, None)

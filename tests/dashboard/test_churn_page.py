"""List churn shows the accounts of a company whose movements are counted by hand.

| | T1 Suzhou | T2 Wuxi | unassigned |
|---|---|---|---|
| September | P1, P2, P5 | | P4 |
| October | P1, P6 | P2, P3 | P4 |

In October P2 went from T1 to T2, P3 came to T2 as a new prospect, P6 to T1 as a replenishment;
P5 was lost. P4 lost its grade on the list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts import balance
from dashboard.core import release, view
from dashboard.queries import accounts, churn, list_sources
from dashboard.serving import report
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import OpenApp, ViewOf
from tests.dashboard.read import rows
from tests.dashboard.release_fixture import Row, publish
from tests.dashboard.shown import chart_data, charts, prose, read
from tests.dashboard.tiny_fixture import (
    CHEMICALS,
    ELECTRONICS,
    FOOD,
    HARDWARE,
    MACHINERY,
    NOWHERE,
    OCTOBER,
    SEPTEMBER,
    SUZHOU,
    WUXI,
    span,
)

SPANS = (
    span("P1", "恒达电子", "A", SUZHOU, ELECTRONICS, SEPTEMBER),
    span("P2", "新锐机械", "B", SUZHOU, MACHINERY, SEPTEMBER, OCTOBER),
    span("P2", "新锐机械", "B", WUXI, MACHINERY, OCTOBER),
    span("P3", "华盛五金", "D", WUXI, HARDWARE, OCTOBER),
    span("P4", "宏图食品", "C", NOWHERE, FOOD, SEPTEMBER, OCTOBER),
    span("P4", "宏图食品", "ungraded", NOWHERE, FOOD, OCTOBER),
    span("P5", "锦程化工", "A", SUZHOU, CHEMICALS, SEPTEMBER, OCTOBER),
    span("P6", "三信化工", "C", SUZHOU, CHEMICALS, OCTOBER),
)


def movement(
    row: Row, movement_type: str, direction: int, other: str | None = None
) -> Row:
    kept = ("prospect_id", "name", "territory_id", "rep_id", "team", "segment",
            "industry", "declared_grade")  # fmt: skip
    return {
        **{column: row[column] for column in kept},
        "movement_type": movement_type,
        "direction": direction,
        "other_territory_id": other,
        "moved_on": OCTOBER,
    }


MOVEMENTS = (
    movement(SPANS[1], "exchange_out", -1, "T2"),
    movement(SPANS[2], "exchange_in", 1, "T1"),
    movement(SPANS[3], "new_prospect", 1),
    movement(SPANS[6], "lost", -1),
    movement(SPANS[7], "replenishment", 1),
)
CHANGED = (
    movement(SPANS[4], "reassigned", -1),
    movement(SPANS[5], "reassigned", 1),
)
UNFLOWING = ("prospect_id", "name", "direction", "other_territory_id")
FLOWS = tuple(
    {
        **{column: value for column, value in row.items() if column not in UNFLOWING},
        "change_count": row["direction"],
    }
    for row in (*MOVEMENTS, *CHANGED)
)


def account(
    territory_id: str, month: int, opening: int, closing: int, **in_out: int
) -> Row:
    kinds = dict.fromkeys((f"{each}_count" for each in accounts.MOVEMENTS), 0)
    return {
        "territory_id": territory_id, "month": dt.date(2026, month, 1),
        "opening_count": opening, **kinds, **in_out, "closing_count": closing,
        "residual_count": 0,
    }  # fmt: skip


BALANCE = (
    account("T1", 9, 3, 3),
    account("T2", 9, 0, 0),
    account("unassigned", 9, 1, 1),
    account("T1", 10, 3, 2, exchange_out_count=1, lost_count=1, replenishment_count=1),
    account("T2", 10, 0, 2, exchange_in_count=1, new_prospect_count=1),
    account("unassigned", 10, 1, 1),
)


@pytest.fixture(autouse=True)
def moving_company(home: Path) -> None:
    tables = tiny_fixture.company(
        "r1",
        dim_prospect_versions=SPANS,
        fct_list_movements=MOVEMENTS,
        fct_list_flows=FLOWS,
        fct_list_balance=BALANCE,
        fct_list_replacements=[
            {**tiny_fixture.REPLACEMENTS[0], "movement_type": "lost",
             "replacing_prospect_id": "P6", "days_to_replacement": 0,
             "replaced_on": OCTOBER}
        ],
    )  # fmt: skip
    publish(home, "r1", tables)


@pytest.fixture
def view_of(moving_company: None) -> Iterator[ViewOf]:
    with release.open_current() as opened:
        yield lambda **parameters: view.of(opened, parameters)


def headlines(app: AppTest) -> list[str]:
    return [read(header.value) for header in app.header]


def test_headlines(open_app: OpenApp) -> None:
    assert headlines(open_app("churn")) == [
        "4 + 3 in − 2 out = 5 on the list",
        "The movements behind the figures",
        "Every balance closes, without a residual",
        "Most departures: 2026-10, 2 prospects",
        "王伟 lost the largest share: 50% of the list",
        "1 prospect changed its territory",
        "Half of the open slots were filled within 0 days; 0 are still open",
        "Source unknown: 100% of the names reached A, B or C, the highest share",
    ]


def test_accounts_by_territory(open_app: OpenApp) -> None:
    sheet = open_app("churn").dataframe[1].value
    shown = sheet[["account", "opening_count", "closing_count", "residual_count"]]
    assert shown.to_numpy().tolist() == [
        ["All territories", 4, 5, 0],
        ["Suzhou", 3, 2, 0],
        ["Wuxi", 0, 2, 0],
        ["unassigned", 1, 1, 0],
    ]
    assert sheet["exchange_in_count"].to_list() == [1, 0, 1, 0]
    assert sheet["exchange_out_count"].to_list() == [1, 1, 0, 0]
    assert sheet["lost_count"].to_list() == [1, 1, 0, 0]
    assert "reassigned_count" not in sheet


def test_accounts_by_month_are_the_same_from_either_mart(open_app: OpenApp) -> None:
    app = open_app("churn")
    app.session_state["open balance_by_month"] = True
    app.run()
    whole = next(each.value for each in app.dataframe if "month" in each.value.columns)
    assert whole["opening_count"].to_list() == [4, 4]
    assert whole["closing_count"].to_list() == [4, 5]
    assert whole["replenishment_count"].to_list() == [0, 1]


@pytest.mark.parametrize("territory", ["all", "T03"])
def test_accounts_of_months_are_those_of_the_balance(
    company_view: ViewOf, territory: str
) -> None:
    """The flows of a month and fct_list_balance are two ways to the same account."""
    chosen = company_view(territory=territory)
    names = ("opening", *accounts.MOVEMENTS, "closing")
    balance = chosen.query(
        f"""
        select month, {", ".join(f"sum({name}_count)::bigint" for name in names)}
        from marts.fct_list_balance
        where $territory_id is null or territory_id = $territory_id
        group by month
        order by month
        """
    )
    found = chosen.release.records(accounts.by_month(chosen))
    assert len(found) > 1
    assert [
        (row["month"], *(row[f"{name}_count"] for name in names)) for row in found
    ] == chosen.release.rows(balance)


def test_changes_of_filtered_attributes_are_reported(open_app: OpenApp) -> None:
    """P4 is no C any more: it left no list, and C loses it."""
    app = open_app("churn", grade="C")
    assert headlines(app)[0] == "1 + 1 in − 1 changed − 0 out = 1 on the list"
    sheet = app.dataframe[1].value
    columns = ["account", "opening_count", "reassigned_count", "closing_count"]
    assert sheet[columns].to_numpy().tolist() == [
        ["All territories", 1, -1, 1],
        ["Suzhou", 0, 0, 1],
        ["unassigned", 1, -1, 0],
    ]
    assert set(sheet["residual_count"]) == {0}
    assert "Changed on the list" in prose(app)


def test_the_waterfall_leads_from_opening_to_closing(open_app: OpenApp) -> None:
    spec = charts(open_app("churn"))["waterfall"]
    bars = chart_data(spec, "movement_type", "low", "high", "words")
    assert [(kind, words) for kind, _low, _high, words in bars] == [
        ("opening", "4"),
        ("exchange_in", "+1"),
        ("replenishment", "+1"),
        ("new_prospect", "+1"),
        ("exchange_out", "-1"),
        ("lost", "-1"),
        ("closing", "5"),
    ]
    levels = [{low, high} for _kind, low, high, _words in bars[1:-1]]
    assert levels == [{4, 5}, {5, 6}, {6, 7}, {7, 6}, {6, 5}]


def test_a_chosen_movement_is_listed_alone(open_app: OpenApp) -> None:
    app = open_app("churn")
    assert app.dataframe[0].value["prospect_id"].to_list() == [
        "P2", "P2", "P5", "P3", "P6",
    ]  # fmt: skip
    app = open_app("churn", movement="exchange_out")
    chosen = app.dataframe[0].value
    assert chosen[
        ["prospect_id", "territory", "other_territory"]
    ].to_numpy().tolist() == [["P2", "Suzhou", "Wuxi"]]
    options = app.selectbox(key="movement").options
    assert "All movements · 5" in options
    assert "exchange out · 1" in options
    opacities = dict(chart_data(charts(app)["waterfall"], "movement_type", "opacity"))
    assert opacities["exchange_out"] == 1.0
    assert opacities["lost"] < 1.0


def test_the_opening_lists_all_movements(open_app: OpenApp) -> None:
    app = open_app("churn", movement="opening")
    assert app.selectbox(key="movement").value == "all"
    assert len(app.dataframe[0].value) == 5
    bars = chart_data(charts(app)["waterfall"], "movement_type", "opacity")
    assert {opacity for _kind, opacity in bars} == {1.0}


def test_a_cell_of_the_matrix_lists_its_exchanges(open_app: OpenApp) -> None:
    cell = {"territory": "T1", "other": "T2", "movement": "exchange_out"}
    app = open_app("churn", **cell)
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P2"]
    assert "Only exchanges with Wuxi" in prose(app)
    app = open_app("churn", **{**cell, "other": "unassigned"})
    assert len(app.dataframe[0].value) == 0


def test_the_period_is_that_of_the_comparison(open_app: OpenApp) -> None:
    assert "between 30 Sep 2026 and 31 Oct 2026" in prose(open_app("churn"))
    app = open_app("churn", as_of="2026-09-30")
    assert headlines(app)[0] == "4 + 0 in − 0 out = 4 on the list"
    assert "The first export opens the lists" in prose(app)


def test_no_product_line_holds(open_app: OpenApp) -> None:
    app = open_app("churn", line="CRM")
    assert headlines(app)[0] == "4 + 3 in − 2 out = 5 on the list"
    assert "The product line filter does not apply" in prose(app)


def test_before_the_first_list(open_app: OpenApp) -> None:
    app = open_app("churn", as_of="2026-08-31")
    assert headlines(app) == []
    assert "The list starts with the first export" in prose(app)


def test_without_prospects_the_export_is_named(open_app: OpenApp, home: Path) -> None:
    publish(home, "r2", tiny_fixture.projects_only("r2"))
    app = open_app("churn")
    assert headlines(app) == []
    assert "prospects.csv" in read(prose(app))


def test_sources_as_of_a_date(view_of: ViewOf) -> None:
    columns = ("list_source", "name_count", "reached_count", "won_name_count",
               "source_coverage_rate")  # fmt: skip
    newest = view_of()
    assert rows(newest, list_sources.sources(newest), *columns) == [
        ("directory", 2, 1, 0, 0.2),
        ("unknown", 2, 2, 0, 0.1),
        ("job_fair", 1, 1, 1, 0.1),
    ]
    past = view_of(as_of="2026-09-30")
    assert rows(past, list_sources.sources(past), *columns) == [
        ("unknown", 2, 2, 0, None),
        ("directory", 1, 1, 0, None),
        ("job_fair", 1, 1, 0, None),
    ]


def test_a_source_opens_its_names(view_of: ViewOf, open_app: OpenApp) -> None:
    columns = ("prospect_id", "list_source", "reached_on", "won_on")
    of_source = view_of(source="job_fair")
    assert rows(of_source, list_sources.source_names(of_source), *columns) == [
        ("P5", "job_fair", dt.date(2026, 9, 30), OCTOBER),
    ]
    past = view_of(source="job_fair", as_of="2026-09-30")
    assert rows(past, list_sources.source_names(past), *columns) == [
        ("P5", "job_fair", dt.date(2026, 9, 30), None),
    ]
    app = open_app("churn", source="directory")
    (names,) = (each.value for each in app.dataframe if "reached_on" in each.value)
    assert len(names) == 2


def test_a_bar_of_the_lags_opens_its_slots(view_of: ViewOf, open_app: OpenApp) -> None:
    def places(**choices: str) -> list[tuple[object, ...]]:
        chosen = view_of(**choices)
        return rows(chosen, churn.replacements(chosen), "replacing_prospect_id")

    assert places() == places(lag="0-29") == [("P6",)]
    assert places(lag="30-59") == places(lag="open") == places(lag="a few") == []
    bars = chart_data(charts(open_app("churn"))["lags"], "lag", "count")
    assert bars == [("0-29", 1)]
    app = open_app("churn", lag="0-29")
    assert any("days_to_replacement" in each.value for each in app.dataframe)


def test_the_name_of_a_balance_comes_first(open_app: OpenApp) -> None:
    assert open_app("churn").dataframe[1].value.columns[0] == "account"


def test_who_exchanged_with_whom(view_of: ViewOf) -> None:
    newest = view_of()
    columns = ("territory", "other_territory", "exchanged_count")
    shown = rows(newest, churn.exchanges(newest), *columns)
    assert shown == [("Suzhou", "Wuxi", 1)]


def test_a_list_without_departures_has_a_waterfall() -> None:
    empty = {f"{name}_count": 0 for name in ("opening", *accounts.MOVEMENTS, "closing")}
    spec = balance.waterfall(empty, None)
    bars = chart_data(spec, "movement_type", "words")
    assert bars == [("opening", "0"), ("closing", "0")]


def test_report(view_of: ViewOf) -> None:
    document = report.render("churn", view_of())
    assert "4 + 3 in − 2 out = 5 on the list" in document
    assert document.count('<svg role="img"') == 6
    assert "华盛五金" in document

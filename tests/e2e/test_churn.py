"""From the waterfall of the lists to the movements behind a bar, and back."""

from __future__ import annotations

import duckdb
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader

PERIOD = "moved_on > '2025-10-31' and moved_on <= '2026-10-31'"


def bar(reader: Reader, movement: str) -> Locator:
    """The bar of a movement, by what a screen reader says of it."""
    said = f"[aria-label*='Movement: {movement};']"
    return reader.part("waterfall").locator(f".mark-rect path{said}")


def counted(release: duckdb.DuckDBPyConnection, condition: str) -> int:
    query = f"select count(*) from marts.fct_list_movements where {condition}"
    ((count,),) = release.execute(query).fetchall()
    return int(count)


def test_a_bar_opens_its_movements(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    reader = open_reader(company_address)
    reader.open("churn?compare=year")
    movement = reader.page.locator(".st-key-movement input")
    footer = reader.page.get_by_test_id("stMain")
    every = counted(company_release, PERIOD)
    expect(movement).to_have_value(f"All movements · {every}")

    bar(reader, "won").first.click()
    won = counted(company_release, f"{PERIOD} and movement_type = 'won'")
    assert 0 < won < every
    expect(movement).to_have_value(f"won · {won}")
    reader.wait()
    assert reader.parameters == {"compare": "year", "movement": "won"}
    expect(footer).to_contain_text(f"{won} rows")

    # A second click on the same bar takes it back.
    bar(reader, "won").first.click()
    expect(movement).to_have_value(f"All movements · {every}")
    reader.wait()
    assert reader.parameters == {"compare": "year"}


def test_a_chosen_team_narrows_bars_and_movements_alike(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    reader = open_reader(company_address)
    reader.open("churn?compare=year&team=East&movement=new_prospect")
    condition = f"{PERIOD} and team = 'East' and movement_type = 'new_prospect'"
    count = counted(company_release, condition)
    assert count > 0
    movement = reader.page.locator(".st-key-movement input")
    expect(movement).to_have_value(f"new prospect · {count}")

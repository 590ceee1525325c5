"""A comparison that is chosen shows the change since its date."""

from __future__ import annotations

import duckdb
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenReader


@pytest.mark.parametrize(
    ("words", "code", "day"),
    [
        ("vs a quarter before · 31 Jul 2026", "quarter", "2026-07-31"),
        ("vs a year before · 31 Oct 2025", "year", "2025-10-31"),
    ],
)
def test_change_since_the_chosen_date(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
    words: str,
    code: str,
    day: str,
) -> None:
    ((now, before),) = company_release.execute(
        """
        select
            count(*) filter (valid_to is null),
            count(*) filter (
                valid_from <= $day::date and coalesce(valid_to > $day::date, true)
            )
        from marts.dim_prospect_versions
        """,
        {"day": day},
    ).fetchall()
    reader = open_reader(company_address)
    reader.open()
    reader.choose("compare", words)
    assert reader.parameters == {"compare": code}
    expect(reader.metric("All")).to_have_text(str(now))
    expect(reader.delta("All")).to_have_text(f"{now - before:+d}")
    date = words.split(" · ")[1]
    expect(reader.page.get_by_text(f"change since {date}")).to_have_count(2)
    mark = reader.part("list over time").locator("svg text", has_text=date)
    expect(mark).to_have_text(f"{date}: {before}")


def test_nothing_is_compared_where_that_is_chosen(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    reader.choose("compare", "no comparison")
    expect(reader.page.get_by_test_id("stMetricDelta")).to_have_count(0)
    expect(reader.page.get_by_text("change since")).to_have_count(0)
    assert reader.parameters == {"compare": "none"}

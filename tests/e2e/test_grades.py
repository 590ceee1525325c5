"""A cell of the matrix of grades leads to the prospects that it counts."""

from __future__ import annotations

import duckdb
from playwright.sync_api import expect

from tests.e2e.conftest import OpenReader


def test_a_cell_opens_its_records(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    ((count,),) = company_release.execute(
        "select count(*) from marts.fct_prospect_grades"
        " where valid_to is null and declared_grade = 'B' and evidence_grade = 'C'"
    ).fetchall()
    reader = open_reader(company_address)
    reader.open("grades")
    cell = reader.part("grade matrix").locator(
        ".mark-rect path[aria-label*='declared: B;'][aria-label*='evidence: C;']"
    )
    cell.click()
    expect(reader.choice("grade")).to_have_value("B")
    reader.wait()
    assert reader.parameters == {"grade": "B", "evidence": "C"}
    expect(reader.page.get_by_text(f"{count} rows", exact=True)).to_be_visible()

    # A second click takes it back.
    cell.click()
    expect(reader.choice("grade")).to_have_value("All grades")
    reader.wait()
    assert reader.parameters == {}

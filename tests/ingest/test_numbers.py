"""Numbers are read as they are written, in one way only, or refused."""

from decimal import Decimal

import pytest

from tests.ingest.exports import Home

MAPPING = """
name: ours
files:
  - entity: projects
    stems: [deals]
    {signs}
    fields: {{project_id: Id, amount: Amount, opened_on: Opened, outcome: Stage}}
"""
AMOUNT = "select amount from raw.projects order by project_id"


def load(home: Home, amounts: list[str], signs: str = "") -> str:
    """Load deals of these amounts and return what was said."""
    mapping = home.warehouse / "mappings" / "ours.yml"
    mapping.parent.mkdir(parents=True)
    mapping.write_text(MAPPING.format(signs=signs))
    rows = [
        f'{number},2026-01-05,open,"{amount}"'
        for number, amount in enumerate(amounts, 1)
    ]
    home.write("deals.csv", "\n".join(["Id,Opened,Stage,Amount", *rows, ""]))
    return home.load("--source", "ours").err


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12500", "12500"),
        ("12500.5", "12500.50"),
        ("-7", "-7"),
        ("7-", "-7"),
        ("(100.00)", "-100"),
        ("$22,700.00", "22700"),
        ("-$5", "-5"),
        ("￥12,500", "12500"),
        ("USD 100", "100"),
        ("100 EUR", "100"),
        ("12.5万", "125000"),
        ("3亿元", "300000000"),
        ("１２３", "123"),
        ("1,234,567.89", "1234567.89"),
        ("1.5e3", "1500"),
        (".5", "0.50"),
    ],
)
def test_a_number_is_read(home: Home, written: str, meant: str) -> None:
    said = load(home, [written], "thousands: ','")
    assert home.query(AMOUNT) == [(Decimal(meant),)], said


@pytest.mark.parametrize(
    "written", ["1.2.3", "1,23,4", "12,50", "1_000", "abc", "1 2", "$", "万"]
)
def test_what_is_no_number_is_rejected_by_row(home: Home, written: str) -> None:
    load(home, [written, "1"], "thousands: ','")
    assert home.query(AMOUNT) == [(Decimal(1),)]
    assert home.query("select field, value from raw.rejects") == [("amount", written)]


@pytest.mark.parametrize("written", ["-", "–", "—", "#N/A", "NULL", ""])
def test_what_stands_for_nothing_is_blank(home: Home, written: str) -> None:
    load(home, [written])
    assert home.query(AMOUNT) == [(None,)]


def test_a_point_that_may_group_or_part_is_refused(home: Home) -> None:
    said = load(home, ["45.000", "120.500", "7"])
    assert said.startswith("✗ deals.csv, column Amount: 120.500 and 45.000 may have")
    assert "state decimal: in a mapping" in said


@pytest.mark.parametrize(
    ("signs", "meant"),
    [("decimal: '.'", "45"), ("{thousands: '.', decimal: ','}", "45000")],
)
def test_a_mapping_settles_it(home: Home, signs: str, meant: str) -> None:
    load(home, ["45.000"], signs.strip("{}").replace(", ", "\n    "))
    assert home.query(AMOUNT) == [(Decimal(meant),)]


def test_another_value_settles_it(home: Home) -> None:
    load(home, ["45.000", "1234.5"])
    assert home.query(AMOUNT) == [(Decimal(45),), (Decimal("1234.5"),)]


def test_numbers_against_the_stated_signs_are_rejected(home: Home) -> None:
    load(home, ["12.500,00", "1234.5", "98000.00"], "thousands: '.'\n    decimal: ','")
    assert home.query(AMOUNT) == [(Decimal(12500),)]
    assert home.query("select count(*) from raw.rejects") == [(2,)]


def test_an_id_that_a_spreadsheet_shortened_is_rejected(home: Home) -> None:
    home.write("prospects.csv", "prospect_id,name\n4.50E+15,Alpha\n912,Beta\n")
    home.load()
    assert home.query("select prospect_id from raw.prospects") == [("912",)]
    [(reason,)] = home.query("select reason from raw.rejects")
    assert "wrote with an exponent" in reason

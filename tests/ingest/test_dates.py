"""Dates are read in one order a column, however that is spelt, or refused."""

import pytest

from tests.ingest.exports import Home

CREATED = "select created_on::varchar from raw.prospects order by prospect_id"


def load(home: Home, *dates: str) -> str:
    """Load prospects created on these dates and return what was said."""
    rows = [f'P{number},"{date}",n' for number, date in enumerate(dates, 1)]
    home.write("prospects.csv", "\n".join(["prospect_id,created_on,name", *rows, ""]))
    return home.load().err


@pytest.mark.parametrize(
    "written",
    [
        "2021-04-15",
        "2021/4/15",
        "2021.4.15",
        "20210415",
        "2021年4月15日",
        "15/04/2021",
        "15.4.2021",
        "4/15/2021",
        "15 Apr, 2021 00:02:00",
        "Apr 15 2021",
        "April 15, 2021",
        "15-Apr-2021",
        "2021-04-15T23:59:59.999Z",
        "2021-04-15 23:59:59+02:00",
        "15/04/2021 11:59 PM",
        "44301",
    ],
)
def test_a_date_is_read(home: Home, written: str) -> None:
    said = load(home, written)
    assert home.query(CREATED) == [("2021-04-15",)], said


def test_several_spellings_of_one_order(home: Home) -> None:
    load(home, "15/04/2021", "16.4.2021", "17-Apr-2021", "2021-04-18", "03/04/2021")
    assert [day for (day,) in home.query(CREATED)] == [
        "2021-04-15",
        "2021-04-16",
        "2021-04-17",
        "2021-04-18",
        "2021-04-03",
    ]


def test_a_value_of_the_other_order_is_rejected(home: Home) -> None:
    load(home, "15/04/2021", "16/04/2021", "04/17/2021")
    assert len(home.query(CREATED)) == 2
    assert home.query("select value from raw.rejects") == [("04/17/2021",)]


@pytest.mark.parametrize(
    "written",
    ["2021-04-15 25:61:99", "2021-13-01", "31.02.2021", "epoch", "0021-04-15", "99999"],
)
def test_what_is_no_date_is_rejected(home: Home, written: str) -> None:
    load(home, written, "2021-04-16")
    assert home.query(CREATED) == [("2021-04-16",)]
    assert home.query("select field, value from raw.rejects") == [
        ("created_on", written)
    ]

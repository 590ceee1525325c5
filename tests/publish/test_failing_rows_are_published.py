"""The rows that break a rule stand in the release, of each kind of rule."""

import json

import pytest

from publish import checks
from publish.check_exceptions import MOST_ROWS, failing_rows
from tests.publish.company import ONE_CHECK, Company

ROWS = 'select "check", exception_number, record from marts.fct_check_exceptions'


def exceptions(company: Company) -> list[tuple[str, int, str]]:
    """The check, number and prospect or else whole record of every exception."""
    return [
        (check, number, json.loads(record)["prospect_id"])
        for check, number, record in company.query(f"{ROWS} order by all")
    ]


def test_nothing_failed_and_nothing_is_listed(published: Company) -> None:
    assert published.query(ROWS) == []


def test_a_blank_field_is_listed_with_its_whole_record(company: Company) -> None:
    company.sql(
        "update marts.dim_prospects set industry = null where prospect_id = 'P1'"
    )
    assert company.publish().exit_code == 0
    ((check, number, record),) = company.query(ROWS)
    assert (check, number) == ("prospects_have_industry", 1)
    told = json.loads(record)
    assert (told["prospect_id"], told["industry"]) == ("P1", None)
    columns = company.query("describe marts.dim_prospects")
    assert list(told) == [name for name, *_ in columns]


@pytest.mark.parametrize(
    ("expectation", "arguments", "broken"),
    [
        ("expect_column_values_to_not_be_null", "{column: industry}", ["P1"]),
        (
            "expect_column_values_to_not_be_in_set",
            "{column: prospect_id, value_set: [P2, X]}",
            ["P2"],
        ),
        (
            "expect_column_values_to_be_in_set",
            "{column: prospect_id, value_set: [P2]}",
            ["P1", "P3"],
        ),
        ("expect_column_values_to_be_unique", "{column: name}", ["P2", "P3"]),
        (
            "unexpected_rows_expectation",
            '{unexpected_rows_query: "select * from {batch} where industry is null"}',
            ["P1"],
        ),
    ],
)
def test_each_kind_of_rule_tells_its_rows(
    company: Company, expectation: str, arguments: str, broken: list[str]
) -> None:
    company.sql(
        "update marts.dim_prospects set"
        " industry = case prospect_id when 'P1' then null else 'x' end,"
        " name = case prospect_id when 'P1' then 'other' else 'same' end"
    )
    company.check_only(
        ONE_CHECK.replace("expect_column_values_to_be_unique", expectation)
        .replace("{column: prospect_id}", arguments)
        .replace("blocking", "warning")
    )
    assert company.publish().exit_code == 0
    assert exceptions(company) == [
        ("prospects_unique", number, prospect_id)
        for number, prospect_id in enumerate(broken, start=1)
    ]
    counted = company.query("select failed_count from marts.fct_check_results")
    assert counted == [(len(broken),)]


def test_only_rows_of_the_check_are_listed(company: Company) -> None:
    company.sql("update marts.dim_prospects set industry = null")
    company.check_only(
        ONE_CHECK.replace("_to_be_unique", "_to_not_be_null")
        .replace("{column: prospect_id}", "{column: industry}")
        .replace("blocking", "warning\n    where: prospect_id in ('P1', 'P3')")
    )
    assert company.publish().exit_code == 0
    assert exceptions(company) == [
        ("prospects_unique", 1, "P1"),
        ("prospects_unique", 2, "P3"),
    ]


def test_rows_that_a_rule_tolerates_are_listed(company: Company) -> None:
    company.sql(
        "update marts.dim_prospects set industry = null where prospect_id = 'P1'"
    )
    company.check_only(
        ONE_CHECK.replace("_to_be_unique", "_to_not_be_null")
        .replace("{column: prospect_id}", "{column: industry, mostly: 0.5}")
        .replace("blocking", "warning")
    )
    assert company.publish().exit_code == 0
    assert company.query("select passed from marts.fct_check_results") == [(True,)]
    assert exceptions(company) == [("prospects_unique", 1, "P1")]


def test_no_more_than_the_first_rows_are_listed(company: Company) -> None:
    company.sql(
        "insert into marts.fct_findings (finding, record_id)"
        f" select 'unknown_value', n::varchar from range({MOST_ROWS + 5}) as t(n)"
    )
    assert company.publish().exit_code == 0
    counted = company.query(
        'select "check", count(*), max(exception_number)'
        " from marts.fct_check_exceptions group by all"
    )
    assert counted == [("no_unknown_vocabulary", MOST_ROWS, MOST_ROWS)]


def test_every_warning_can_tell_its_rows() -> None:
    warnings = [check for check in checks.load() if check.severity == "warning"]
    assert [check.name for check in warnings if failing_rows(check) is None] == []

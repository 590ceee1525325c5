"""A check that cannot be carried out blocks, whatever its severity."""

import pytest

from tests.publish.company import ONE_CHECK, Company


def test_a_warning_on_a_missing_column_blocks_alone(company: Company) -> None:
    company.sql("alter table marts.dim_prospects drop column industry")
    publish = company.publish()
    assert publish.exit_code == 1
    line, _ = publish.failed
    assert line.startswith(
        "prospects_have_industry on marts.dim_prospects could not be checked:"
    )
    assert '"industry"' in line


def test_a_missing_relation_blocks(company: Company) -> None:
    company.sql("drop table marts.fct_list_flows")
    publish = company.publish()
    assert publish.exit_code == 1
    line, _ = publish.failed
    assert line.startswith("list_flows_match_movements on marts.fct_list_flows could")


@pytest.mark.parametrize(
    ("changed", "to"),
    [
        ("expect_column_values_to_be_unique", "expect_miracles"),
        ("{column: prospect_id}", "{colum: prospect_id}"),
        ("{column: prospect_id}", "{column: prospect_id, mostly: 7}"),
        ("marts.dim_prospects", "dim_prospects"),
    ],
)
def test_a_check_written_wrongly_blocks(
    company: Company, changed: str, to: str
) -> None:
    company.check_only(ONE_CHECK.replace(changed, to))
    publish = company.publish()
    assert publish.exit_code == 1
    line, _ = publish.failed
    assert "could not be checked" in line

"""Each rule of checks.yml finds the rows that break it, and no other rule minds."""

import re

import pytest

from publish import checks
from tests.publish.company import Company

# Statements, then the checks that must fail and their rows, written out by hand.
BREAKS: dict[str, tuple[list[str], dict[str, int]]] = {
    "bookkeeping": (
        [
            # One row read is in no count.
            "update marts.fct_batches set rows_read = 4 where batch_id = 'reps-10'",
            # A rejected row that is not listed, a listed one of no batch.
            "update marts.fct_batches set rows_rejected = 1, rows_loaded = 1 "
            "where batch_id = 'territories-10'",
            "insert into marts.fct_rejects (batch_id, line) values ('gone', 7)",
            # Loaded before the day of its snapshot.
            "update marts.fct_batches set loaded_at = timestamp '2026-10-30 09:00:00' "
            "where batch_id = 'projects-11'",
        ],
        {
            "batch_rows_accounted": 1,
            "batch_rejects_accounted": 1,
            "rejects_of_known_batches": 1,
            "exports_not_after_load": 1,
        },
    ),
    "prospects": (
        [
            # P1 is there twice, in another territory and with an unknown rep.
            "insert into marts.dim_prospects select * replace "
            "('T99' as territory_id, 'R99' as rep_id) "
            "from marts.dim_prospects where prospect_id = 'P1'",
        ],
        {
            "list_counts_match_prospects": 1,
            "prospects_in_known_territories": 1,
            "prospects_of_known_reps": 1,
            "prospect_names_unique": 2,
        },
    ),
    "past": (
        [
            # A second version from a day when the first is still open.
            "insert into intermediate.int_prospects_versions "
            "values ('P1', 'acre', date '2026-11-01', null)",
            # A version that ends before it begins.
            "update intermediate.int_territories_versions "
            "set valid_to = date '2026-09-01' where territory_id = 'T02'",
            # The reconstructed past reaches into the snapshots.
            "update intermediate.int_projects_timeline "
            "set valid_to = date '2026-10-02' "
            "where is_reconstructed and project_id = 'J1'",
            # Two CRMs deliver the same id, and the finding is listed twice.
            "insert into marts.fct_findings "
            "select 'shared_id', 'prospects', 'acre', 'P2', 'prospect_id', 'P2', "
            "date '2026-10-01' from range(2)",
        ],
        {
            "prospects_have_one_past": 1,
            "territories_have_one_past": 1,
            "projects_have_one_past": 1,
            "no_shared_id": 2,
        },
    ),
    "facts": (
        [
            "update marts.fct_list_counts set prospect_count = -1, "
            "declared_grade = 'E' where as_of = '2026-10-01' and declared_grade = 'D'",
            "update marts.fct_open_pipeline set open_amount = 1 "
            "where as_of = '2026-11-01' and declared_grade = 'A'",
            "update marts.fct_open_pipeline set missing_amount_count = 2 "
            "where as_of = '2026-10-01' and declared_grade = 'A'",
            "insert into marts.fct_list_counts values "
            "(date '2026-10-15', 'T99', 'R01', 'North', 'small', 'food', [], 'A', 1, 0), "
            "(null, 'T01', 'R01', 'North', 'small', 'food', [], 'A', 1, 0)",
            "insert into marts.fct_open_pipeline (as_of, territory_id, project_count, "
            "open_amount, missing_amount_count) values (null, 'T99', 0, 0, 0)",
        ],
        {
            "open_pipeline_in_known_territories": 1,
            "open_pipeline_on_known_dates": 1,
            # Of October: none of grade D, one of E too many; two counts of no date.
            "list_counts_match_prospect_versions": 4,
            "list_balance_closes_with_the_list": 1,
            "list_totals_match_list_counts": 3,
            # The same three dates, of each of three attributes.
            "list_attributes_match_list_counts": 9,
            "prospect_grades_match_list_counts": 4,
            "territory_coverage_matches_list_counts": 3,
            # The amount of one date, the missing amounts of another, and what has no date.
            "open_pipeline_matches_open_projects": 3,
            "pipeline_totals_match_open_pipeline": 3,
            "list_counts_in_known_territories": 1,
            "list_counts_on_known_dates": 2,
            "list_counts_positive": 1,
            "open_pipeline_matches_projects": 1,
            "open_pipeline_amounts_explained": 1,
        },
    ),
    "records": (
        [
            # P1 has two rows for one day, one with an unknown rep.
            "insert into marts.dim_prospect_versions select * replace "
            "('R99' as rep_id, 'South' as team) "
            "from marts.dim_prospect_versions where prospect_id = 'P1'",
            # So has J2, in an unknown territory.
            "insert into marts.fct_open_projects select * replace "
            "('T99' as territory_id, 'R99' as rep_id) from marts.fct_open_projects "
            "where project_id = 'J2' and as_of = '2026-11-01'",
            "insert into marts.fct_list_totals from marts.fct_list_totals "
            "where as_of = '2026-11-01' and declared_grade = 'D' "
            "and segment = 'all' and industry = 'all'",
            "insert into marts.fct_pipeline_totals from marts.fct_pipeline_totals "
            "where as_of = '2026-11-01' and declared_grade = 'A'",
            "insert into marts.fct_territory_coverage from marts.fct_territory_coverage "
            "where as_of = '2026-11-01' and territory_id = 'T01'",
        ],
        {
            "prospect_versions_of_known_reps": 1,
            # A team that the counts do not have, at two dates.
            "list_counts_match_prospect_versions": 2,
            "open_projects_in_known_territories": 1,
            "open_projects_of_known_reps": 1,
            "open_pipeline_matches_open_projects": 1,
            # A project more in November, and no change that says why.
            "pipeline_changes_balance": 1,
            "pipeline_totals_match_open_pipeline": 1,
            "list_totals_match_list_counts": 1,
            "territory_coverage_matches_list_counts": 1,
        },
    ),
    "changes": (
        [
            # A project comes in that is not there, twice; a cent more is of no date.
            "insert into marts.fct_pipeline_changes select date '2026-11-01', "
            "date '2026-10-01', 'J9', 'new', 'in', 'T01', 'North', 'A', 1, 5, true "
            "from range(2)",
            "insert into marts.fct_pipeline_changes values (null, null, 'J1', "
            "'amount_up', 'in', 'T01', 'North', 'A', 0, 0.01, true)",
            # Another cent is missing in J2, of October alone: before it and after it.
            "update marts.fct_open_projects set amount = amount - 0.01 "
            "where project_id = 'J2' and as_of = '2026-10-01'",
            "update marts.fct_open_pipeline set open_amount = open_amount - 0.01 "
            "where declared_grade = 'B' and as_of = '2026-10-01'",
            "update marts.fct_pipeline_totals set open_amount = open_amount - 0.01 "
            "where declared_grade = 'B' and as_of = '2026-10-01'",
        ],
        {
            # Too many of grade A, what has no date, and B at both dates.
            "pipeline_changes_balance": 4,
        },
    ),
    "coverage": (
        [
            # T01 counts an overdue prospect that it does not list, and one too many.
            "update marts.fct_territory_coverage set overdue_count = 2 "
            "where as_of = '2026-10-01' and territory_id = 'T01'",
            "update marts.fct_territory_coverage set inactive_rep_count = 1 "
            "where territory_id = 'T02'",
            # P2 stands twice, M2 is covered on a day when it already was.
            "insert into marts.fct_overdue_prospects from marts.fct_overdue_prospects",
            "insert into marts.dim_market_companies from marts.dim_market_companies "
            "where company_id = 'M2' and is_covered",
            # A gap of the newest date, where no company is.
            "insert into marts.fct_market_areas select * replace "
            "('吴江' as district, [] as territory_ids, 0 as territory_count) "
            "from marts.fct_market_areas where as_of = '2026-11-01'",
            "insert into marts.fct_market_areas from marts.fct_market_areas "
            "where as_of = '2026-10-01'",
            "insert into marts.fct_list_overlaps "
            "select * replace (date '2026-11-01' as as_of) "
            "from marts.fct_list_overlaps where prospect_id = 'P1' "
            "union all from marts.fct_list_overlaps where prospect_id = 'P1'",
        ],
        {
            "territory_coverage_touched_or_overdue": 1,
            "territory_coverage_matches_list_counts": 1,
            # T01 lists two: of October it counts as many, of November one.
            "overdue_prospects_match_territory_coverage": 1,
            "market_areas_match_market_companies": 2,
            "no_company_on_two_lists": 1,
            "no_gap_in_the_market": 1,
            "prospects_of_active_reps": 1,
        },
    ),
    "grades": (
        [
            # Each stands twice.
            *(
                f"insert into marts.{mart} from marts.{mart} where {chosen}"
                for mart, chosen in {
                    "fct_prospect_grades": "prospect_id = 'P1'",
                    "fct_grade_totals": "as_of = '2026-10-01' and segment = 'all' "
                    "and industry = 'all' and product_line = 'all' "
                    "and evidence_grade = 'D'",
                    "fct_grade_audit": "as_of = '2026-11-01'",
                }.items()
            ),
        ],
        {
            # P1 once more than on the list; its totals and that of a D disagree.
            "prospect_grades_match_list_counts": 2,
            "grade_totals_match_prospect_grades": 3,
            # The one doubled in November, and October's total with a D too many.
            "grade_audit_matches_grade_totals": 2,
        },
    ),
    "findings": (
        [
            "insert into marts.fct_findings (finding, record_id) values "
            "('unknown_value', '1'), ('outcome_contradicts_flags', '2'), "
            "('unknown_prospect', '3'), ('unknown_territory', '4'), "
            "('closed_on_missing', '5'), ('closed_before_opened', '6'), "
            "('unheard_of', '7')",
            # Rejects of the newest export count, those of an older one do not.
            "update marts.fct_batches set rows_read = 4, rows_rejected = 1 "
            "where batch_id in ('projects-10', 'projects-11')",
            "insert into marts.fct_rejects (batch_id, source, entity, exported_on) "
            "select batch_id, source, entity, exported_on from marts.fct_batches "
            "where rows_rejected = 1",
        ],
        {
            "no_unknown_vocabulary": 1,
            "no_outcome_against_flags": 1,
            "no_project_of_unknown_prospect": 1,
            "no_prospect_in_unknown_territory": 1,
            "no_missing_closing_date": 1,
            "no_closing_before_opening": 1,
            "no_other_finding": 1,
            "newest_exports_without_rejects": 1,
            # A file read four rows, loaded and kept two, rejected one.
            "batch_rows_accounted": 2,
        },
    ),
    "completeness": (
        [
            "update marts.dim_prospects set annual_revenue_amount = null, "
            "expected_sign_on = null, industry = null where prospect_id = 'P1'",
            "update marts.dim_prospects set territory_id = 'unassigned', "
            "declared_grade = 'ungraded' where prospect_id = 'P2'",
            # Not on the list, so nothing is missing in it.
            "insert into marts.dim_prospects (prospect_id, name, territory_id, "
            "declared_grade, is_on_list) "
            "values ('P4', '苏州恒达电子', 'unassigned', 'ungraded', false)",
            # One of two open projects has neither prospect nor amount; its past none.
            "update intermediate.int_projects_timeline "
            "set prospect_id = null, amount = null where project_id = 'J2'",
            "update marts.fct_open_pipeline set open_amount = 0, "
            "missing_amount_count = 1 where declared_grade = 'B'",
            "update marts.fct_pipeline_totals set open_amount = 0, "
            "missing_amount_count = 1 where declared_grade = 'B'",
            "update marts.fct_open_projects "
            "set prospect_id = null, amount = null where project_id = 'J2'",
            "update marts.dim_prospects set name = '苏州恒达电子' "
            "where prospect_id = 'P3'",
        ],
        {
            "prospects_have_territory": 1,
            "prospects_have_grade": 1,
            "prospects_have_industry": 1,
            "prospects_have_revenue": 1,
            "near_prospects_have_signing_date": 1,
            "prospect_names_unique": 2,
            "open_projects_have_prospect": 1,
            "open_projects_have_amount": 1,
        },
    ),
    "churn": (
        [
            # An account that does not close, which the list denies as well.
            "update marts.fct_list_balance set closing_count = 5 "
            "where territory_id = 'T01' and month = '2026-10-01'",
            # One that closes only because its residual is kept silent.
            "update marts.fct_list_balance set residual_count = 1 "
            "where territory_id = 'T02' and month = '2026-10-01'",
            # P2 never reached T01; P5 is gone without a word.
            "delete from marts.fct_list_movements where movement_type = 'exchange_in'",
            "update marts.fct_list_movements set movement_type = 'unexplained' "
            "where movement_type = 'won'",
            # P4 comes twice in a day, the second time to an unknown territory.
            "insert into marts.fct_list_movements select * replace "
            "('T99' as territory_id) from marts.fct_list_movements "
            "where prospect_id = 'P4'",
            "insert into marts.fct_list_flows from marts.fct_list_flows "
            "where movement_type = 'new_prospect'",
            "insert into marts.fct_list_balance from marts.fct_list_balance "
            "where territory_id = 'T02' and month = '2026-10-01'",
        ],
        {
            "list_balance_without_residual": 3,
            "list_balance_closes_with_the_list": 1,
            "exchanges_have_two_sides": 1,
            # T01 counts one that came too many; T99 has no balance.
            "list_balance_matches_movements": 2,
            # The exchange into T01, won and unexplained, T02's twofold entry, T99's.
            "list_flows_match_movements": 5,
            "list_movements_in_known_territories": 1,
            "movements_explained": 1,
        },
    ),
    "forecast": (
        [
            # November has one project too many, December no longer one headline.
            "update marts.fct_forecast set won_count = 1.3 "
            "where grade = 'A' and horizon = 1",
            "update marts.fct_forecast set is_headline = false",
            "update marts.fct_forecast set won_amount_p10 = 1 where horizon = 2",
            # One probability above 1, one below 0.
            "update marts.fct_project_forecasts set probability = 1.3 where horizon = 1",
            "insert into marts.fct_project_forecasts select * replace "
            "('J2' as project_id, -0.1 as probability) from marts.fct_project_forecasts "
            "where horizon = 2",
            "insert into marts.fct_project_outlooks select * replace "
            "('J2' as project_id, 'B' as grade) from marts.fct_project_outlooks",
        ],
        {
            "forecast_grades_sum_to_total": 1,
            "forecast_has_one_headline": 1,
            "forecast_intervals_ordered": 2,
            "project_probabilities_are_probabilities": 2,
        },
    ),
    "override": (
        [
            # In November the territories' forecasts are above the company's.
            "update marts.fct_territory_forecasts set won_amount = 205000 "
            "where scope_type = 'territory' and target_start = '2026-11-01'",
            # No override is in use for December, two for January.
            "insert into marts.fct_overrides values "
            "('1', 'T01', 'month', '2026-11-01', true), "
            "('2', 'T01', 'month', '2026-12-01', false), "
            "('3', 'T01', 'month', '2027-01-01', true), "
            "('4', 'T01', 'month', '2027-01-01', true)",
        ],
        {"territory_forecasts_sum_to_forecast": 1, "overrides_have_one_in_use": 2},
    ),
    "projects of the forecast": (
        ["update marts.fct_project_forecasts set probability = 0.2 where horizon = 1"],
        {"project_probabilities_sum_to_forecast": 1},
    ),
    "forecasts told twice": (
        [
            f"insert into marts.{table} select * from marts.{table}"
            for table in (
                "dim_forecast_dates",
                "fct_forecast",
                "fct_project_forecasts",
                "fct_project_outlooks",
            )
        ],
        {
            # Four projects of 0.3 and of 204,000 each, where one is expected twice.
            "project_probabilities_sum_to_forecast": 2,
        },
    ),
    "dates": (
        [
            "update marts.dim_as_of_dates set is_newest = true",
            "insert into marts.dim_as_of_dates (as_of, is_reconstructed, is_newest) "
            "values (date '2026-12-01', false, false)",
            # Compared with itself, and with a date of which nothing is known.
            "update marts.dim_as_of_dates set month_before_as_of = as_of "
            "where as_of = '2026-11-01'",
            "update marts.dim_as_of_dates set quarter_before_as_of = '2026-07-01' "
            "where as_of = '2026-10-01'",
            "update marts.fct_entities set record_count = 0",
        ],
        {
            "warehouse_not_empty": 1,
            "as_of_dates_not_after_exports": 1,
            "one_newest_as_of_date": 1,
            "as_of_dates_compared_with_earlier": 2,
            # In December the three prospects are there, and nothing counts them.
            "list_counts_match_prospect_versions": 3,
            "prospect_grades_match_list_counts": 3,
            "grade_totals_match_prospect_grades": 3,
            # All dates are the newest, so all are added up.
            "list_counts_match_prospects": 1,
            "open_pipeline_matches_projects": 1,
        },
    ),
}


@pytest.mark.parametrize("area", BREAKS)
def test_exactly_the_broken_rules_fail(company: Company, area: str) -> None:
    statements, expected = BREAKS[area]
    company.sql(*statements)
    publish = company.publish()
    severities = {check.name: check.severity for check in checks.load()}
    blocked = "blocking" in {severities[name] for name in expected}
    assert publish.exit_code == (1 if blocked else 0), publish.stderr
    found = re.findall(r"^\S (\w+) on \S+: (\d+) rows?\.", publish.stderr, re.M)
    assert {name: int(rows) for name, rows in found} == expected

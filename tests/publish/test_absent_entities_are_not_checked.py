"""What was never exported is neither a failure nor a warning: it is not listed."""

from publish import checks
from tests.publish.company import Company

NO_PROSPECTS = [
    "delete from marts.dim_prospects",
    "delete from marts.dim_prospect_versions",
    "delete from intermediate.int_prospects_versions",
    "delete from intermediate.int_territories_versions",
    "delete from marts.fct_list_counts",
    "delete from marts.fct_list_totals",
    "delete from marts.fct_list_attributes",
    "delete from marts.fct_territory_coverage",
    "delete from marts.fct_prospect_grades",
    "delete from marts.fct_grade_declarations",
    "delete from marts.fct_grade_moves",
    "delete from marts.fct_grade_totals",
    "delete from marts.fct_grade_audit",
    "delete from marts.fct_grade_reliability",
    "delete from marts.fct_product_mismatches",
    "delete from marts.fct_overdue_prospects",
    "delete from marts.fct_list_overlaps",
    "delete from marts.fct_market_areas",
    "delete from marts.dim_market_companies",
    "delete from marts.fct_list_balance",
    "delete from marts.fct_list_entries",
    "delete from marts.fct_list_flows",
    "delete from marts.fct_list_movements",
    "delete from marts.fct_list_replacements",
    "delete from marts.fct_source_coverage",
    "delete from marts.fct_source_names",
    "delete from marts.dim_territories where territory_id <> 'unassigned'",
    "delete from marts.dim_reps",
    "update marts.dim_as_of_dates set is_list_known = false",
    "update marts.fct_entities set is_loaded = false, record_count = 0 "
    "where entity <> 'projects'",
    "update marts.fct_open_projects set territory_id = 'unassigned', "
    "rep_id = 'unassigned', team = 'unassigned', segment = 'unknown', "
    "industry = 'unknown', declared_grade = 'ungraded'",
    "update marts.fct_forecast set grade = 'ungraded' where grade = 'A'",
    "update marts.fct_project_outlooks set grade = 'ungraded'",
    "create or replace table marts.fct_open_pipeline as "
    "select as_of, territory_id, rep_id, team, segment, industry, product_line, "
    "declared_grade, is_reconstructed, count(*) as project_count, "
    "sum(amount) as open_amount, 0 as missing_amount_count "
    "from marts.fct_open_projects group by all",
    "create or replace table marts.fct_pipeline_totals as "
    "select as_of, segment, industry, product_line, declared_grade, is_reconstructed, "
    "sum(project_count) as project_count, sum(open_amount) as open_amount, "
    "sum(missing_amount_count) as missing_amount_count "
    "from marts.fct_open_pipeline group by all",
]


def test_a_company_with_projects_only_is_published_without_warnings(
    company: Company,
) -> None:
    company.sql(*NO_PROSPECTS)
    publish = company.publish()
    assert publish.exit_code == 0, publish.stderr
    assert publish.noted == []
    absent = {check.name for check in checks.load() if check.needs - {"projects"}}
    assert {"prospects_have_grade", "prospects_have_territory"} <= absent
    assert set(company.release_json()["checks"]["not_run"]) == absent
    listed = company.query('select "check" from marts.fct_check_results')
    assert absent.isdisjoint(name for (name,) in listed)
    assert ("open_pipeline_matches_projects",) in listed

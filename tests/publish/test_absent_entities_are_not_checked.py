"""What was never exported is neither a failure nor a warning: it is not listed."""

from publish import checks
from tests.publish.company import Company

NO_PROSPECTS = [
    "delete from marts.dim_prospects",
    "delete from intermediate.int_prospects_versions",
    "delete from intermediate.int_territories_versions",
    "delete from marts.fct_list_counts",
    "delete from marts.dim_territories where territory_id <> 'unassigned'",
    "delete from marts.dim_reps",
    "update marts.fct_entities set is_loaded = false, record_count = 0 "
    "where entity <> 'projects'",
    "create or replace table marts.fct_open_pipeline as "
    "select * replace ('unassigned' as territory_id, 'ungraded' as declared_grade, "
    "2 as project_count, 800000 as open_amount) "
    "from marts.fct_open_pipeline where declared_grade = 'A'",
]


def test_a_company_with_projects_only_is_published_without_warnings(
    company: Company,
) -> None:
    company.sql(*NO_PROSPECTS)
    publish = company.publish()
    assert publish.exit_code == 0, publish.stderr
    assert publish.noted == []
    absent = {
        check.name
        for check in checks.load()
        if check.needs & {"prospects", "territories"}
    }
    assert {"prospects_have_grade", "prospects_have_territory"} <= absent
    assert set(company.release_json()["checks"]["not_run"]) == absent
    listed = company.query('select "check" from marts.fct_check_results')
    assert absent.isdisjoint(name for (name,) in listed)
    assert ("open_pipeline_matches_projects",) in listed

"""A blocking check that fails keeps the old release, a warning is published with it."""

import pytest

from tests.publish.company import ONE_CHECK, Company

DUPLICATE = "insert into marts.dim_prospects from marts.dim_prospects where name > ''"


def test_a_failed_blocking_check_keeps_the_old_release(published: Company) -> None:
    release, ids = published.current(), published.release_ids()
    published.sql(DUPLICATE)
    publish = published.publish()
    assert publish.exit_code == 1
    assert publish.stdout == ""
    assert publish.failed[0] == (
        "list_counts_match_prospects on marts.fct_list_counts: 1 row. "
        "At the newest date, the counts add up to the prospects on the list."
    )
    page = published.home.data_docs / "index.html"
    assert publish.failed[-1] == (
        f"Not published, release {release} stays in use: 76 checks passed, 1 warning, "
        f"1 failed; see {page}."
    )
    assert (published.current(), published.release_ids()) == (release, ids)


def test_data_docs_show_what_failed(published: Company) -> None:
    published.sql(DUPLICATE)
    assert published.publish().exit_code == 1
    pages = published.home.data_docs.glob("validations/**/*.html")
    assert any("Failed" in page.read_text(encoding="utf-8") for page in pages)


def test_the_first_publish_says_that_there_is_no_release(company: Company) -> None:
    company.sql(DUPLICATE)
    publish = company.publish()
    assert publish.failed[-1].startswith("Not published, there is no release yet: ")
    assert not company.home.current.exists()


def test_a_failed_warning_is_published(company: Company) -> None:
    company.sql(
        "update marts.dim_prospects set industry = null where prospect_id = 'P1'"
    )
    publish = company.publish()
    assert publish.exit_code == 0
    assert publish.noted == [
        "prospects_have_industry on marts.dim_prospects: 1 row. "
        "At least 95 % of the prospects on the list have an industry."
    ]
    verdicts = company.query(
        "select passed, failed_count, observed_value from marts.fct_check_results "
        "where \"check\" = 'prospects_have_industry'"
    )
    assert verdicts == [(False, 1, "33.3% (1 / 3)")]
    assert company.release_json()["checks"]["warnings"] == ["prospects_have_industry"]


def test_rows_within_the_tolerance_are_counted(
    company: Company,
) -> None:
    company.check_only(
        ONE_CHECK.replace("_to_be_unique", "_to_not_be_null").replace(
            "{column: prospect_id}", "{column: industry, mostly: 0.6}"
        )
    )
    company.sql("update marts.dim_prospects set industry = null where name > '苏'")
    publish = company.publish()
    assert publish.exit_code == 0
    assert company.query(
        "select passed, failed_count from marts.fct_check_results"
    ) == [(True, 1)]


@pytest.mark.parametrize(
    ("changed", "to", "sentence"),
    [
        ("severity: blocking", "severity: deadly", "must be blocking or warning"),
        ("description: ", "descripton: ", "lacks description"),
        ("    arguments:", "    argument:", "unknown argument"),
        ("checks:", "checks", "cannot be read as a list of checks"),
        ("    desc", "    sort: [name]\n    desc", "unknown sort"),
    ],
)
def test_a_wrong_checks_file_is_refused(
    company: Company, changed: str, to: str, sentence: str
) -> None:
    company.check_only(ONE_CHECK.replace(changed, to))
    publish = company.publish()
    assert publish.exit_code == 1
    assert sentence in publish.stderr
    assert len(publish.stderr.splitlines()) == 1

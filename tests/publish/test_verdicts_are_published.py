"""Every check that was run has a verdict in the release, and releases keep them."""

from publish import checks
from tests.publish.company import Company

COLUMNS = [
    ("release_id", "VARCHAR"),
    ("check", "VARCHAR"),
    ("subject", "VARCHAR"),
    ("severity", "VARCHAR"),
    ("description", "VARCHAR"),
    ("description_zh", "VARCHAR"),
    ("observed_value", "VARCHAR"),
    ("failed_count", "BIGINT"),
    ("passed", "BOOLEAN"),
    ("checked_at", "TIMESTAMP"),
]


def test_every_check_has_a_verdict(published: Company) -> None:
    rows = published.query(
        'select "check", subject, severity, passed, failed_count '
        "from marts.fct_check_results"
    )
    assert rows == [
        (check.name, check.subject, check.severity, True, 0) for check in checks.load()
    ]


def test_every_check_is_described_in_both_languages() -> None:
    assert [c.name for c in checks.load() if not c.description_zh] == []


def test_columns_are_as_declared(published: Company) -> None:
    described = published.query("describe marts.fct_check_results")
    assert [(name, data_type) for name, data_type, *_ in described] == COLUMNS


def test_a_release_carries_the_verdicts_of_the_earlier_ones(published: Company) -> None:
    first = published.current()
    before = published.query("from marts.fct_check_results order by all")
    published.sql("insert into marts.fct_findings (finding) values ('unknown_value')")
    assert published.publish().exit_code == 0
    second = published.current()
    after = published.query("from marts.fct_check_results order by all")
    assert after[: len(before)] == before
    assert {row[0] for row in after[len(before) :]} == {second}
    history = published.query(
        "select release_id, passed, failed_count from marts.fct_check_results "
        "where \"check\" = 'no_unknown_vocabulary' order by release_id"
    )
    assert history == [(first, True, 0), (second, False, 1)]


def test_data_docs_show_the_checks(published: Company) -> None:
    pages = list(published.home.data_docs.rglob("*.html"))
    index = published.home.data_docs / "index.html"
    assert index in pages
    said = "The newest exports contain at least one prospect or project."
    assert any(said in page.read_text() for page in pages)

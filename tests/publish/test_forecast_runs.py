"""What a release said of the future is stored with it, once, and kept for good."""

import duckdb

from tests.publish.company import Company


def runs(company: Company) -> dict[str, int]:
    """Return the files of stored runs and their rows."""
    return {
        path.name: duckdb.execute(
            "select count(*) from read_parquet(?)", [str(path)]
        ).fetchall()[0][0]
        for path in sorted(company.home.forecast_runs.glob("*"))
    }


def test_a_publish_stores_the_newest_forecast(published: Company) -> None:
    (stored,) = runs(published).items()
    assert stored[0].startswith("2026-11-01-")
    assert stored[0].endswith(".parquet")
    assert stored[1] == 4
    assert published.query(
        "select distinct as_of::varchar, is_backtest from marts.fct_forecast"
    ) == [("2026-11-01", False)]
    assert published.query("select is_backtest from marts.dim_forecast_dates") == [
        (False,)
    ]
    assert published.query(
        "select run_id, row_count, is_in_use from marts.fct_forecast_runs"
    ) == [(stored[0].removesuffix(".parquet"), 4, True)]


def test_the_same_build_is_stored_once(published: Company) -> None:
    before = runs(published)
    assert published.publish().exit_code == 0
    assert runs(published) == before


def test_what_is_stored_already_is_not_stored_again(company: Company) -> None:
    company.sql("update marts.fct_forecast set is_backtest = false")
    assert company.publish().exit_code == 0
    assert runs(company) == {}


def test_a_company_without_a_forecast_is_published(company: Company) -> None:
    company.sql(
        "delete from marts.fct_forecast",
        "delete from marts.fct_project_forecasts",
        "delete from marts.fct_project_outlooks",
    )
    assert company.publish().exit_code == 0
    assert runs(company) == {}


def test_a_run_lost_between_swap_and_keeping_is_kept_by_the_next_publish(
    published: Company,
) -> None:
    before = runs(published)
    for path in published.home.forecast_runs.glob("*"):
        path.unlink()
    assert published.publish().exit_code == 0
    assert runs(published) == before


def test_a_refused_release_leaves_no_run(company: Company) -> None:
    company.sql("insert into marts.dim_prospects from marts.dim_prospects")
    assert company.publish().exit_code == 1
    assert runs(company) == {}

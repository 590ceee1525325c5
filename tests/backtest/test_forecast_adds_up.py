"""What must hold of every forecast, whatever the company."""

from collections.abc import Sequence

import duckdb
import pytest

from tests.backtest.conftest import Forecast, ungraded
from tests.backtest.simulation import Snapshot, simulate


@pytest.fixture(
    scope="module", params=["graded", "ungraded", "young", "one month", "small"]
)
def company(
    request: pytest.FixtureRequest, forecast: Forecast, snapshots: list[Snapshot]
) -> duckdb.DuckDBPyConnection:
    """Return the forecasts of companies of many kinds."""
    days = sorted({snapshot.exported_on for snapshot in snapshots})
    kinds: dict[str, Sequence[Snapshot]] = {
        "graded": snapshots,
        "ungraded": ungraded(snapshots),
        "young": [p for p in snapshots if p.exported_on <= days[6]],
        "one month": [p for p in snapshots if p.exported_on == days[0]],
        "small": simulate(seed=3, projects_per_month=2),
    }
    return forecast(kinds[request.param])


def broken(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object]]:
    return connection.execute(query).fetchall()


def test_grade_rows_add_up_to_the_total(company: duckdb.DuckDBPyConnection) -> None:
    query = """
        select as_of, method, target_start from marts.fct_forecast
        group by as_of, method, target_grain, target_start
        having count(*) <> 7 or abs(
            sum(won_amount) filter (where grade = 'total')
            - sum(won_amount) filter (where grade <> 'total')
        ) > 1e-9 * greatest(1, sum(won_amount))
    """
    assert broken(company, query) == []


def test_quarters_are_their_months(company: duckdb.DuckDBPyConnection) -> None:
    query = """
        select quarter.as_of, quarter.method, quarter.grade, quarter.target_start
        from marts.fct_forecast as quarter
        inner join marts.fct_forecast as month using (as_of, method, grade)
        where quarter.target_grain = 'quarter' and month.target_grain = 'month'
            and (month.horizon + 2) // 3 = quarter.horizon
        group by all
        having count(*) <> 3 or abs(
            any_value(quarter.won_amount) - sum(month.won_amount)
        ) > 1e-9 * greatest(1, sum(month.won_amount))
    """
    assert broken(company, query) == []


def test_probabilities_are_probabilities(company: duckdb.DuckDBPyConnection) -> None:
    query = """
        select as_of, state from intermediate.int_forecast_probabilities
        group by as_of, state
        having min(probability) < 0 or sum(probability) > 1 or count(*) <> 12
    """
    assert broken(company, query) == []


def test_projects_add_up_to_their_grade(company: duckdb.DuckDBPyConnection) -> None:
    query = """
        with projects as (
            select outlooks.grade, target_start, sum(probability) as won_count,
                sum(expected_amount) as won_amount
            from marts.fct_project_forecasts
            inner join marts.fct_project_outlooks as outlooks using (project_id)
            group by all
        )
        select * from marts.fct_forecast as forecast
        left join projects using (grade, target_start)
        where forecast.as_of = (select max(as_of) from marts.dim_forecast_dates)
            and method = 'model' and target_grain = 'month'
            and grade not in ('new', 'total')
            and (
                abs(forecast.won_count - coalesce(projects.won_count, 0)) > 1e-9
                or abs(forecast.won_amount - coalesce(projects.won_amount, 0))
                > 1e-9 * greatest(1, forecast.won_amount)
            )
    """
    assert broken(company, query) == []


def test_every_open_project_has_a_chance_where_there_is_a_model(
    company: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        select project_id from intermediate.int_forecast_graded_spans as spans
        inner join intermediate.int_forecast_steps as steps
            on steps.as_of >= spans.valid_from and steps.as_of < spans.valid_to
        where steps.is_newest and steps.step in ('full', 'pooled')
        except select project_id from marts.fct_project_outlooks
    """
    assert broken(company, query) == []


def test_a_date_has_one_headline_or_says_what_it_needs(
    company: duckdb.DuckDBPyConnection,
) -> None:
    query = """
        select * from marts.dim_forecast_dates
        where (step = 'none') <> (headline_method is null)
            or (step = 'none' and needed_month_count + needed_win_count = 0)
    """
    assert broken(company, query) == []

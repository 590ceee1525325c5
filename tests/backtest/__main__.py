"""`python -m tests.backtest [SEEDS]`: the forecast against what was signed.

Maven's deals, origins June to December 2017 and the next three months; then simulated
graded companies, the quarter ahead from their third year on. Baselines stand beside, and
an oracle that knows the true chances: what remains is luck.
"""

import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tests.backtest import maven, models, oracle, simulation, tables
from tests.backtest.simulation import Company

SEEDS = 40
HEADER = ("method", "WAPE", "CRPS", "bias", "in 80 %", "in 95 %", "forecasts")
FINISHED = """
    create or replace temp table finished as
    with finished as (
        select * from intermediate.int_forecast_finished where {where}
    )
    select * from finished
    union all
    select * replace ('headline' as method) from finished where is_headline
"""
CALIBRATED = """
    select grade, sum(project_count * probability) as expected, sum(won_count) as won
    from intermediate.int_forecast_calibrated
    where as_of >= (
        select min(as_of) + to_months(24) from intermediate.int_forecast_dates
    )
    group by grade
"""
THIRD_YEAR_QUARTERS = """
    target_grain = 'quarter' and horizon = 1 and as_of >= (
        select min(as_of) + to_months(24) from intermediate.int_forecast_dates
    )
"""


def main() -> int:
    """Run all and print; return the exit code."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    with tempfile.TemporaryDirectory() as folder:
        compiled = models.compiled(Path(folder) / "target")
        if maven.FOLDER.is_dir():
            print(on_maven(Path(folder) / "maven"))
        else:
            print(f"Maven's deals are not in {maven.FOLDER}: left out.")
        print(on_simulations(compiled, range(1, seeds + 1)))
    return 0


def on_maven(home: Path) -> str:
    """Return the table of Maven's deals."""
    with maven.built(home) as connection:
        connection.execute(
            FINISHED.format(
                where=f"target_grain = 'month' and horizon <= {maven.HORIZONS} "
                f"and as_of between '{maven.FIRST}' and '{maven.LAST}'"
            )
        )
        rows = by_method(connection)
    title = "Maven's deals: won amount of the next 3 months, June to December 2017"
    return tables.printed(title, HEADER, rows)


def on_simulations(compiled: list[models.Model], seeds: range) -> str:
    """Return the tables of the simulated companies: each first, then their means."""
    collected = duckdb.connect()
    for seed in seeds:
        connection = models.empty_warehouse()
        company = simulation.company(seed)
        models.load(connection, company.snapshots)
        models.run(connection, compiled)
        connection.execute(FINISHED.format(where=THIRD_YEAR_QUARTERS))
        ask_oracle(connection, company)
        collect(collected, seed, "finished", connection, "from finished")
        collect(collected, seed, "calibrated", connection, CALIBRATED)
        connection.close()
    return "\n".join([per_seed(collected), means(collected), grades(collected)])


def ask_oracle(connection: duckdb.DuckDBPyConnection, company: Company) -> None:
    """Add to the table `finished` what the oracle said on the same dates."""
    dates = connection.execute("select distinct as_of from finished").fetchall()
    for (as_of,) in dates:
        amount = oracle.quarter_amount(company, simulation.month_number(as_of))
        connection.execute(
            """
            insert into finished
            select * replace (
                'oracle' as method, $amount as forecast_amount, null as sd,
                null as is_within_80, null as is_within_95
            )
            from finished where as_of = $as_of and method = 'model'
            """,
            {"amount": amount, "as_of": as_of},
        )


def collect(
    into: duckdb.DuckDBPyConnection,
    seed: int,
    table: str,
    connection: duckdb.DuckDBPyConnection,
    query: str,
) -> None:
    """Add the rows of a query to a table of all seeds."""
    into.register("rows", connection.execute(query).to_arrow_table())
    into.execute(
        f"create table if not exists {table} as "
        "select 0 as seed, * from rows where false"
    )
    into.execute(f"insert into {table} select {seed}, * from rows")


def by_method(
    connection: duckdb.DuckDBPyConnection,
) -> list[tuple[str | float, ...]]:
    """Return one row per method over the table `finished`, the best first."""
    crps = dict(tables.crps(connection))
    rows = [
        (method, wape, crps[method], bias, in_80, in_95, count)
        for method, (wape, bias, in_80, in_95, count) in tables.scores(
            connection
        ).items()
    ]
    return sorted(rows, key=lambda row: float(row[1]))


def per_seed(collected: duckdb.DuckDBPyConnection) -> str:
    """Return the headline of each seed as a ratio to run_rate_12."""
    rows = collected.execute(
        """
        with scored as (
            select
                seed, method,
                sum(abs(forecast_amount - actual_amount)) / sum(actual_amount) as wape,
                sum(forecast_amount - actual_amount) / sum(actual_amount) as bias,
                avg(is_within_80::integer) as in_80, avg(is_within_95::integer) as in_95
            from finished group by seed, method
        )
        select
            headline.seed, headline.wape, run_rate.wape,
            headline.wape / run_rate.wape, oracle.wape / run_rate.wape,
            headline.bias, headline.in_80, headline.in_95
        from scored as headline
        inner join scored as run_rate using (seed)
        inner join scored as oracle using (seed)
        where headline.method = 'headline' and run_rate.method = 'run_rate_12'
            and oracle.method = 'oracle'
        order by headline.seed
        """
    ).fetchall()
    header = (
        "seed",
        "headline",
        "run_rate_12",
        "ratio",
        "oracle's",
        "bias",
        "in 80 %",
        "in 95 %",
    )
    columns = list(zip(*rows, strict=True))[1:]
    first = ("mean of 8", *(statistics.fmean(column[:8]) for column in columns))
    mean = ("mean", *(statistics.fmean(column) for column in columns))
    error = ("its error", *(_standard_error(column) for column in columns))
    title = "Simulated graded companies: the quarter ahead, WAPE"
    return tables.printed(title, header, [*rows, first, mean, error])


def _standard_error(values: Sequence[float]) -> float | None:
    if len(values) < 2:
        return None
    return statistics.stdev(values) / math.sqrt(len(values))


def means(collected: duckdb.DuckDBPyConnection) -> str:
    """Return every method over all seeds."""
    title = "All seeds together, with the baselines"
    return tables.printed(title, HEADER, by_method(collected))


def grades(collected: duckdb.DuckDBPyConnection) -> str:
    """Return expected against observed wins within three months, by declared grade."""
    rows = collected.execute(
        """
        select grade, sum(expected), sum(won)::double, sum(expected) / sum(won)
        from calibrated group by grade order by grade
        """
    ).fetchall()
    title = "Wins within three months by grade: expected and observed"
    return tables.printed(title, ("grade", "expected", "observed", "ratio"), rows)


if __name__ == "__main__":
    sys.exit(main())

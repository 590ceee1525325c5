"""A company with a million open projects, as the models of the forecast read it.

Fifteen month-end exports of projects that come in at a steady rate; nothing is drawn at
random: every attribute is a hash of the keys.
"""

from pathlib import Path

import duckdb

PROJECTS = 1_366_000
MONTHS = 15
FIRST_MONTH = "date '2025-08-01'"
_OPEN_PER_MONTH = 0.96
_SEEDS = ("grades", "forecast_age_bands", "forecast_grade_bands", "forecast_bins",
          "forecast_methods", "forecast_steps")  # fmt: skip

_DRAW = f"""
create or replace temp macro draw(project, month, purpose) as
    hash(concat_ws(' ', purpose, project, month)) / 18446744073709551616.0::double;
create or replace temp macro export_of(month) as
    last_day({FIRST_MONTH} + to_months(month::integer));
"""

_LIVES = f"""
create temp table lives as
select
    project,
    (project % {MONTHS})::integer as opened,
    least(
        opened + floor(ln(draw(project, 0, 'life')) / ln({_OPEN_PER_MONTH})), {MONTHS}
    )::integer as closed,
    draw(project, 0, 'won') < 0.45 as is_won,
    20000 + 1500000 * pow(draw(project, 0, 'amount'), 3) as amount,
    (date_trunc('month', export_of(opened))
    + to_days((27 * draw(project, 0, 'day'))::integer))::date as opened_on
from range({PROJECTS}) as projects(project)
"""

_CHANGES = f"""
create temp table changes as
with months as (
    select
        *,
        unnest(range(opened, least(closed + 1, {MONTHS}))) as month
    from lives
)
select
    *,
    month = opened or month = closed or draw(project, month, 'amount') < 0.08
        as is_project_changed,
    month = opened or draw(project, month, 'grade') < 0.12 as is_grade_changed
from months
"""

_TABLES = {
    "int_batches_ordered": f"""
        select 'bench' as source, unnest(['projects', 'prospects']) as entity,
            export_of(month) as exported_on
        from range({MONTHS}) as months(month)
    """,
    "int_as_of_dates": f"""
        select export_of(month) as as_of, false as is_reconstructed,
            month = {MONTHS - 1} as is_newest
        from range({MONTHS}) as months(month)
    """,
    "int_projects_timeline": """
        select
            'J' || lpad(project::varchar, 8, '0') as project_id,
            'bench' as source,
            'P' || lpad(project::varchar, 8, '0') as prospect_id,
            null::varchar as product,
            case when month < closed then 'open' when is_won then 'won' else 'lost' end
                as outcome,
            (amount * (1 - 0.02 * (month - opened)))::decimal(18, 2) as amount,
            false as is_reconstructed,
            opened_on,
            case
                when month = closed
                    then greatest(opened_on, export_of(month)
                        - (20 * draw(project, month, 'closed'))::integer)
            end as closed_on,
            export_of(month) as valid_from,
            lead(export_of(month)) over (partition by project order by month)
                as valid_to
        from changes
        where is_project_changed
    """,
    "int_prospects_versions": """
        select
            'P' || lpad(project::varchar, 8, '0') as prospect_id,
            'bench' as source,
            ['A', 'B', 'C', 'D'][
                1 + least(3, floor(4 * draw(project, month, 'declared')))::integer
            ] as declared_grade,
            export_of(month) as valid_from,
            lead(export_of(month)) over (partition by project order by month)
                as valid_to
        from changes
        where is_grade_changed
    """,
    "int_prospects_superseded": """
        select null::varchar as prospect_id, null::varchar as source,
            null::date as superseded_on
        where false
    """,
    "int_project_stages_versions": """
        select null::varchar as project_id, null::date as valid_from,
            null::date as valid_to
        where false
    """,
    "int_products_versions": """
        select null::varchar as product, null::varchar as source,
            null::decimal(18, 2) as list_price_amount, null::date as valid_from
        where false
    """,
}


def write(connection: duckdb.DuckDBPyConnection, seeds: Path) -> None:
    """Write what the models of the forecast read into an empty warehouse."""
    for schema in ("seeds", "staging", "intermediate", "marts"):
        connection.execute(f"create schema if not exists {schema}")
    for seed in _SEEDS:
        connection.execute(
            f"create table seeds.{seed} as from read_csv($file, header = true)",
            {"file": str(seeds / f"{seed}.csv")},
        )
    for query in (_DRAW, _LIVES, _CHANGES):
        connection.execute(query)
    for name, query in _TABLES.items():
        connection.execute(f"create table intermediate.{name} as {query}")
    connection.execute("drop table changes; drop table lives")

"""Ten thousand prospects over sixty months: every account closes, with what is there.

The lists are drawn by DuckDB, a hash of prospect and month saying what becomes of it; what
is on them at a month's end is counted there and not by any model.
"""

from pathlib import Path

import duckdb

from tests.dbt.builds import dbt_build
from tests.dbt.raw_warehouse import RawWarehouse

PROSPECTS, MONTHS, TERRITORIES = 10_000, 60, 100

# A prospect is there from one arrival to the next departure and returns later; between,
# it changes its territory and its status. A hash of a block of months keeps it steady.
_LIVES = f"""
create table lives as
select
    'P' || number as prospect_id,
    month,
    (date '2021-01-31' + to_months(month::integer))::date as exported_on,
    hash(number, month // (5 + number % 11), 'place') % {TERRITORIES + 1} as place,
    hash(number, (month + number) // (3 + number % 13), 'fate') % 20 as fate
from range({PROSPECTS}) as prospects(number), range({MONTHS}) as months(month);

create table exported as
select
    *,
    case when place > 0 then 'T' || place end as territory_id,
    case fate
        when 0 then 'won' when 1 then 'lost' when 2 then 'closed_business'
        when 3 then 'handed_over' when 4 then 'active'
    end as status
from lives
where fate <> 5;
"""

_RAW = """
insert into warehouse.raw.batches by name
select distinct
    'acre/' || exported_on as batch_id, 'acre' as source, 'prospects' as entity,
    '' as part, 'prospects.csv' as file, exported_on::varchar as file_hash, exported_on,
    false as is_partial, 0 as rows_read, 0 as rows_loaded, 0 as rows_unchanged,
    0 as rows_rejected, timestamp '2026-01-01' as loaded_at
from exported;

insert into warehouse.raw.prospects by name
select
    'acre/' || exported_on as batch_id,
    row_number() over (partition by exported_on) as record_number,
    hash(territory_id, status) as row_hash,
    prospect_id, prospect_id as name, territory_id, status
from exported;
"""

_LISTED = """
select
    coalesce(territory_id, 'unassigned'), date_trunc('month', exported_on)::date,
    count(*)
from exported
where status is null or status = 'active'
group by all
"""


def test_every_account_closes(tmp_path: Path) -> None:
    warehouse = RawWarehouse(tmp_path)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{tmp_path / 'acre.duckdb'}' as warehouse")
        connection.execute(_LIVES)
        connection.execute(_RAW)
        listed = connection.execute(_LISTED).fetchall()
    dbt_build(
        tmp_path,
        *("--select", "+fct_list_balance"),
        *("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"),
    )
    assert warehouse.query(
        "select residual_count, count(*) from marts.fct_list_balance group by all"
    ) == [(0, (TERRITORIES + 1) * MONTHS)]
    closing = warehouse.query(
        "select territory_id, month, closing_count from marts.fct_list_balance"
        " where closing_count > 0"
    )
    assert sorted(closing) == sorted(listed)
    kinds = warehouse.query(
        "select movement_type, count(*) from marts.fct_list_movements group by all"
    )
    assert len(kinds) == 9
    assert min(count for _kind, count in kinds) > 1000

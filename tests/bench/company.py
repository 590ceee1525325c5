"""A company of a million prospects, told as twelve month-end exports by DuckDB alone.

Nothing is drawn at random: every attribute is a hash of the keys, so that two runs with
the same engine write the same files.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

PROSPECTS = 1_000_000
PROSPECTS_PER_TERRITORY = 100
REPS_PER_TEAM = 50
OPEN_PROJECTS = 60_000
_LEAVING_PERCENT = 1
_CHANGING_PERCENT = 3
_CLOSING_PERCENT = 6

_DRAW = """
create macro draw(below, slot, month, purpose) as
    (hash(slot, month, purpose) % below)::integer
"""

_SPANS = f"""
create table prospect_spans as
with bounds as (
    select slot, 0 as month, false as is_arrival from range({PROSPECTS}) as slots(slot)
    union all
    select slot, month, is_leaving
    from (
        select
            slot,
            later.month,
            draw(10000, slot, later.month, 'leaves')
                < 100 * {_LEAVING_PERCENT} as is_leaving,
            draw(10000, slot, later.month, 'changes')
                < 100 * {_CHANGING_PERCENT} as is_changing
        from range({PROSPECTS}) as slots(slot), months as later
        where later.month > 0
    )
    where is_leaving or is_changing
),
spans as (
    select
        slot,
        month as from_month,
        lead(month, 1, $months) over by_month as to_month,
        sum(is_arrival::integer) over by_month as generation,
        coalesce(lead(is_arrival) over by_month, false) as is_last,
        draw(1000, slot, month, 'grade') as grade_draw,
        draw(900, slot, month, 'expected') as days
    from bounds
    window by_month as (partition by slot order by month)
)
select
    * exclude (grade_draw, days),
    'P' || lpad(slot::varchar, 7, '0') || '-' || generation as prospect_id,
    case
        when grade_draw < 80 then 'A' when grade_draw < 200 then 'B'
        when grade_draw < 440 then 'C' when grade_draw < 985 then 'D'
    end as grade,
    months.day + (case
        when grade_draw < 80 then 10 + days % 80
        when grade_draw < 200 then 91 + days % 90
        when grade_draw < 440 then 181 + days % 180
        when days % 5 < 2 then 366 + days
    end)::integer as expected_sign_on
from spans inner join months on spans.from_month = months.month
"""

_PROJECTS = f"""
create table project_lives as
with openings as (
    select slot, 0 as month from range({OPEN_PROJECTS}) as slots(slot)
    union all
    select slot, month
    from range({OPEN_PROJECTS}) as slots(slot), months as later
    where
        month > 0
        and draw(10000, slot, month, 'closes') < 100 * {_CLOSING_PERCENT}
),
lives as (
    select
        slot,
        month as opened_month,
        lead(month) over (partition by slot order by month) as closed_month,
        slot * {PROSPECTS // OPEN_PROJECTS} + draw(16, slot, 0, 'prospect')
            as prospect_slot
    from openings
)
select
    lives.*,
    'J' || lpad(lives.slot::varchar, 6, '0') || '-' || lives.opened_month as project_id,
    prospects.prospect_id,
    products.product_line,
    products.product,
    20000 + draw(1500000, lives.slot, lives.opened_month, 'amount') as amount,
    opened.day - draw(
        case when lives.opened_month = 0 then 300 else 27 end,
        lives.slot, lives.opened_month, 'opened'
    ) as opened_on,
    closed.day - draw(27, lives.slot, lives.closed_month, 'closed') as closed_on,
    draw(5, lives.slot, lives.closed_month, 'won') < 2 as is_won
from lives
inner join prospect_spans as prospects
    on lives.prospect_slot = prospects.slot
    and lives.opened_month >= prospects.from_month
    and lives.opened_month < prospects.to_month
inner join months as opened on lives.opened_month = opened.month
left join months as closed on lives.closed_month = closed.month
inner join products
    on products.place = [0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6][
        1 + draw(12, lives.slot, lives.opened_month, 'line')
    ]
"""

_FILES = {
    "territories": f"""
        select
            'T' || lpad(number::varchar, 5, '0') as territory_id,
            ['园区', '高新区', '吴江', '昆山', '常熟'][1 + number % 5] || ' ' || number as name,
            'Region ' || number // 1250 as region,
            'R' || lpad(number::varchar, 5, '0') as rep_id,
            {PROSPECTS_PER_TERRITORY} as target_prospect_count
        from range({PROSPECTS // PROSPECTS_PER_TERRITORY}) as territories(number)
    """,
    "reps": f"""
        select
            'R' || lpad(number::varchar, 5, '0') as rep_id,
            ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'][1 + number % 10]
                || ['伟', '芳', '娜', '敏', '静', '强', '磊'][1 + number % 7] || number
                as name,
            'rep' || number || '@example.com' as email,
            'Team ' || lpad((number // {REPS_PER_TEAM})::varchar, 3, '0') as team,
            'R' || lpad((number - number % {REPS_PER_TEAM})::varchar, 5, '0')
                as manager_rep_id,
            true as is_active
        from range({PROSPECTS // PROSPECTS_PER_TERRITORY}) as reps(number)
    """,
    "products": "select product, product_line, list_price_amount from products",
    "prospects": f"""
        with listed as (
            select *, 'active' as status from prospect_spans
            where from_month <= $month and $month < to_month
            union all
            select *, ['won', 'lost', null][1 + draw(3, slot, to_month, 'exit')] as exit
            from prospect_spans
            where is_last and to_month = $month and exit is not null
        )
        select
            prospect_id,
            '苏州' || ['恒达', '华成', '金陵', '东方', '新锐'][1 + slot % 5]
                || slot || '-' || generation || '有限公司' as name,
            'T' || lpad((slot // {PROSPECTS_PER_TERRITORY})::varchar, 5, '0')
                as territory_id,
            'R' || lpad((slot // {PROSPECTS_PER_TERRITORY})::varchar, 5, '0') as rep_id,
            $industries[1 + draw(len($industries), slot, generation, 'industry')] as industry,
            ['苏州', '无锡', '常州', '南京', '宁波'][1 + slot // 200000] as city,
            ['园区', '高新区', '吴江', '昆山', '常熟'][1 + slot // 100 % 5] as district,
            case
                when segment < 8 then null when segment < 55 then size % 45 + 4
                when segment < 88 then size % 450 + 50 else size % 4500 + 500
            end * 1000000::bigint as annual_revenue_amount,
            size % 90 * 100000 as annual_profit_amount,
            size % 3000 + 5 as headcount,
            ['domestic', 'taiwanese', 'foreign', 'joint_venture'][1 + size % 4]
                as ownership,
            status,
            grade as declared_grade,
            expected_sign_on,
            size % 2 = 0 as is_informatised,
            size % 3 = 0 as subjective_need,
            ['high', 'medium', 'low', 'none'][1 + size % 4] as determination,
            ['high', 'medium', 'low', null][1 + size % 4] as dissatisfaction,
            size % 7 = 0 as has_feasibility_study,
            size % 5 = 0 as has_selection_begun,
            ['selecting', 'waiting', 'no_urgency', 'satisfied', null][1 + size % 5]
                as situation,
            ['new_prospect', 'replenishment', null][1 + draw(3, slot, generation, 'entry')]
                as entry_kind,
            date '2020-01-01' + (size % 2000 + generation * 10)::integer as created_on
        from (
            select
                *,
                draw(100, slot, generation, 'segment') as segment,
                draw(1000000000, slot, generation, 'size') as size
            from listed
        )
        order by prospect_id
    """,
    "projects": f"""
        select
            project_id,
            prospect_id,
            'R' || lpad((prospect_slot // {PROSPECTS_PER_TERRITORY})::varchar, 5, '0')
                as rep_id,
            product_line,
            product,
            case
                when is_closed and is_won then 'contract'
                else $stages[1 + least(6, $month - opened_month + slot % 3)]
            end as stage,
            amount,
            opened_on,
            opened_on + 60 + (slot % 300)::integer as expected_sign_on,
            case when is_closed then closed_on end as closed_on,
            case when not is_closed then 'open' when is_won then 'won' else 'lost' end
                as outcome,
            case when is_closed and not is_won then 'price' end as lost_reason,
            ['telemarketing', 'call_in', 'event_attendance'][1 + slot % 3] as lead_source
        from (
            select *, coalesce(closed_month <= $month, false) as is_closed
            from project_lives
        )
        where opened_month <= $month
        order by project_id
    """,
}

_STAGES = [
    "list_obtained", "first_visit", "exchange", "demo", "quotation", "objections",
    "negotiation",
]  # fmt: skip
_PRODUCTS = [
    ("易飞", "ERP", 460_000), ("易竣", "PDM", 210_000), ("EasyFlow", "Workflow", 110_000),
    ("CRM", "CRM", 180_000), ("HR", "HR", 160_000), ("EC", "EC", 150_000),
    ("IT consulting", "IT consulting", 260_000),
]  # fmt: skip


def month_ends(count: int = 12) -> list[dt.date]:
    """The dates of the exports, the newest 2026-10-31."""
    ordinals = range(2026 * 12 + 10 - count, 2026 * 12 + 10)
    return [
        dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
        for year, month in (divmod(ordinal, 12) for ordinal in ordinals)
    ]


def write(
    folder: Path,
    industries: list[str],
    say: Callable[[str], None],
    dates: Sequence[dt.date],
) -> None:
    """Write a dated folder of CSVs in Acre's template for each of the dates.

    `say` is told what is being written.
    """
    with duckdb.connect() as connection:
        _prepare(connection, dates)
        for month, date in enumerate(dates):
            say(f"export {date}")
            export = folder / date.isoformat()
            export.mkdir(parents=True)
            given = {"month": month, "industries": industries, "stages": _STAGES}
            for entity, query in _FILES.items():
                used = {name: given[name] for name in given if f"${name}" in query}
                target = export / f"{entity}.csv"
                connection.execute(f"copy ({query}) to '{target}' (header)", used)


def _prepare(connection: duckdb.DuckDBPyConnection, dates: Sequence[dt.date]) -> None:
    connection.execute(_DRAW)
    connection.execute("create table months (month integer, day date)")
    connection.executemany("insert into months values (?, ?)", list(enumerate(dates)))
    connection.execute(
        "create table products"
        " (place integer, product varchar, product_line varchar, list_price_amount integer)"
    )
    connection.executemany(
        "insert into products values (?, ?, ?, ?)",
        [(place, *product) for place, product in enumerate(_PRODUCTS)],
    )
    connection.execute(_SPANS, {"months": len(dates)})
    connection.execute(_PROJECTS)

-- Assert that every rep and territory has exactly one span on any date, from the first
-- of all days on: where a span ends the next begins, and only the last is open.
with

spans as (
    select 'rep' as kind, rep_id as id, valid_from, valid_to
    from {{ ref('int_reps_timeline') }}
    union all
    select 'territory' as kind, territory_id as id, valid_from, valid_to
    from {{ ref('int_territories_timeline') }}
),

neighbours as (
    select
        *,
        lag(valid_to) over by_day as previous_valid_to,
        lead(valid_from) over by_day as next_valid_from
    from spans
    window by_day as (partition by kind, id order by valid_from)
)

select * from neighbours
where
    valid_to <= valid_from
    or valid_to is distinct from next_valid_from
    or valid_from <> coalesce(previous_valid_to, date '0001-01-01')

-- Assert that a prospect has at most one span on any date and that none is empty,
-- however often it is cut where its territory's rep or its rep's team changes.
with

followed as (
    select
        prospect_id,
        valid_from,
        valid_to,
        lead(valid_from) over (
            partition by prospect_id order by valid_from
        ) as next_valid_from
    from {{ ref('int_prospects_timeline') }}
)

select * from followed
where
    valid_to <= valid_from
    or valid_to > next_valid_from
    or (valid_to is null and next_valid_from is not null)

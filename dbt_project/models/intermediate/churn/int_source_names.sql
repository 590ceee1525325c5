with

sources as (
    select * from {{ ref('int_prospect_sources_versions') }}
),

prospects as (
    select prospect_id, first_seen_on from {{ ref('int_prospects_reached') }}
),

captured as (
    select prospect_id, list_source, min(captured_on) as valid_from
    from sources
    group by prospect_id, list_source
),

first_captured as (
    select prospect_id, min(valid_from) as captured_on
    from captured
    group by prospect_id
),

-- Until a list is known that it was found on, a prospect is of an unknown one.
unknown as (
    select
        prospects.prospect_id,
        'unknown' as list_source,
        prospects.first_seen_on as valid_from,
        first_captured.captured_on as valid_to
    from prospects
    left join first_captured on prospects.prospect_id = first_captured.prospect_id
    where
        first_captured.captured_on > prospects.first_seen_on
        or first_captured.captured_on is null
),

names as (
    select prospect_id, list_source, valid_from, cast(null as date) as valid_to
    from captured
    union all
    select * from unknown
),

final as (
    select names.*
    from names
    semi join prospects on names.prospect_id = prospects.prospect_id
)

select * from final

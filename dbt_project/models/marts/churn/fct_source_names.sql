with

names as (
    select * from {{ ref('int_source_names') }}
),

prospects as (
    select * from {{ ref('int_prospects_reached') }}
),

final as (
    select
        names.list_source,
        names.prospect_id,
        prospects.territory_id,
        prospects.rep_id,
        prospects.team,
        prospects.segment,
        prospects.industry,
        prospects.declared_grade,
        names.valid_from,
        names.valid_to,
        prospects.reached_on,
        prospects.met_on,
        prospects.won_on
    from names
    inner join prospects on names.prospect_id = prospects.prospect_id
)

select * from final

with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed and as_of <= {{ built_until() }}
),

touched as (
    select * from {{ ref('int_prospects_told_later') }}
    where touched_from <= {{ built_until() }}
),

prospects as (
    select * from {{ ref('int_prospects_timeline') }}
    where is_on_list and prospect_id in (select prospect_id from touched)
),

final as (
    select distinct as_of_dates.as_of, prospects.territory_id
    from touched
    inner join prospects on touched.prospect_id = prospects.prospect_id
    inner join as_of_dates
        on
            as_of_dates.as_of >= touched.touched_from
            and {{ is_valid_on('prospects', 'as_of_dates.as_of') }}
)

select * from final

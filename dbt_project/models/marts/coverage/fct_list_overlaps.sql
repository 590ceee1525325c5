with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

listed as not materialized (
    select * from {{ ref('int_prospects_timeline') }} as spans
    where is_on_list
),

names as (
    select * from {{ ref('int_company_names_normalised') }}
    where normalised_name is not null
),

prospects as (
    select listed.*, names.normalised_name
    from listed
    inner join names on listed.name = names.name
),

-- Few names ever stand on two lists: only they are looked at date by date.
repeated as (
    select normalised_name
    from prospects
    group by normalised_name
    having min(territory_id) < max(territory_id)
),

dated as (
    select as_of_dates.as_of, prospects.*
    from prospects
    inner join repeated on prospects.normalised_name = repeated.normalised_name
    inner join as_of_dates
        on
            {{ is_valid_on('prospects', 'as_of_dates.as_of') }}
),

shared as (
    select
        as_of,
        normalised_name,
        list_sort(list(distinct territory_id)) as territory_ids
    from dated
    group by as_of, normalised_name
    having min(territory_id) < max(territory_id)
),

final as (
    select
        dated.as_of,
        dated.prospect_id,
        dated.normalised_name,
        dated.name,
        dated.territory_id,
        dated.rep_id,
        dated.team,
        dated.segment,
        dated.industry,
        dated.declared_grade,
        shared.territory_ids,
        cast(len(shared.territory_ids) as bigint) as territory_count
    from dated
    inner join shared
        on
            dated.as_of = shared.as_of
            and dated.normalised_name = shared.normalised_name
)

select * from final

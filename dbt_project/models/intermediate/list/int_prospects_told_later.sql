with

versions as not materialized (
    select * from {{ ref('int_prospects_versions') }}
),

activities as (
    select * from {{ ref('int_activities_versions') }}
),

-- A name is shown as it is today, of whatever day.
renamed as (
    select prospect_id
    from versions
    where prospect_id in (
        select prospect_id from versions
        where valid_from > {{ built_until() }}
    )
    group by prospect_id
    having min(valid_from) > {{ built_until() }} or min(name) < max(name)
),

-- What had happened by a day counts on it, whenever it is told.
touched as (
    select prospect_id, min(occurred_on) as occurred_on
    from activities
    where
        prospect_id is not null
        and ({{ changed_later('activities') }} or occurred_on > {{ built_until() }})
    group by prospect_id
),

final as (
    select prospect_id, touched.occurred_on as touched_from
    from renamed
    full outer join touched using (prospect_id)
    where {{ built_until() }} > date '0001-01-01'
)

select * from final

{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='prospect_id'
) }}
with

versions as not materialized (
    select * from {{ ref('int_prospects_versions') }}
),

takeovers as (
    select * from {{ ref('int_prospects_takeovers') }}
),

exports as (
    select source, max(exported_on) as newest_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'prospects'
    group by source
),

{% if is_incremental() %}
known as not materialized (
    select * from {{ this }}
    where valid_to is null
),

-- An export of a part of the list leaves out what goes on, a later one shows it again.
changed as (
    select prospect_id from versions
    where {{ changed_later('versions') }}
    union
    select prospect_id from takeovers
    union
    select versions.prospect_id
    from versions
    inner join exports
        on
            versions.source = exports.source
            and versions.last_seen_on < exports.newest_on
    where
        versions.valid_to is null
        and versions.prospect_id in (
            select prospect_id from known where last_seen_on is null
        )
    union
    select prospect_id from versions
    where
        valid_to is null
        and last_seen_on > {{ built_until() }}
        and prospect_id in (
            select prospect_id from known where last_seen_on is not null
        )
),
{% endif %}

numbered as (
    select
        versions.*,
        min(versions.valid_from) over by_prospect as first_seen_on,
        max(versions.last_seen_on) over by_prospect as newest_seen_on,
        row_number() over (
            partition by versions.prospect_id
            order by takeovers.taken_over_on desc nulls first, versions.valid_from desc
        ) as versions_back
    from versions
    left join takeovers
        on
            versions.prospect_id = takeovers.prospect_id
            and versions.source = takeovers.source
    {% if is_incremental() %}
    where versions.prospect_id in (select prospect_id from changed)
    {% endif %}
    window by_prospect as (partition by versions.prospect_id)
),

-- Each week shows nearly all of them again, which is not to be written into each row.
final as (
    select
        numbered.prospect_id,
        numbered.source,
        coalesce(numbered.territory_id, 'unassigned') as territory_id,
        numbered.rep_id,
        numbered.name,
        numbered.industry,
        numbered.city,
        numbered.district,
        numbered.ownership,
        coalesce(numbered.status, 'active') as status,
        coalesce(numbered.declared_grade, 'ungraded') as declared_grade,
        numbered.situation,
        numbered.annual_revenue_amount,
        numbered.annual_profit_amount,
        numbered.headcount,
        coalesce(numbered.status, 'active') = 'active' and numbered.valid_to is null
            as is_on_list,
        numbered.expected_sign_on,
        numbered.created_on,
        numbered.first_seen_on,
        case
            when
                numbered.valid_to is not null
                or numbered.last_seen_on < exports.newest_on
                or numbered.prospect_id in (select prospect_id from takeovers)
                then numbered.newest_seen_on
        end as last_seen_on,
        numbered.valid_to
    from numbered
    inner join exports on numbered.source = exports.source
    where numbered.versions_back = 1
)

select * from final

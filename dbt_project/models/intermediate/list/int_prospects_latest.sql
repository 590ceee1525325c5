{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='prospect_id'
) }}
with

all_versions as not materialized (
    select * from {{ ref('int_prospects_versions') }}
),

takeovers as (
    select * from {{ ref('int_prospects_takeovers') }}
),

exports as (
    select source, newest_on from {{ ref('int_exports_newest') }}
    where entity = 'prospects'
),

{% if is_incremental() %}
known as not materialized (
    select * from {{ this }}
    where valid_to is null
),

-- An export of a part of the list leaves out what goes on, a later one shows it again.
changed as (
    select prospect_id from all_versions as versions
    where {{ changed_later('versions') }}
    union
    select prospect_id from takeovers
    union
    select versions.prospect_id
    from all_versions as versions
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
    select prospect_id from all_versions as versions
    where
        valid_to is null
        and last_seen_on > {{ built_until() }}
        and prospect_id in (
            select prospect_id from known where last_seen_on is not null
        )
),
{% endif %}

versions as (
    select * from all_versions
    {% if is_incremental() %}
    where prospect_id in (select prospect_id from changed)
    {% endif %}
),

ranked as (
    {{ versions_ranked('prospect_id', 'versions.*') }}
),

-- Each week shows nearly all of them again, which is not to be written into each row.
final as (
    select
        ranked.prospect_id,
        ranked.source,
        coalesce(ranked.territory_id, 'unassigned') as territory_id,
        ranked.rep_id,
        ranked.name,
        ranked.industry,
        ranked.city,
        ranked.district,
        ranked.ownership,
        coalesce(ranked.status, 'active') as status,
        coalesce(ranked.declared_grade, 'ungraded') as declared_grade,
        ranked.situation,
        ranked.annual_revenue_amount,
        ranked.annual_profit_amount,
        ranked.headcount,
        coalesce(ranked.status, 'active') = 'active' and ranked.valid_to is null
            as is_on_list,
        ranked.expected_sign_on,
        ranked.created_on,
        ranked.first_seen_on,
        case
            when
                ranked.valid_to is not null
                or ranked.last_seen_on < exports.newest_on
                or ranked.prospect_id in (select prospect_id from takeovers)
                then ranked.newest_seen_on
        end as last_seen_on,
        ranked.valid_to
    from ranked
    inner join exports on ranked.source = exports.source
    where ranked.versions_back = 1
)

select * from final

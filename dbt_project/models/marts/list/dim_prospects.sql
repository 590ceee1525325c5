{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='prospect_id',
    pre_hook="{{ see_anew(ref('int_prospects_versions'), 'prospect_id') }}"
) }}
with

versions as (
    select * from {{ ref('int_prospects_versions') }}
    {{ of_changed_prospects(ref('int_prospects_versions')) }}
),

takeovers as (
    select * from {{ ref('int_prospects_takeovers') }}
),

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
    window by_prospect as (partition by versions.prospect_id)
),

final as (
    select
        prospect_id,
        source,
        coalesce(territory_id, 'unassigned') as territory_id,
        rep_id,
        name,
        industry,
        city,
        district,
        ownership,
        coalesce(status, 'active') as status,
        coalesce(declared_grade, 'ungraded') as declared_grade,
        situation,
        annual_revenue_amount,
        annual_profit_amount,
        headcount,
        coalesce(status, 'active') = 'active' and valid_to is null as is_on_list,
        expected_sign_on,
        created_on,
        first_seen_on,
        newest_seen_on as last_seen_on
    from numbered
    where versions_back = 1
)

select * from final

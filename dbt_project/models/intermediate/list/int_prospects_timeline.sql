{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='prospect_id',
    incremental_predicates=['valid_to is null']
) }}
with

versions as not materialized (
    {{ spoken_for('prospects', 'prospect_id') }}
),

tended as not materialized (
    select
        *,
        case when rep_id is null then territory_id end as tended_territory_id
    from versions
),

segments as (
    select * from {{ ref('segments') }}
),

reps as (
    select * from {{ ref('int_reps_timeline') }}
),

territories as (
    select * from {{ ref('int_territories_timeline') }}
),

{% if is_incremental() %}
changed as (
    select prospect_id from tended
    where {{ changed_later('tended') }}
    {{ of_changed_others('tended', 'reps', 'tended.rep_id = reps.rep_id') }}
    {{ of_changed_others(
        'tended', 'territories',
        'tended.tended_territory_id = territories.territory_id'
    ) }}
),
{% endif %}

prospects as (
    select * from tended
    {% if is_incremental() %}
    where prospect_id in (select prospect_id from changed)
    {% endif %}
),

-- A prospect has a rep of its own or that of its territory: one of the two joins.
final as (
    select
        prospects.prospect_id,
        prospects.source,
        coalesce(prospects.territory_id, 'unassigned') as territory_id,
        coalesce(prospects.rep_id, territories.rep_id, 'unassigned') as rep_id,
        coalesce(reps.team, territories.team, 'unassigned') as team,
        prospects.name,
        coalesce(prospects.industry, 'unknown') as industry,
        prospects.city,
        prospects.district,
        prospects.ownership,
        coalesce(segments.segment, 'unknown') as segment,
        coalesce(prospects.declared_grade, 'ungraded') as declared_grade,
        prospects.situation,
        prospects.determination,
        prospects.dissatisfaction,
        coalesce(prospects.status, 'active') as status,
        prospects.entry_kind,
        prospects.annual_revenue_amount,
        prospects.annual_profit_amount,
        prospects.headcount,
        coalesce(prospects.status, 'active') = 'active' as is_on_list,
        prospects.is_informatised,
        prospects.subjective_need,
        prospects.has_feasibility_study,
        prospects.has_selection_begun,
        prospects.expected_sign_on,
        prospects.created_on,
        greatest(prospects.valid_from, reps.valid_from, territories.valid_from)
            as valid_from,
        least(prospects.valid_to, reps.valid_to, territories.valid_to) as valid_to
    from prospects
    left join segments
        on
            prospects.annual_revenue_amount >= coalesce(
                segments.revenue_from_amount, prospects.annual_revenue_amount
            )
            and (
                prospects.annual_revenue_amount < segments.revenue_below_amount
                or segments.revenue_below_amount is null
            )
    left join reps
        on
            prospects.rep_id = reps.rep_id
            and prospects.valid_from < coalesce(reps.valid_to, date '9999-12-31')
            and reps.valid_from < coalesce(prospects.valid_to, date '9999-12-31')
    left join territories
        on
            prospects.tended_territory_id = territories.territory_id
            and prospects.valid_from < coalesce(territories.valid_to, date '9999-12-31')
            and territories.valid_from < coalesce(prospects.valid_to, date '9999-12-31')
)

select * from final
{% if is_incremental() %}
where {{ lasts_later('final') }}
{% endif %}

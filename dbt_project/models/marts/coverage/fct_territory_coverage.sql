{% set counts = [
    'touched', 'overdue', 'inactive_rep'
] %}
with

territories as (
    select * from {{ ref('int_territories_listed') }}
),

reps as (
    select * from {{ ref('int_territories_timeline') }}
),

maintained as (
    select * from {{ ref('int_territories_counted') }}
),

market_areas as (
    select * from {{ ref('fct_market_areas') }}
),

-- An area that belongs to several territories counts in each.
answered as (
    select * exclude (territory_ids), unnest(territory_ids) as territory_id
    from market_areas
),

markets as (
    select
        territory_id,
        as_of,
        cast(sum(market_company_count) as bigint) as market_company_count,
        cast(sum(covered_company_count) as bigint) as covered_company_count
    from answered
    group by territory_id, as_of
),

market_dates as (
    select distinct as_of, true as is_market_known
    from market_areas
),

plan as (
    select sum(day_count) as month_day_count from {{ ref('plan') }}
),

-- A field that no prospect of a date has is not in the exports: it says nothing of any.
known_fields as (
    select
        as_of,
        bool_or(territory_id <> 'unassigned') and sum(owned_count) > 0
            as are_owners_known,
        sum(classified_count) > 0 as is_target_market_known
    from maintained
    group by as_of
),

joined as (
    select
        territories.*,
        coalesce(reps.rep_id, 'unassigned') as rep_id,
        coalesce(reps.team, 'unassigned') as team,
        {% for count in counts %}
        coalesce(maintained.{{ count }}_count, 0) as {{ count }}_count,
        {% endfor %}
        case
            when known_fields.are_owners_known then coalesce(maintained.orphan_count, 0)
        end as orphan_count,
        case
            when known_fields.is_target_market_known
                then coalesce(maintained.in_target_market_count, 0)
        end as in_target_market_count,
        {% for count in ['market_company', 'covered_company'] %}
        case
            when market_dates.is_market_known then coalesce(markets.{{ count }}_count, 0)
        end as {{ count }}_count,
        {% endfor %}
        plan.month_day_count
    from territories
    cross join plan
    left join reps
        on
            territories.territory_id = reps.territory_id
            and {{ is_valid_on('reps', 'territories.as_of') }}
    left join maintained
        on
            territories.territory_id = maintained.territory_id
            and territories.as_of = maintained.as_of
    left join markets
        on
            territories.territory_id = markets.territory_id
            and territories.as_of = markets.as_of
    left join market_dates on territories.as_of = market_dates.as_of
    left join known_fields on territories.as_of = known_fields.as_of
),

final as (
    select
        territory_id,
        as_of,
        rep_id,
        team,
        prospect_count,
        target_prospect_count,
        prospect_count / nullif(target_prospect_count, 0) as target_rate,
        a_count,
        b_count,
        c_count,
        d_count,
        ungraded_count,
        touched_count,
        overdue_count,
        touched_count / nullif(prospect_count, 0) as cadence_rate,
        orphan_count,
        inactive_rep_count,
        in_target_market_count,
        in_target_market_count / nullif(prospect_count, 0) as in_target_market_rate,
        market_company_count,
        covered_company_count,
        covered_company_count / nullif(market_company_count, 0)
            as market_coverage_rate,
        workload_day_count,
        workload_day_count / nullif(month_day_count, 0) as workload_rate,
        prospect_count < target_prospect_count as is_short_of_target
    from joined
)

select * from final

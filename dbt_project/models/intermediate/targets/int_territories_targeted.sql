{{ config(materialized='view') }}

with

ranked as (
    select
        territory_id,
        cast(date_trunc('quarter', quarter_start) as date) as quarter_start,
        target_amount,
        row_number() over (
            partition by territory_id, date_trunc('quarter', quarter_start)
            order by last_seen_on desc, valid_from desc, quarter_start, source
        ) as versions_back
    from {{ ref('int_targets_versions') }}
    where valid_to is null
),

targets as (
    select territory_id, quarter_start, target_amount
    from ranked
    where versions_back = 1 and target_amount is not null
),

territories as (
    select distinct territory_id from {{ ref('int_territories_scoped') }}
),

dates as (
    select
        min(as_of) as first_known_on,
        max(as_of) as as_of,
        max(opening_month) as opening_month
    from {{ ref('int_forecast_dates') }}
),

covered as (
    select max(target_start) + to_months(1) as covered_before
    from {{ ref('int_territories_expected') }}
),

overrides as (
    select * from {{ ref('int_overrides_scored') }}
    where is_in_use and target_grain = 'quarter'
),

quarterly as (
    select
        territory_id,
        cast(date_trunc('quarter', month) as date) as quarter_start,
        {{ stable_sum('won_amount') }} as won_amount,
        {{ stable_sum('forecast_amount') }} as forecast_amount,
        {{ stable_sum('coalesce(override_amount, forecast_amount)') }} as adjusted_amount,
        count(override_amount) as override_count
    from {{ ref('int_territories_monthly') }}
    group by all
),

placed as (
    select
        quarters.quarter_start,
        territories.territory_id,
        dates.as_of,
        -- What came before the first snapshots is known in part at most.
        coalesce(quarters.quarter_start >= dates.first_known_on - to_months(1), false)
            as is_known,
        coalesce(quarters.quarter_start + to_months(3) <= dates.opening_month, false)
            as is_over,
        coalesce(
            quarters.quarter_start + to_months(3) <= covered.covered_before, false
        ) as is_covered
    from (select distinct quarter_start from targets) as quarters
    cross join territories
    cross join dates
    cross join covered
),

final as (
    select
        placed.as_of,
        placed.territory_id,
        placed.quarter_start,
        targets.target_amount,
        case when placed.is_known
            then cast(coalesce(quarterly.won_amount, 0) as decimal(38, 2))
        end as won_amount,
        case when placed.is_covered and not placed.is_over
            then coalesce(quarterly.forecast_amount, 0)
        end as forecast_amount,
        case
            when placed.is_over then null
            when overrides.override_amount is not null
                then cast(overrides.override_amount as double)
            when placed.is_covered and quarterly.override_count > 0
                then quarterly.adjusted_amount
        end as adjusted_amount,
        placed.is_over
    from placed
    left join targets
        on
            placed.territory_id = targets.territory_id
            and placed.quarter_start = targets.quarter_start
    left join quarterly
        on
            placed.territory_id = quarterly.territory_id
            and placed.quarter_start = quarterly.quarter_start
    left join overrides
        on
            placed.territory_id = overrides.territory_id
            and placed.quarter_start = overrides.target_start
)

select * from final

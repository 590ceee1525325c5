with

states as (
    select * from {{ ref('int_forecast_calibrated') }}
),

bins as (
    select * from {{ ref('forecast_bins') }}
),

final as (
    select
        case when grouping(states.grade) = 1 then 'total' else states.grade end
            as grade,
        bins.probability_from,
        bins.probability_to,
        cast(sum(states.project_count) as bigint) as project_count,
        {{ stable_sum('states.project_count * states.probability') }} as expected_count,
        cast(sum(states.won_count) as bigint) as won_count,
        {{ stable_sum('states.project_count * states.probability') }}
        / sum(states.project_count) as expected_rate,
        sum(states.won_count) / sum(states.project_count) as won_rate
    from states
    inner join bins
        on
            states.probability >= bins.probability_from
            and (
                states.probability < bins.probability_to or bins.probability_to = 1
            )
    group by
        grouping sets (
            (bins.probability_from, bins.probability_to, states.grade),
            (bins.probability_from, bins.probability_to)
        )
)

select * from final

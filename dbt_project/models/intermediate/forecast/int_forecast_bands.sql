with

months as (
    select unnest(generate_series(0, {{ var('forecast_longest_age_months') }})) as months
),

age_bands as (
    select * from {{ ref('forecast_age_bands') }}
),

grade_bands as (
    select * from {{ ref('forecast_grade_bands') }}
),

final as (
    select
        months.months,
        age_bands.age_band,
        grade_bands.grade_band
    from months
    left join age_bands
        on
            months.months >= age_bands.from_months
            and months.months <= coalesce(age_bands.to_months, months.months)
    left join grade_bands
        on
            months.months >= grade_bands.from_months
            and months.months <= coalesce(grade_bands.to_months, months.months)
)

select * from final

with

grades as (
    select grade from {{ ref('grades') }}
    union all
    select 'ungraded'
),

age_bands as (
    select age_band from {{ ref('forecast_age_bands') }}
),

grade_bands as (
    select grade_band from {{ ref('forecast_grade_bands') }}
    union all
    select ''
),

stalled as (
    select unnest([true, false]) as is_stalled
),

bands as (
    select * from {{ ref('int_forecast_bands') }}
),

full_states as (
    select
        'full' as step,
        grades.grade,
        cast(null as bigint) as age_months,
        age_bands.age_band,
        grade_bands.grade_band,
        stalled.is_stalled
    from grades
    cross join age_bands
    inner join grade_bands
        on (grades.grade = 'ungraded') = (grade_bands.grade_band = '')
    cross join stalled
),

pooled_states as (
    select
        'pooled' as step,
        cast(null as varchar) as grade,
        bands.months as age_months,
        bands.age_band,
        cast(null as varchar) as grade_band,
        stalled.is_stalled
    from bands
    cross join stalled
    where not stalled.is_stalled or bands.months = 0
),

final as (
    select *, {{ forecast_state('full') }} as state from full_states
    union all
    select *, {{ forecast_state('pooled') }} from pooled_states
)

select * from final

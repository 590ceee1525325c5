{# One row per date and project open on it, as known then. Of all projects, or of those that
   a CTE names: they are separated before the many spans meet the dates. #}
{% macro forecast_snapshots(of_projects=none) %}
with

dates as (
    select
        as_of,
        is_newest,
        {{ months_and_days('measured_on') }} as measured_number,
        case
            when win_count >= {{ var('forecast_stalled_win_count') }}
                then {{ months_and_days(
                    '(measured_on - cast(longest_days as integer))'
                ) }}
            else 0
        end as stalled_opened_before
    from {{ ref('int_forecast_dates') }}
),

spans as (
    select * from {{ ref('int_forecast_graded_spans') }}
    {{
        'where project_id in (select project_id from ' ~ of_projects ~ ')'
        if of_projects
    }}
),

-- Bands by their position in a list, the first of no full month: DuckDB 2.0.0 fails at
-- some joins over the texts of a small joined table.
bands as (
    select
        list(age_band order by months) as age_bands,
        list(grade_band order by months) as grade_bands
    from {{ ref('int_forecast_bands') }}
),

dated as (
    select
        dates.as_of,
        dates.is_newest,
        spans.*,
        least(
            greatest(0, (dates.measured_number - spans.opened_number) // 32),
            {{ var('forecast_longest_age_months') }}
        ) as age,
        least(
            coalesce((dates.measured_number - spans.graded_number) // 32, 0),
            {{ var('forecast_longest_age_months') }}
        ) as grade_age,
        coalesce(spans.opened_number < dates.stalled_opened_before, false) as is_stalled
    from dates
    inner join spans
        on dates.as_of >= spans.valid_from and dates.as_of < spans.valid_to
),

final as (
    select
        dated.as_of,
        dated.project_id,
        dated.prospect_id,
        dated.grade,
        dated.age as age_months,
        bands.age_bands[dated.age + 1] as age_band,
        case
            when dated.grade = 'ungraded' then ''
            else bands.grade_bands[dated.grade_age + 1]
        end as grade_band,
        dated.amount_basis,
        dated.open_amount,
        dated.is_stalled,
        dated.is_newest
    from dated
    cross join bands
)

select * from final
{% endmacro %}

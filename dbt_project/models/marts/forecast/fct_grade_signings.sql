with

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where
        as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
        and is_observed
),

cells as (
    select as_of, grade, sum(project_count) as project_count
    from {{ ref('int_forecast_cells') }}
    where step = 'full'
    group by as_of, grade
),

grades as (
    select * from {{ ref('grades') }}
),

results as (
    select * from {{ ref('int_forecast_known_results') }}
),

terms as (
    select distinct sign_within_months as within_months
    from grades
    where sign_within_months is not null
),

-- Only where all the months have passed: those not yet over would look like failures.
finished as (
    select windows.snapshot_as_of as as_of, terms.within_months
    from windows
    inner join terms on windows.horizon <= terms.within_months
    group by windows.snapshot_as_of, terms.within_months
    having count(*) = terms.within_months
),

won as (
    select
        finished.as_of,
        finished.within_months,
        results.grade,
        sum(results.won_count) as won_count
    from finished
    inner join windows
        on
            finished.as_of = windows.snapshot_as_of
            and finished.within_months >= windows.horizon
    inner join results
        on
            windows.as_of = results.as_of
            and windows.target_month = results.target_month
            and windows.horizon = results.horizon
    group by finished.as_of, finished.within_months, results.grade
),

final as (
    select
        cells.grade,
        cast(finished.within_months as bigint) as within_months,
        cast(
            any_value(
                case when finished.within_months >= grades.sign_within_months then 1 end
            ) as double
        ) as promised_rate,
        cast(sum(cells.project_count) as bigint) as project_count,
        cast(coalesce(sum(won.won_count), 0) as bigint) as won_count,
        coalesce(sum(won.won_count), 0) / sum(cells.project_count) as won_rate
    from finished
    inner join cells on finished.as_of = cells.as_of
    left join grades on cells.grade = grades.grade
    left join won
        on
            finished.as_of = won.as_of
            and finished.within_months = won.within_months
            and cells.grade = won.grade
    group by cells.grade, finished.within_months
)

select * from final

with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

expected as (
    select distinct expected_sign_on from {{ ref('int_grades_declared') }}
),

limits as (
    select standing, sign_within_months from {{ ref('int_signing_standings') }}
    where sign_within_months is not null
),

limit_days as (
    select
        as_of_dates.as_of,
        limits.standing,
        limits.sign_within_months,
        cast(as_of_dates.as_of + to_months(limits.sign_within_months) as date) as limit_on
    from as_of_dates
    cross join limits
),

standings as (
    select
        expected.expected_sign_on,
        as_of_dates.as_of,
        case
            when expected.expected_sign_on is null then 'missing'
            when expected.expected_sign_on < as_of_dates.as_of then 'past'
            else coalesce(
                min_by(limit_days.standing, limit_days.sign_within_months), 'later'
            )
        end as standing
    from expected
    cross join as_of_dates
    left join limit_days
        on
            as_of_dates.as_of = limit_days.as_of
            and expected.expected_sign_on <= limit_days.limit_on
    group by expected.expected_sign_on, as_of_dates.as_of
),

runs as (
    select expected_sign_on, standing, min(as_of) as valid_from
    from standings
    group by expected_sign_on, standing
),

final as (
    select
        *,
        lead(valid_from) over (
            partition by expected_sign_on order by valid_from
        ) as valid_to
    from runs
)

select * from final

with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

declarations as (
    select * from {{ ref('fct_grade_declarations') }}
    where sign_due_on is not null
),

scopes as (
    select
        case
            when grouping(territory_id) = 0 then 'territory'
            when grouping(rep_id) = 0 then 'rep'
            when grouping(team) = 0 then 'team'
            else 'company'
        end as scope_type,
        case when grouping(team) = 1 then 'all' else team end as team,
        case when grouping(rep_id) = 1 then 'all' else rep_id end as rep_id,
        case when grouping(territory_id) = 1 then 'all' else territory_id end
            as territory_id,
        declared_grade,
        declared_on,
        sign_due_on,
        count(*) as declared_count,
        count(*) filter (where is_signed_in_time) as signed_count
    from declarations
    group by
        declared_grade,
        declared_on,
        sign_due_on,
        grouping sets ((), (team), (team, rep_id), (team, territory_id))
),

counted as (
    select
        as_of_dates.as_of,
        scopes.scope_type,
        scopes.team,
        scopes.rep_id,
        scopes.territory_id,
        scopes.declared_grade,
        cast(sum(scopes.declared_count) as bigint) as declared_count,
        cast(
            coalesce(
                sum(scopes.declared_count) filter (
                    where scopes.sign_due_on <= as_of_dates.as_of
                ),
                0
            ) as bigint
        ) as due_count,
        cast(
            coalesce(
                sum(scopes.signed_count) filter (
                    where scopes.sign_due_on <= as_of_dates.as_of
                ),
                0
            ) as bigint
        ) as signed_count
    from scopes
    inner join as_of_dates on scopes.declared_on <= as_of_dates.as_of
    group by
        as_of_dates.as_of, scopes.scope_type, scopes.team, scopes.rep_id,
        scopes.territory_id, scopes.declared_grade
),

final as (
    select
        *,
        declared_count - due_count as not_yet_known_count,
        signed_count / nullif(due_count, 0) as signed_rate,
        {{ wilson('signed_count', 'due_count', 'low') }} as signed_low_rate,
        {{ wilson('signed_count', 'due_count', 'high') }} as signed_high_rate,
        due_count >= {{ var('least_assessed_count') }} as is_enough
    from counted
)

select * from final

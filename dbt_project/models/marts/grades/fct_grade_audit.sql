{% set measures = [
    'prospect_count', 'assessed_count', 'overgraded_count', 'undergraded_count',
    'overgraded_step_count', 'stale_count', 'signed_count'
] %}
with

as_of_dates as (
    select as_of, max(as_of) over () as newest_as_of
    from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

grades as (
    select grade, sign_within_months from {{ ref('grades') }}
    union all
    select 'ungraded', null
),

-- Read twice, each time a part of it.
prospects as not materialized (
    select * replace (coalesce(valid_to, date '9999-12-31') as valid_to)
    from {{ ref('fct_prospect_grades') }}
),

signed as (
    select * from {{ ref('int_prospects_signed') }}
),

cohorts as (
    select
        as_of_dates.as_of,
        grades.grade,
        cast(as_of_dates.as_of + to_months(grades.sign_within_months) as date) as sign_due_on,
        coalesce(sign_due_on <= as_of_dates.newest_as_of, false) as is_outcome_known
    from as_of_dates
    cross join grades
),

counted as (
    select
        cohorts.as_of,
        prospects.team,
        prospects.rep_id,
        prospects.territory_id,
        cohorts.grade as declared_grade,
        cohorts.sign_due_on,
        cohorts.is_outcome_known,
        {{ grade_measures() }}
    from cohorts
    inner join prospects
        on
            cohorts.grade = prospects.declared_grade
            and cohorts.as_of >= prospects.valid_from
            and cohorts.as_of < prospects.valid_to
    group by all
),

signed_in_time as (
    select
        cohorts.as_of,
        prospects.team,
        prospects.rep_id,
        prospects.territory_id,
        cohorts.grade as declared_grade,
        count(distinct prospects.prospect_id) as signed_count
    from signed
    inner join prospects on signed.prospect_id = prospects.prospect_id
    inner join cohorts
        on
            prospects.declared_grade = cohorts.grade
            and cohorts.as_of >= prospects.valid_from
            and cohorts.as_of < prospects.valid_to
            and cohorts.as_of < signed.signed_on
            and cohorts.sign_due_on >= signed.signed_on
    group by all
),

joined as (
    select
        counted.*,
        case when counted.is_outcome_known then coalesce(signed_in_time.signed_count, 0) end
            as signed_count
    from counted
    left join signed_in_time
        on
            counted.as_of = signed_in_time.as_of
            and counted.team = signed_in_time.team
            and counted.rep_id = signed_in_time.rep_id
            and counted.territory_id = signed_in_time.territory_id
            and counted.declared_grade = signed_in_time.declared_grade
),

scopes as (
    select
        as_of,
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
        case when grouping(declared_grade) = 1 then 'all' else declared_grade end
            as declared_grade,
        {% for measure in measures %}
        cast(
            {% if measure == 'signed_count' %}
            case when grouping(declared_grade) = 0 then sum({{ measure }}) end
            {% else %}
            sum({{ measure }})
            {% endif %}
            as bigint
        ) as {{ measure }},
        {% endfor %}
        case when grouping(declared_grade) = 0 then any_value(sign_due_on) end as sign_due_on
    from joined
    group by
        as_of,
        grouping sets ((), (team), (team, rep_id), (team, territory_id)),
        grouping sets ((), (declared_grade))
),

final as (
    select
        *,
        overgraded_count / nullif(assessed_count, 0) as overgraded_rate,
        {{ wilson('overgraded_count', 'assessed_count', 'low') }} as overgraded_low_rate,
        {{ wilson('overgraded_count', 'assessed_count', 'high') }} as overgraded_high_rate,
        stale_count / nullif(prospect_count, 0) as stale_rate,
        {{ wilson('stale_count', 'prospect_count', 'low') }} as stale_low_rate,
        {{ wilson('stale_count', 'prospect_count', 'high') }} as stale_high_rate,
        signed_count / nullif(prospect_count, 0) as signed_rate,
        case when signed_count is not null then
            {{ wilson('signed_count', 'prospect_count', 'low') }}
        end as signed_low_rate,
        case when signed_count is not null then
            {{ wilson('signed_count', 'prospect_count', 'high') }}
        end as signed_high_rate,
        assessed_count >= {{ var('least_assessed_count') }} as is_enough
    from scopes
)

select * from final

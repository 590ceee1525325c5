{% set facts = [
    'is_informatised', 'is_in_target_market', 'subjective_need', 'dissatisfaction',
    'determination', 'has_feasibility_study', 'has_selection_begun', 'situation',
    'market_gaps'
] %}
with

prospects as (
    select * from {{ ref('int_prospects_timeline') }}
    where is_on_list
),

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

days as (
    select distinct valid_from as changed_on from prospects
    union
    select distinct valid_to from prospects
    where valid_to is not null
),

-- Grades are looked at on as-of dates: a change shows on the first of them.
shown as (
    select days.changed_on, min(as_of_dates.as_of) as shown_on
    from days
    inner join as_of_dates on days.changed_on <= as_of_dates.as_of
    group by days.changed_on
),

dated as (
    select
        prospects.* replace (
            starts.shown_on as valid_from,
            ends.shown_on as valid_to
        ),
        {{ md5_of(facts) }} as profile_id
    from prospects
    inner join shown as starts on prospects.valid_from = starts.changed_on
    left join shown as ends on prospects.valid_to = ends.changed_on
    where starts.shown_on < ends.shown_on or ends.shown_on is null
),

neighbours as (
    select
        *,
        lag(declared_grade) over by_day as previous_grade,
        lag(valid_to) over by_day as previous_valid_to
    from dated
    window by_day as (partition by prospect_id order by valid_from)
),

final as (
    select
        prospect_id,
        profile_id,
        territory_id,
        rep_id,
        team,
        segment,
        industry,
        declared_grade,
        {{ facts | join(', ') }},
        market_remarks,
        previous_grade,
        previous_grade is not distinct from declared_grade
        and previous_valid_to is not distinct from valid_from
            as is_declared_before,
        expected_sign_on,
        max(
            case
                when
                    previous_grade is distinct from declared_grade
                    or previous_valid_to is distinct from valid_from
                    then valid_from
            end
        ) over (
            partition by prospect_id
            order by valid_from
            rows between unbounded preceding and current row
        ) as declared_since,
        valid_from,
        valid_to
    from neighbours
)

select * from final

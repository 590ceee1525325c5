with

prospects as (
    select * from {{ ref('int_grades_declared') }}
),

final as (
    select
        profile_id,
        any_value(dissatisfaction) as dissatisfaction,
        any_value(determination) as determination,
        any_value(situation) as situation,
        any_value(market_gaps) as market_gaps,
        cast(any_value(is_informatised) as varchar) as is_informatised,
        cast(any_value(is_in_target_market) as varchar) as objective_need,
        cast(any_value(subjective_need) as varchar) as subjective_need,
        cast(any_value(has_feasibility_study) as varchar) as has_feasibility_study,
        cast(any_value(has_selection_begun) as varchar) as has_selection_begun
    from prospects
    group by profile_id
)

select * from final

with

prospects as (
    select * from {{ ref('int_grades_declared') }}
),

final as (
    select distinct
        profile_id,
        dissatisfaction,
        determination,
        situation,
        market_gaps,
        cast(is_informatised as varchar) as is_informatised,
        cast(is_in_target_market as varchar) as objective_need,
        cast(subjective_need as varchar) as subjective_need,
        cast(has_feasibility_study as varchar) as has_feasibility_study,
        cast(has_selection_begun as varchar) as has_selection_begun
    from prospects
)

select * from final

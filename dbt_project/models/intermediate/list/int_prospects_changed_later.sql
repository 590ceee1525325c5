with

spans as not materialized (
    select
        prospect_id, territory_id, rep_id, team, name, industry, segment, declared_grade,
        situation, determination, dissatisfaction, status, entry_kind, is_on_list,
        is_informatised, subjective_need, has_feasibility_study, has_selection_begun,
        is_in_target_market, market_remarks, market_gaps, expected_sign_on,
        valid_from, valid_to
    from {{ ref('int_prospects_timeline') }}
),

final as (
    select * from spans
    where
        prospect_id in (select prospect_id from spans where {{ changed_later('spans') }})
        and {{ built_until() }} > date '0001-01-01'
)

select * from final

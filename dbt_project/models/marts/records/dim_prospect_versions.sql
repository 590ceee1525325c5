with

on_list as (
    select * from {{ ref('int_prospects_timeline') }} as spans
    where is_on_list
),

final as (
    select
        prospect_id,
        source,
        territory_id,
        rep_id,
        team,
        name,
        industry,
        city,
        district,
        ownership,
        segment,
        declared_grade,
        situation,
        annual_revenue_amount,
        annual_profit_amount,
        headcount,
        expected_sign_on,
        created_on,
        valid_from,
        valid_to
    from on_list
)

select * from final

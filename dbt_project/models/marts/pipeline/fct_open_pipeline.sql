with

projects as (
    select * from {{ ref('int_projects_owned') }}
),

final as (
    select
        as_of,
        territory_id,
        rep_id,
        team,
        segment,
        industry,
        product_line,
        declared_grade,
        count(*) as project_count,
        cast(coalesce(sum(amount), 0) as decimal(38, 2)) as open_amount,
        count(*) - count(amount) as missing_amount_count,
        is_reconstructed
    from projects
    group by
        as_of, territory_id, rep_id, team, segment, industry, product_line,
        declared_grade, is_reconstructed
)

select * from final

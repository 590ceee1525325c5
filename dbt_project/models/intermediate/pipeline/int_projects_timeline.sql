with

versions as (
    {{ spoken_for('projects', 'project_id') }}
),

known as (
    select
        project_id,
        source,
        prospect_id,
        rep_id,
        product_line,
        product,
        stage,
        outcome,
        amount,
        false as is_reconstructed,
        opened_on,
        expected_sign_on,
        closed_on,
        valid_from,
        valid_to
    from versions
),

reconstructed as (
    select * from {{ ref('int_projects_reconstructed') }}
),

final as (
    select * from known
    union all
    select * from reconstructed
)

select * from final

{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='project_id'
) }}
-- depends_on: {{ ref('int_project_stages_versions') }}
with

versions as (
    {{ spoken_for('projects', 'project_id') }}
),

reconstructed as (
    select * from {{ ref('int_projects_reconstructed') }}
),

{% if is_incremental() %}
stages as (
    select * from {{ ref('int_project_stages_versions') }}
),

changed as (
    select project_id from versions
    where {{ changed_later('versions') }}
    union
    select project_id from stages
    where {{ changed_later('stages') }}
),
{% endif %}

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

final as (
    select * from known
    union all
    select * from reconstructed
)

select * from final
{% if is_incremental() %}
where project_id in (select project_id from changed)
{% endif %}

{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='project_id',
    incremental_predicates=['valid_to is null'],
    pre_hook="{{ forget('is_reconstructed and ' ~ is_stage_told_later('project_id')) }}"
) }}
-- depends_on: {{ ref('int_project_stages_versions') }}
with

versions as (
    {{ spoken_for('projects', 'project_id') }}
),

{% if is_incremental() %}
changed as (
    select project_id from {{ ref('int_projects_versions') }} as changed_versions
    where {{ changed_later('changed_versions') }}
    union
    select project_id from {{ ref('int_project_stages_versions') }} as stages
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
    {% if is_incremental() %}
    where
        project_id in (select project_id from changed)
        and {{ lasts_later('versions') }}
    {% endif %}
),

reconstructed as (
    select * from {{ ref('int_projects_reconstructed') }}
    where {{ is_stage_told_later('project_id') }}
),

final as (
    select * from known
    union all
    select * from reconstructed
)

select * from final

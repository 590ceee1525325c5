{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='project_id',
    incremental_predicates=['valid_to is null']
) }}
with

not_offered as (
    select * from {{ ref('product_fit') }}
    where not is_offered
),

all_projects as not materialized (
    select * from {{ ref('int_projects_timeline') }}
    where
        outcome in ('open', 'won')
        and not is_reconstructed
        and product_line in (select product_line from not_offered)
),

{% if is_incremental() %}
changed as (
    select project_id from all_projects
    where
        {{ changed_later('all_projects') }}
        or prospect_id in (
            select prospect_id from {{ ref('int_prospects_timeline') }} as prospects
            where {{ changed_later('prospects') }}
        )
),
{% endif %}

projects as (
    select * from all_projects
    {% if is_incremental() %}
    where
        project_id in (select project_id from changed)
        and {{ lasts_later('all_projects') }}
    {% endif %}
),

prospects as (
    select * from {{ ref('int_prospects_timeline') }} as prospects
    {% if is_incremental() %}
    where
        prospect_id in (select prospect_id from projects)
        and {{ lasts_later('prospects') }}
    {% endif %}
),

final as (
    select
        projects.project_id,
        projects.prospect_id,
        coalesce(prospects.name, projects.prospect_id) as prospect_name,
        prospects.territory_id,
        prospects.rep_id,
        prospects.team,
        prospects.segment,
        prospects.industry,
        prospects.declared_grade,
        projects.product_line,
        projects.product,
        projects.outcome,
        projects.amount,
        projects.opened_on,
        greatest(projects.valid_from, prospects.valid_from) as valid_from,
        least(projects.valid_to, prospects.valid_to) as valid_to
    from projects
    inner join prospects
        on
            projects.prospect_id = prospects.prospect_id
            and {{ spans_meet('projects', 'prospects') }}
    inner join not_offered
        on
            prospects.segment = not_offered.segment
            and projects.product_line = not_offered.product_line
)

select * from final

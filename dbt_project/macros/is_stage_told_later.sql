{# True of projects of which later exports than those of the last build tell a stage entry
   anew: what is reconstructed of them may be another past. #}
{% macro is_stage_told_later(project_id) -%}
{% if is_incremental() -%}
{{ project_id }} in (
    select project_id from {{ ref('int_project_stages_versions') }} as stages
    where {{ changed_later('stages') }}
)
{%- else %}true{% endif %}
{%- endmacro %}

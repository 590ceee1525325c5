{# True of counts on later dates than the last build knew, and of those on earlier dates
   whose outcome became known, or was told anew, since. #}
{% macro is_outcome_later(as_of, sign_due_on) -%}
{% if is_incremental() %}
(
    {{ as_of }} > {{ built_until() }}
    or coalesce(
        {{ sign_due_on }} between
        (select first_due_on from {{ ref('int_outcomes_told_later') }})
        and (select last_due_on from {{ ref('int_outcomes_told_later') }}),
        false
    )
)
{% else %}true{% endif %}
{%- endmacro %}

{# The versions of an entity, cut where another source takes the record over: on any
   date a record has one version or none. #}
{% macro spoken_for(entity, key) %}
select
    versions.* replace (
        least(versions.valid_to, takeovers.taken_over_on) as valid_to
    )
from {{ ref('int_' ~ entity ~ '_versions') }} as versions
left join {{ ref('int_' ~ entity ~ '_takeovers') }} as takeovers
    on
        versions.source = takeovers.source
        and versions.{{ key }} = takeovers.{{ key }}
where
    versions.valid_from < takeovers.taken_over_on
    or takeovers.taken_over_on is null
{% endmacro %}

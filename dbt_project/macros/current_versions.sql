{# The versions of an entity, cut where another source takes the record over: on any
   date a record has one version or none. #}
{% macro current_versions(entity, key) %}
select
    versions.* replace (
        least(versions.valid_to, superseded.superseded_on) as valid_to
    )
from {{ ref('int_' ~ entity ~ '_versions') }} as versions
left join {{ ref('int_' ~ entity ~ '_superseded') }} as superseded
    on
        versions.source = superseded.source
        and versions.{{ key }} = superseded.{{ key }}
where
    versions.valid_from < superseded.superseded_on
    or superseded.superseded_on is null
{% endmacro %}

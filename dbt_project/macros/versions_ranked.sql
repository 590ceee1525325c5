{# What the CTEs versions and superseded of a model say of each record now: columns of its
   versions, the one that takes precedence first by versions_back, each with the days when the
   record was seen first and last. #}
{% macro versions_ranked(key, columns) %}
select
    {{ columns }},
    min(versions.valid_from) over by_record as first_seen_on,
    max(versions.last_seen_on) over by_record as newest_seen_on,
    row_number() over (
        partition by versions.{{ key }}
        order by superseded.superseded_on desc nulls first, versions.valid_from desc
    ) as versions_back
from versions
left join superseded
    on
        versions.{{ key }} = superseded.{{ key }}
        and versions.source = superseded.source
window by_record as (partition by versions.{{ key }})
{% endmacro %}

{# Brings what an increment adds to a table that stands, by the strategy of its model:
     append         the rows as they come; a pre-hook forgets those that they replace
     delete+insert  all rows of each unique_key that comes; with incremental_predicates, only
                    those of them of which these are true
     merge          new ones of unique_key as they come; of known ones, only the
                    merge_update_columns are read. For versions of an entity: those that go on
                    without a change do not come, and are seen on #}
{% macro grow(relation) %}
{% set strategy = config.require('incremental_strategy') %}
{% set unique_key = config.get('unique_key') %}
{% set keys = [unique_key] if unique_key is string else unique_key %}
{% set arrivals = this.identifier ~ '__arrivals' %}
{% call statement('main') %}
    {% if strategy == 'append' %}
    insert into {{ relation }} by name ({{ compiled_code }});
    {% else %}
    create or replace temporary table {{ arrivals }} as ({{ compiled_code }});
    {% if strategy == 'merge' %}
    merge into {{ relation }} using {{ arrivals }} using ({{ keys | join(', ') }})
    when matched then update set
        {% for column in config.require('merge_update_columns') %}
        {{ column }} = {{ arrivals }}.{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    when not matched then insert by name;
    {{ versions_seen_anew(config.get('meta').versions_of, relation, arrivals) }}
    {% else %}
    delete from {{ relation }}
    where
        {{ keys | join(', ') }} in (select {{ keys | join(', ') }} from {{ arrivals }})
        {% for predicate in config.get('incremental_predicates') or [] %}
        and {{ predicate }}
        {% endfor %};
    insert into {{ relation }} by name (select * from {{ arrivals }});
    {% endif %}
    drop table {{ arrivals }};
    {% endif %}
{% endcall %}
{% endmacro %}

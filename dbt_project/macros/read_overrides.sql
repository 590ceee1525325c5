{# What managers judged becomes a table: it is kept as files, one an entry, apart from the
   warehouse, and outlives it. #}
{% macro read_overrides() %}
{% set files = env_var('ACRE_HOME', 'warehouse') ~ '/overrides/*.json' %}
{% set path = "'" ~ files.replace("'", "''") ~ "'" %}
{% set columns = {
    'override_id': 'varchar',
    'territory_id': 'varchar',
    'target_grain': 'varchar',
    'target_start': 'date',
    'author': 'varchar',
    'reason': 'varchar',
    'release_id': 'varchar',
    'override_amount': 'decimal(18, 2)',
    'system_amount': 'double',
    'entered_at': 'timestamp',
    'as_of': 'date'
} %}
create schema if not exists judgement;
create or replace table judgement.overrides (
    {% for name, data_type in columns.items() %}
    {{ name }} {{ data_type }}{{ ',' if not loop.last }}
    {% endfor %}
);
{% if execute and run_query('select 1 from glob(' ~ path ~ ') limit 1').rows %}
insert into judgement.overrides by name
select * from read_json({{ path }}, format = 'newline_delimited', columns = {
    {% for name, data_type in columns.items() %}
    '{{ name }}': '{{ data_type }}'{{ ',' if not loop.last }}
    {% endfor %}
});
{% endif %}
{% endmacro %}

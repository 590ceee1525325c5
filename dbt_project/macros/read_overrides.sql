{# Managers' overrides become a table, one row per file: they are kept as files, apart from the
   warehouse, and outlive it. What a file holds is checked in int_overrides_read, so that no file
   can stop a build. #}
{% macro read_overrides() %}
{% set files = env_var('ACRE_HOME', 'warehouse') ~ '/overrides/*.json' %}
{% set path = "'" ~ files.replace("'", "''") ~ "'" %}
create schema if not exists overrides;
create or replace table overrides.files (file varchar, content varchar);
{% if execute and run_query('select 1 from glob(' ~ path ~ ') limit 1').rows %}
insert into overrides.files
select parse_filename(filename), try(decode(content)) from read_blob({{ path }});
{% endif %}
{% endmacro %}

{# The stored forecast runs become a table: they are kept as files, apart from the
   warehouse, and outlive it. #}
{% macro read_forecast_runs() %}
{% set files = env_var('ACRE_HOME', 'warehouse') ~ '/forecast_runs/*.parquet' %}
{% set path = "'" ~ files.replace("'", "''") ~ "'" %}
create schema if not exists runs;
create or replace table runs.forecasts (
    run_id varchar,
    definitions_version varchar,
    stored_at timestamp,
    as_of date,
    method varchar,
    grade varchar,
    target_grain varchar,
    target_start date,
    horizon bigint,
    won_count double,
    won_amount double,
    won_amount_p10 double,
    won_amount_p90 double,
    won_amount_p025 double,
    won_amount_p975 double,
    is_headline boolean,
    is_reconstructed boolean
);
{% if execute and run_query('select 1 from glob(' ~ path ~ ') limit 1').rows %}
insert into runs.forecasts by name
select * exclude (is_backtest)
from read_parquet({{ path }}, union_by_name = true);
{% endif %}
{% endmacro %}

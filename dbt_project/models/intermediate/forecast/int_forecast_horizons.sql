{{ config(materialized='view') }}
select cast(unnest(generate_series(1, {{ var('forecast_horizons') }})) as bigint) as horizon

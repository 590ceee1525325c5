{{ config(materialized='view') }}

{{ forecast_pictures() }}

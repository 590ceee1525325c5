{{ config(materialized='view') }}

{{ forecast_snapshots() }}

{{ config(materialized='view') }}
{{ superseded('market_companies') }}

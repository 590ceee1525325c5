{{ config(materialized='view') }}
{{ takeovers('market_companies') }}

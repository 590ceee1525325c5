{{ config(materialized='view') }}

{{ attribute_spans('prospects', 'prospect_id', 'declared_grade') }}

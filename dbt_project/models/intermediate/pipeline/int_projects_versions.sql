{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key=['project_id', 'source', 'valid_from'],
    merge_update_columns=['valid_to', 'last_seen_on'],
    meta={'versions_of': 'projects'}
) }}
{{ versions('projects') }}

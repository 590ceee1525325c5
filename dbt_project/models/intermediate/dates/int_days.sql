{{ config(materialized='view') }}

select cast(range as date) as date_day
from
    range(
        (select min(as_of) from {{ ref('int_as_of_dates') }}),
        (select max(as_of) + 1 from {{ ref('int_as_of_dates') }}),
        interval 1 day
    )

-- Assert that what one territory gave in an exchange another took on the same day, so that
-- exchanges net to nothing over the company.
with

exchanges as (
    select * from {{ ref('fct_list_movements') }}
    where movement_type in ('exchange_in', 'exchange_out')
)

select prospect_id, moved_on
from exchanges
group by prospect_id, moved_on
having
    count(*) <> 2
    or sum(direction) <> 0
    or min(territory_id) is distinct from min(other_territory_id)
    or max(territory_id) is distinct from max(other_territory_id)
    or min(territory_id) = max(territory_id)

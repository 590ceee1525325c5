select
    'negative_amount' as finding,
    'projects' as entity,
    source,
    project_id as record_id,
    'amount' as field,
    cast(amount as varchar) as value,
    valid_from as exported_on
from {{ ref('int_projects_versions') }}
where valid_to is null and amount < 0

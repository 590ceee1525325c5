select
    'closed_on_missing' as finding,
    'projects' as entity,
    source,
    project_id as record_id,
    'closed_on' as field,
    cast(null as varchar) as value,
    valid_from as exported_on
from {{ ref('int_projects_versions') }}
where valid_to is null and outcome in ('won', 'lost') and closed_on is null

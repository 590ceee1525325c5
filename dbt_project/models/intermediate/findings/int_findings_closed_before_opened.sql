select
    'closed_before_opened' as finding,
    'projects' as entity,
    source,
    project_id as record_id,
    'closed_on' as field,
    cast(closed_on as varchar) as value,
    valid_from as exported_on
from {{ ref('int_projects_versions') }}
where valid_to is null and outcome in ('won', 'lost') and closed_on < opened_on

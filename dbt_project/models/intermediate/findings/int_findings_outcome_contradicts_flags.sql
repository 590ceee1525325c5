select
    'outcome_contradicts_flags' as finding,
    'projects' as entity,
    source,
    project_id as record_id,
    'outcome' as field,
    outcome as value,
    valid_from as exported_on
from {{ ref('int_projects_versions') }}
where
    valid_to is null
    and (
        crm_is_closed <> (outcome in ('won', 'lost'))
        or crm_is_won <> (outcome = 'won')
    )

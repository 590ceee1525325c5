select
    'shared_id' as finding,
    'prospects' as entity,
    source,
    prospect_id as record_id,
    'prospect_id' as field,
    prospect_id as value,
    superseded_on as exported_on
from {{ ref('int_prospects_superseded') }}
union all
select
    'shared_id' as finding,
    'projects' as entity,
    source,
    project_id as record_id,
    'project_id' as field,
    project_id as value,
    superseded_on as exported_on
from {{ ref('int_projects_superseded') }}

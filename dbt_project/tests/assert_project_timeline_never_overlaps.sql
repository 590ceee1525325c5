-- Assert that a project has at most one span on any date, reconstructed or not.
select
    spans.project_id,
    spans.valid_from,
    spans.valid_to,
    others.valid_from as other_valid_from
from {{ ref('int_projects_timeline') }} as spans
inner join {{ ref('int_projects_timeline') }} as others
    on
        spans.project_id = others.project_id
        and spans.valid_from < others.valid_from
        and (spans.valid_to > others.valid_from or spans.valid_to is null)

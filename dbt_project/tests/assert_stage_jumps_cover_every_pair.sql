-- Assert that every pair of different stages has a verdict.
select stages.stage as from_stage, others.stage as to_stage
from {{ ref('stages') }} as stages
inner join {{ ref('stages') }} as others on stages.stage <> others.stage
left join {{ ref('stage_jumps') }} as jumps
    on stages.stage = jumps.from_stage and others.stage = jumps.to_stage
where jumps.verdict is null

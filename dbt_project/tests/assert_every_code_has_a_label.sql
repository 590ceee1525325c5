-- Assert that what the other seeds define has a name on the pages.
with

codes as (
    select 'grade' as vocabulary, grade as code from {{ ref('grades') }}
    union all
    select 'segment' as vocabulary, segment as code from {{ ref('segments') }}
    union all
    select 'industry' as vocabulary, industry as code from {{ ref('industries') }}
    union all
    select 'stage' as vocabulary, stage as code from {{ ref('stages') }}
    union all
    select 'movement' as vocabulary, movement_type as code from {{ ref('movements') }}
    union all
    select 'evidence_rule' as vocabulary, rule_id as code
    from {{ ref('evidence_rules') }}
    union all
    select 'forecast_method' as vocabulary, method as code
    from {{ ref('forecast_methods') }}
)

select codes.vocabulary, codes.code
from codes
left join {{ ref('labels') }} as labels
    on codes.vocabulary = labels.vocabulary and codes.code = labels.code
where labels.code is null

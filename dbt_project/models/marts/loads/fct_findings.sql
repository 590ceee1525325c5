with

final as (
    select * from {{ ref('int_findings_closed_before_opened') }}
    union all
    select * from {{ ref('int_findings_closed_on_missing') }}
    union all
    select * from {{ ref('int_findings_outcome_contradicts_flags') }}
    union all
    select * from {{ ref('int_findings_shared_id') }}
    union all
    select * from {{ ref('int_findings_unknown_prospect') }}
    union all
    select * from {{ ref('int_findings_unknown_territory') }}
    union all
    select * from {{ ref('int_findings_unknown_value') }}
)

select * from final

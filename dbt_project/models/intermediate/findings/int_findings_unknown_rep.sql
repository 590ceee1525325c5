with

reps as not materialized (
    select rep_id from {{ ref('int_reps_versions') }}
),

owned as (
    {% for entity, key in [
        ('prospects', 'prospect_id'), ('projects', 'project_id'),
        ('territories', 'territory_id')
    ] %}
    select '{{ entity }}' as entity, source, {{ key }} as record_id, rep_id, valid_from
    from {{ ref('int_' ~ entity ~ '_versions') }}
    where valid_to is null and rep_id is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        'unknown_rep' as finding,
        owned.entity,
        owned.source,
        owned.record_id,
        'rep_id' as field,
        owned.rep_id as value,
        owned.valid_from as exported_on
    from owned
    anti join reps on owned.rep_id = reps.rep_id
    where exists (select * from reps)
)

select * from final

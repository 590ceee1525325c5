-- Assert that raw holds the rows that each batch counts. A dated record that a file
-- repeats exactly is kept once and counted as unchanged: of those, raw may hold fewer.
with

kept as (
    {% for entity in entities() %}
    select
        batch_id,
        '{{ entity }}' as entity,
        {{ entity_contract(entity).is_removed_by_absence }} as must_be_equal,
        count(*) as row_count
    from {{ ref('stg_' ~ entity) }}
    group by batch_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

rejected as (
    select batch_id, count(*) as row_count
    from {{ ref('stg_rejects') }}
    group by batch_id
)

select
    batches.batch_id,
    batches.file,
    batches.rows_loaded + batches.rows_unchanged as counted_kept,
    coalesce(kept.row_count, 0) as kept_count,
    batches.rows_rejected as counted_rejected,
    coalesce(rejected.row_count, 0) as rejected_count
from {{ ref('stg_batches') }} as batches
left join kept on batches.batch_id = kept.batch_id and batches.entity = kept.entity
left join rejected on batches.batch_id = rejected.batch_id
where
    counted_rejected <> rejected_count
    or kept_count > counted_kept
    or (kept.must_be_equal and kept_count < counted_kept)

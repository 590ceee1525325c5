with

entries as (
    select
        list_movements.*,
        list_movements.moved_on + {{ var('entry_maturity_days') }} as matured_on
    from {{ ref('fct_list_movements') }} as list_movements
    inner join {{ ref('movements') }} as kinds
        on list_movements.movement_type = kinds.movement_type
    where kinds.is_replacement
),

-- A, B and C are the grades of which the method says when they sign.
promising as (
    select prospects.prospect_id, prospects.valid_from, prospects.valid_to
    from {{ ref('int_prospects_timeline') }} as prospects
    inner join {{ ref('grades') }} as grades
        on prospects.declared_grade = grades.grade
    where prospects.is_on_list and grades.sign_within_months is not null
),

sources as (
    select prospect_id, list_source, min(captured_on) as captured_on
    from {{ ref('int_prospect_sources_versions') }}
    group by prospect_id, list_source
),

graded as (
    select
        entries.prospect_id,
        entries.moved_on,
        min(greatest(promising.valid_from, entries.moved_on)) as reached_on
    from entries
    inner join promising
        on
            entries.prospect_id = promising.prospect_id
            and entries.matured_on >= promising.valid_from
            and entries.moved_on < coalesce(promising.valid_to, date '9999-12-31')
    group by entries.prospect_id, entries.moved_on
),

found as (
    select
        entries.prospect_id,
        entries.moved_on,
        list_sort(list(sources.list_source)) as list_sources
    from entries
    inner join sources
        on
            entries.prospect_id = sources.prospect_id
            and entries.moved_on >= sources.captured_on
    group by entries.prospect_id, entries.moved_on
),

final as (
    select
        entries.prospect_id,
        entries.territory_id,
        entries.rep_id,
        entries.team,
        entries.name,
        entries.segment,
        entries.industry,
        entries.declared_grade,
        entries.movement_type,
        coalesce(found.list_sources, ['unknown']) as list_sources,
        entries.moved_on,
        entries.matured_on,
        graded.reached_on
    from entries
    left join graded
        on
            entries.prospect_id = graded.prospect_id
            and entries.moved_on = graded.moved_on
    left join found
        on
            entries.prospect_id = found.prospect_id
            and entries.moved_on = found.moved_on
)

select * from final

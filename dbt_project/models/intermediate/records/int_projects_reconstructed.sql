with

all_entries as (
    select * from {{ ref('int_project_stages_versions') }}
),

first_seen as (
    select * from {{ ref('int_projects_first_seen') }}
),

projects as (
    select * from first_seen
    where open_from < open_to
),

stage_entries as (
    select * from all_entries
    where valid_to is null
),

stages as (
    select * from {{ ref('stages') }}
),

changes as (
    select
        project_id,
        cast(null as varchar) as stage,
        open_amount as amount,
        cast(null as date) as entered_on,
        0 as stage_number,
        open_from as valid_from
    from projects
    union all
    select
        projects.project_id,
        stage_entries.stage,
        coalesce(stage_entries.amount, projects.open_amount),
        stage_entries.entered_on,
        coalesce(stages.stage_number, 0),
        greatest(stage_entries.entered_on, projects.open_from)
    from projects
    inner join stage_entries
        on
            projects.project_id = stage_entries.project_id
            and projects.source = stage_entries.source
            and stage_entries.entered_on < projects.open_to
    left join stages on stage_entries.stage = stages.stage
),

spans as (
    select
        *,
        lead(valid_from) over (
            partition by project_id
            order by
                valid_from, entered_on nulls first, stage_number, stage,
                amount nulls first
        ) as next_change_on
    from changes
),

open_spans as (
    select
        projects.project_id,
        projects.source,
        projects.prospect_id,
        projects.rep_id,
        projects.product_line,
        projects.product,
        spans.stage,
        'open' as outcome,
        spans.amount,
        true as is_reconstructed,
        projects.open_from as opened_on,
        cast(null as date) as expected_sign_on,
        cast(null as date) as closed_on,
        spans.valid_from,
        coalesce(spans.next_change_on, projects.open_to) as valid_to
    from spans
    inner join projects on spans.project_id = projects.project_id
),

closed_spans as (
    select
        project_id,
        source,
        prospect_id,
        rep_id,
        product_line,
        product,
        cast(null as varchar) as stage,
        outcome,
        amount,
        true as is_reconstructed,
        open_from as opened_on,
        cast(null as date) as expected_sign_on,
        open_to as closed_on,
        open_to as valid_from,
        first_exported_on as valid_to
    from first_seen
    where outcome <> 'open'
),

final as (
    select * from open_spans
    union all
    select * from closed_spans
)

select * from final
where valid_from < valid_to

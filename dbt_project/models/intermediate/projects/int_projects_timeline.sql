with

versions as (
    {{ current_versions('projects', 'project_id') }}
),

newest_date as (
    select max(as_of) as as_of from {{ ref('int_as_of_dates') }}
),

-- An outcome holds from its closing date, at the earliest from the export that shows it.
dated as (
    select
        versions.*,
        case
            when versions.outcome = 'open' then versions.valid_from
            else greatest(versions.valid_from, coalesce(versions.closed_on, versions.valid_from))
        end as outcome_from,
        outcome_from > newest_date.as_of
        or coalesce(outcome_from >= versions.valid_to, false) as is_outcome_to_come
    from versions
    cross join newest_date
),

outcomes as (
    select * replace (outcome_from as valid_from)
    from dated
    where not is_outcome_to_come
),

still_open as (
    select
        * replace (
            'open' as outcome,
            cast(null as date) as closed_on,
            case when is_outcome_to_come then valid_to else outcome_from end as valid_to
        )
    from dated
    where outcome_from > valid_from
),

known as (
    select * from outcomes
    union all
    select * from still_open
),

spans as (
    select
        project_id,
        source,
        prospect_id,
        rep_id,
        product_line,
        product,
        stage,
        outcome,
        amount,
        false as is_reconstructed,
        opened_on,
        expected_sign_on,
        closed_on,
        valid_from,
        valid_to
    from known
    union all
    select * from {{ ref('int_projects_reconstructed') }}
),

-- A credit note is netted in what was won; it is never expected to sign.
final as (
    select
        * replace (if(outcome = 'open' and amount < 0, null, amount) as amount)
    from spans
)

select * from final

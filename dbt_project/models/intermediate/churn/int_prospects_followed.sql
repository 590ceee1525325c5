with

prospects as (
    select
        prospect_id, territory_id, rep_id, team, name, segment, industry,
        declared_grade, status, entry_kind, is_on_list, valid_from, valid_to
    from {{ ref('int_prospects_timeline') }}
),

first_export as (
    select min(exported_on) as exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'prospects'
),

-- What was there from the first day to this one unchanged has neither before nor after.
final as (
    select
        prospects.*,
        prospects.valid_from = first_export.exported_on as is_in_first_export,
        case
            when
                lag(prospects.valid_to) over by_day = prospects.valid_from
                and lag(prospects.is_on_list) over by_day
                then lag(prospects.territory_id) over by_day
        end as previous_territory_id,
        coalesce(
            bool_or(prospects.is_on_list) over (
                by_day rows between unbounded preceding and 1 preceding
            ),
            false
        ) as was_ever_on_list,
        case
            when lead(prospects.valid_from) over by_day = prospects.valid_to
                then lead(prospects.status) over by_day
        end as next_status,
        case
            when
                lead(prospects.valid_from) over by_day = prospects.valid_to
                and lead(prospects.is_on_list) over by_day
                then lead(prospects.territory_id) over by_day
        end as next_territory_id
    from prospects
    inner join first_export
        on
            prospects.valid_from > first_export.exported_on
            or prospects.valid_to is not null
    window by_day as (
        partition by prospects.prospect_id order by prospects.valid_from
    )
)

select * from final

with

versions as (
    select * from {{ ref('int_prospects_versions') }}
),

names as (
    select * from {{ ref('int_company_names_normalised') }}
    where normalised_name is not null
),

lives as (
    select
        source,
        prospect_id,
        max_by(name, valid_from) as name,
        min(valid_from) as first_seen_on,
        max(coalesce(valid_to, date '9999-12-31')) as gone_on
    from versions
    group by source, prospect_id
),

named as (
    select lives.*, names.normalised_name
    from lives
    inner join names on lives.name = names.name
),

final as (
    select
        'changed_id' as finding,
        'prospects' as entity,
        arrived.source,
        arrived.prospect_id as record_id,
        'prospect_id' as field,
        min(gone.prospect_id) as value,
        arrived.first_seen_on as exported_on
    from named as arrived
    inner join named as gone
        on
            arrived.source = gone.source
            and arrived.normalised_name = gone.normalised_name
            and arrived.first_seen_on = gone.gone_on
            and arrived.prospect_id <> gone.prospect_id
    group by arrived.source, arrived.prospect_id, arrived.first_seen_on
)

select * from final

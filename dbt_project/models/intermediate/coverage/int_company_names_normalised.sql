with

names as (
    select name from {{ ref('int_prospects_versions') }}
    union
    select name from {{ ref('int_market_companies_versions') }}
),

legal_forms as (
    select * from {{ ref('legal_forms') }}
),

spelled as (
    select name, {{ spelled_alike('name') }} as spelling
    from names
    where name is not null
),

-- The longest form counts; a name that is nothing but a form keeps it.
endings as (
    select spelled.name, max(length(legal_forms.form)) as form_length
    from spelled
    inner join legal_forms
        on
            suffix(spelled.spelling, legal_forms.form)
            and (
                not legal_forms.is_own_word
                or suffix(spelled.spelling, ' ' || legal_forms.form)
            )
    where spelled.spelling not in (select form from legal_forms)
    group by spelled.name
),

final as (
    select
        spelled.name,
        nullif(
            replace(
                left(
                    spelled.spelling,
                    length(spelled.spelling) - coalesce(endings.form_length, 0)
                ),
                ' ',
                ''
            ),
            ''
        ) as normalised_name
    from spelled
    left join endings on spelled.name = endings.name
)

select * from final

with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

bases as (
    select unnest(['quoted', 'list_price', 'reconstructed', 'mean']) as amount_basis
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where
        horizon <= {{ var('forecast_near_horizons') }}
        and months_ago <= {{ var('forecast_amount_months') }}
),

won_cells as (
    select * from {{ ref('int_forecast_won_cells') }}
    where step = 'full'
),

cells as (
    select as_of, state, grade, amount_basis, project_count, open_amount
    from {{ ref('int_forecast_cells') }}
    where step = 'full'
),

known as (
    select
        windows.as_of,
        windows.snapshot_as_of,
        won_cells.* exclude (as_of)
    from windows
    inner join won_cells
        on
            windows.snapshot_as_of = won_cells.as_of
            and windows.horizon = won_cells.horizon
            and {{ is_known('windows', 'won_cells') }}
),

won as (
    select
        as_of,
        sum(won_count) as won_count,
        {{ stable_sum('won_amount') }} / sum(won_count) as mean_amount,
        {{ stable_sum('squared_amount') }} / sum(won_count) as mean_squared_amount
    from known
    where horizon = 1
    group by as_of
),

closed as (
    select
        as_of,
        amount_basis,
        sum(won_count) as won_count,
        {{ stable_sum('won_amount') }} as won_amount,
        {{ stable_sum('squared_amount') }} as squared_amount,
        {{ stable_sum('open_amount') }} as open_amount,
        {{ stable_sum('squared_open_amount') }} as squared_open_amount,
        {{ stable_sum('crossed_amount') }} as crossed_amount
    from known
    where grade <> 'new'
    group by as_of, amount_basis
),

-- What projects like those that were won would have been worth: large ones are signed
-- less often than small ones, or more often.
alike as (
    select
        known.as_of,
        known.amount_basis,
        {{ stable_sum('known.won_count * cells.open_amount / cells.project_count') }} as like_amount
    from known
    inner join cells
        on
            known.snapshot_as_of = cells.as_of
            and known.state = cells.state
            and known.grade = cells.grade
            and known.amount_basis = cells.amount_basis
    group by known.as_of, known.amount_basis
),

-- Until enough were won, an amount is taken for what it says.
shares as (
    select
        closed.*,
        {{ var('forecast_amount_prior_wins') }} * closed.open_amount / closed.won_count
            as prior_amount,
        (closed.won_amount + prior_amount) / (closed.open_amount + prior_amount)
            as share,
        {{ var('forecast_selection_prior_wins') }} * closed.open_amount
        / closed.won_count as prior_selected_amount,
        (closed.open_amount + prior_selected_amount)
        / (alike.like_amount + prior_selected_amount) as selection
    from closed
    inner join alike
        on
            closed.as_of = alike.as_of
            and closed.amount_basis = alike.amount_basis
),

spread as (
    select
        *,
        greatest(
            0,
            squared_amount - 2 * share * crossed_amount
            + share * share * squared_open_amount
        ) / nullif(share * share * squared_open_amount, 0) as squared_variation
    from shares
),

factors as (
    select
        steps.as_of,
        bases.amount_basis,
        case bases.amount_basis
            when 'mean' then coalesce(won.mean_amount, 0)
            else coalesce(spread.share * spread.selection, 1)
        end as amount_factor,
        coalesce(
            case bases.amount_basis
                when 'mean'
                    then won.mean_squared_amount / nullif(won.mean_amount, 0) ** 2 - 1
                else spread.squared_variation
            end,
            0
        ) as squared_variation,
        coalesce(won.mean_amount, 0) as mean_amount,
        coalesce(won.mean_squared_amount, 0) as mean_squared_amount
    from steps
    cross join bases
    left join won on steps.as_of = won.as_of
    left join spread
        on
            steps.as_of = spread.as_of
            and bases.amount_basis = spread.amount_basis
),

-- Credit notes can outweigh what was won; nothing below 0 is forecast from them.
final as (
    select
        * replace (
            greatest(amount_factor, 0) as amount_factor,
            greatest(mean_amount, 0) as mean_amount
        )
    from factors
)

select * from final

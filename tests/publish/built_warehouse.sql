-- A small built warehouse in which every check passes: two exports of a company with
-- three prospects, two projects, two territories and two reps.
create schema raw;
create schema intermediate;
create schema marts;

create table raw.batches (
    batch_id varchar, source varchar, entity varchar, part varchar, file varchar,
    file_hash varchar, exported_on date, is_partial boolean, rows_read bigint,
    rows_loaded bigint, rows_unchanged bigint, rows_rejected bigint, loaded_at timestamp
);
insert into raw.batches
select
    entity || '-' || strftime(exported_on, '%m'), 'acre', entity, entity || '.csv',
    entity || '.csv', md5(entity || exported_on), exported_on, false, rows_read,
    rows_loaded, rows_read - rows_loaded, 0, timestamp '2026-11-02 08:00:00'
from (
    values
    ('prospects', date '2026-10-01', 3, 3), ('prospects', date '2026-11-01', 3, 1),
    ('projects', date '2026-10-01', 2, 2), ('projects', date '2026-11-01', 2, 0),
    ('territories', date '2026-10-01', 2, 2), ('reps', date '2026-10-01', 2, 2)
) as files (entity, exported_on, rows_read, rows_loaded);

create table marts.fct_batches as from raw.batches;

create table marts.fct_rejects (
    batch_id varchar, source varchar, entity varchar, file varchar, exported_on date,
    line bigint, field varchar, value varchar, reason varchar, record_key varchar
);

create table marts.fct_findings (
    finding varchar, entity varchar, source varchar, record_id varchar, field varchar,
    value varchar, exported_on date
);

create table marts.fct_entities as
select * from (
    values
    ('prospects', 3, 2, date '2026-10-01', date '2026-11-01', true),
    ('projects', 2, 2, date '2026-10-01', date '2026-11-01', true),
    ('territories', 2, 1, date '2026-10-01', date '2026-10-01', true),
    ('reps', 2, 1, date '2026-10-01', date '2026-10-01', true),
    ('market_companies', 2, 1, date '2026-10-01', date '2026-10-01', true),
    ('territory_areas', 1, 1, date '2026-10-01', date '2026-10-01', true),
    ('products', 0, 0, null, null, false)
) as entities (
    entity, record_count, batch_count, first_exported_on, last_exported_on, is_loaded
);

create table marts.dim_as_of_dates as
select * from (
    values
    (date '2026-11-01', false, true, true, date '2026-10-01', date '2026-10-01'),
    (date '2026-10-01', false, false, true, date '2026-09-30', date '2026-09-30'),
    (date '2026-09-30', true, false, false, null, null)
) as dates (
    as_of, is_reconstructed, is_newest, is_list_known, previous_as_of,
    month_before_as_of
);
alter table marts.dim_as_of_dates add column quarter_before_as_of date;
alter table marts.dim_as_of_dates add column year_before_as_of date;

create table marts.dim_prospects as
select
    *,
    'acre' as source, null as city, null as district, 'domestic' as ownership,
    'active' as status, null as situation, 2e6 as annual_profit_amount,
    120 as headcount, date '2025-01-01' as created_on,
    date '2026-10-01' as first_seen_on, date '2026-11-01' as last_seen_on,
    true as is_on_list
from (
    values
    ('P3', '昆山安达机械', 'T02', 'R02', 'machinery', 'B', 80e6, date '2027-03-01'),
    ('P1', '苏州恒达电子', 'T01', 'R01', 'electronics', 'A', 120e6, date '2026-12-15'),
    ('P2', '无锡永信五金', 'T01', 'R01', 'hardware', 'D', 30e6, null)
) as prospects (
    prospect_id, name, territory_id, rep_id, industry, declared_grade,
    annual_revenue_amount, expected_sign_on
);
comment on table marts.dim_prospects is 'One row per prospect; it''s the latest.';
comment on column marts.dim_prospects.prospect_id is 'Key.';

create table marts.dim_territories as
select * from (
    values
    ('T01', 'Suzhou', 'East', 'R01', 'North', 100, true),
    ('T02', 'Kunshan', 'East', 'R02', 'North', 100, true),
    ('unassigned', 'unassigned', null, null, null, null, true)
) as territories (
    territory_id, name, region, rep_id, team, target_prospect_count, is_current
);

create table marts.dim_reps as
select * from (
    values ('R01', '王伟', 'North', true, true), ('R02', '李娜', 'North', true, true)
) as reps (rep_id, name, team, is_active, is_current);

create table marts.dim_projects as
select * from (
    values ('J1', 'P1', 680000.00, true), ('J2', 'P3', 120000.00, true)
) as projects (project_id, prospect_id, amount, is_open);

create table marts.dim_products (
    product varchar, product_line varchar, list_price_amount decimal(18, 2)
);

create table marts.dim_prospect_versions as
select
    prospect_id, source, territory_id, rep_id, 'North' as team, name, industry,
    case when annual_revenue_amount < 50e6 then 'small' else 'medium' end as segment,
    declared_grade, date '2027-01-31' as expected_sign_on,
    date '2026-10-01' as valid_from, null::date as valid_to
from marts.dim_prospects;

create table marts.fct_list_counts as
select
    as_of, territory_id, rep_id, team, segment, industry,
    case when prospect_id = 'P2' then []::varchar[] else ['ERP'] end as product_lines,
    declared_grade, count(*) as prospect_count,
    count(*) filter (where declared_grade = 'D') as overdue_count
from marts.dim_prospect_versions
cross join (select as_of from marts.dim_as_of_dates where is_list_known)
group by all;

create table marts.fct_list_totals as
select
    as_of, coalesce(segment, 'all') as segment, coalesce(industry, 'all') as industry,
    product_line, declared_grade, sum(prospect_count)::bigint as prospect_count
from (
    select *, unnest(list_append(product_lines, 'all')) as product_line
    from marts.fct_list_counts
)
group by as_of, product_line, declared_grade, cube (segment, industry);

create table marts.fct_list_attributes as
select
    as_of, attribute.name as attribute, attribute.value as attribute_value,
    territory_id, rep_id, team,
    sum(prospect_count)::bigint as prospect_count,
    sum(if(declared_grade = 'A', prospect_count, 0))::bigint as a_count,
    sum(if(declared_grade = 'B', prospect_count, 0))::bigint as b_count,
    sum(if(declared_grade = 'C', prospect_count, 0))::bigint as c_count,
    sum(if(declared_grade = 'D', prospect_count, 0))::bigint as d_count,
    sum(if(declared_grade = 'ungraded', prospect_count, 0))::bigint as ungraded_count,
    sum(overdue_count)::bigint as overdue_count
from (
    select *, unnest(list_concat(
        [
            {'name': 'segment', 'value': segment},
            {'name': 'industry', 'value': industry},
            {'name': 'declared_grade', 'value': declared_grade}
        ],
        list_transform(product_lines, lambda line: {'name': 'product_line', 'value': line})
    )) as attribute
    from marts.fct_list_counts
)
group by all;

create table marts.fct_territory_coverage as
select
    territory_id, as_of, rep_id, team,
    count(prospect_id) as prospect_count, target_prospect_count,
    count(prospect_id) filter (where declared_grade = 'A') as a_count,
    count(prospect_id) filter (where declared_grade = 'B') as b_count,
    0::bigint as c_count,
    count(prospect_id) filter (where declared_grade = 'D') as d_count,
    0::bigint as ungraded_count,
    count(prospect_id) filter (where declared_grade <> 'D') as touched_count,
    count(prospect_id) filter (where declared_grade = 'D') as overdue_count,
    0::bigint as inactive_rep_count
from marts.dim_territories
cross join (select as_of from marts.dim_as_of_dates where is_list_known)
inner join marts.dim_prospects using (territory_id, rep_id)
group by all;

create table marts.fct_overdue_prospects as
select
    prospect_id, name, territory_id, rep_id, team, declared_grade,
    date '2026-09-30' as due_on, date '2026-10-01' as valid_from,
    null::date as valid_to
from marts.dim_prospect_versions
where declared_grade = 'D';

create table marts.dim_market_companies as
select * from (
    values
    ('M1', '苏州', '吴中', 'food', true, date '2026-10-01', null),
    ('M2', '苏州', '吴中', 'food', false, date '2026-10-01', date '2026-11-01'),
    ('M2', '苏州', '吴中', 'food', true, date '2026-11-01', null)
) as companies (
    company_id, city, district, industry, is_covered, valid_from, valid_to
);

create table marts.fct_market_areas as
select
    as_of, '苏州' as city, '吴中' as district, 'food' as industry,
    ['T01'] as territory_ids, 1 as territory_count, 2 as market_company_count,
    if(is_newest, 2, 1) as covered_company_count
from marts.dim_as_of_dates
where is_list_known;

create table marts.fct_list_overlaps as
select
    date '2026-10-01' as as_of, prospect_id, 'same' as normalised_name, territory_id
from marts.dim_prospects
where prospect_id <> 'P2';

create table intermediate.int_prospects_versions as
select prospect_id, source, date '2026-10-01' as valid_from, null::date as valid_to
from marts.dim_prospects;

create table intermediate.int_territories_versions as
select territory_id, 'acre' as source, date '2026-10-01' as valid_from,
    null::date as valid_to
from marts.dim_territories
where territory_id <> 'unassigned';

create table intermediate.int_projects_timeline as
select
    *, 'acre' as source, 'open' as outcome, date '2026-10-01' as valid_from,
    null::date as valid_to, false as is_reconstructed
from (values ('J1', 'P1', 680000.00), ('J2', 'P3', 120000.00)) as projects (
    project_id, prospect_id, amount
);
insert into intermediate.int_projects_timeline
select * replace (
    date '2026-09-01' as valid_from, date '2026-10-01' as valid_to,
    true as is_reconstructed
)
from intermediate.int_projects_timeline;

create table marts.fct_open_projects as
select
    as_of, project_id, source, prospect_id, 'Prospect ' || prospect_id as prospect_name,
    territory_id, rep_id, team, segment, industry,
    'ERP' as product_line, declared_grade, amount, projects.is_reconstructed,
    true as is_due
from intermediate.int_projects_timeline as projects
inner join marts.dim_prospect_versions using (prospect_id, source)
inner join marts.dim_as_of_dates as dates
    on dates.is_reconstructed = projects.is_reconstructed;

create table marts.fct_open_pipeline as
select
    as_of, territory_id, rep_id, team, segment, industry, product_line, declared_grade,
    is_reconstructed, count(*) as project_count, sum(amount) as open_amount,
    0 as missing_amount_count
from marts.fct_open_projects
group by all;

create table marts.fct_pipeline_totals as
select
    as_of, segment, industry, product_line, declared_grade, is_reconstructed,
    sum(project_count) as project_count, sum(open_amount) as open_amount,
    sum(missing_amount_count) as missing_amount_count
from marts.fct_open_pipeline
group by all;

create table marts.fct_pipeline_changes (
    as_of date, previous_as_of date, project_id varchar, change_type varchar,
    direction varchar, territory_id varchar, team varchar, declared_grade varchar,
    count_change bigint, amount_change decimal(38, 2), is_due boolean
);

-- In November P2 went from T02 to T01, where P5 was won, and P4 came to T02.
create table marts.fct_list_movements as
select
    *, 'R01' as rep_id, 'North' as team, 'Prospect ' || prospect_id as name,
    'small' as segment, 'hardware' as industry, 'D' as declared_grade,
    date '2026-11-01' as moved_on
from (
    values
    ('P2', 'T01', 'T02', 'exchange_in', 1), ('P2', 'T02', 'T01', 'exchange_out', -1),
    ('P5', 'T01', null, 'won', -1), ('P4', 'T02', null, 'new_prospect', 1)
) as movements (prospect_id, territory_id, other_territory_id, movement_type, direction);

create table marts.fct_list_flows as
select
    moved_on, territory_id, rep_id, team, segment, industry, declared_grade,
    movement_type, sum(direction)::bigint as change_count
from marts.fct_list_movements
group by all;

create table marts.fct_list_balance as
select
    territory_id, month, opening_count,
    (month = '2026-11-01' and territory_id = 'T01')::bigint as exchange_in_count,
    0::bigint as replenishment_count,
    (month = '2026-11-01' and territory_id = 'T02')::bigint as new_prospect_count,
    (month = '2026-11-01' and territory_id = 'T02')::bigint as exchange_out_count,
    0::bigint as handed_over_count, 0::bigint as closure_count,
    (month = '2026-11-01' and territory_id = 'T01')::bigint as won_count,
    0::bigint as lost_count, 0::bigint as unexplained_count,
    opening_count as closing_count, 0::bigint as residual_count
from (values ('T01', 2::bigint), ('T02', 1::bigint)) as counts (
    territory_id, opening_count
)
cross join (values (date '2026-10-01'), (date '2026-11-01')) as months (month);

create table marts.fct_list_replacements as
select 'T01' as territory_id, 'P5' as prospect_id, date '2026-11-01' as left_on;

create table marts.fct_list_entries as
select 'T02' as territory_id, 'P4' as prospect_id, date '2026-11-01' as moved_on;

create table marts.fct_source_names as
select 'directory' as list_source, prospect_id, date '2026-10-01' as valid_from
from marts.dim_prospects;

create table marts.fct_source_coverage as
select
    as_of, 'directory' as list_source, 10::bigint as market_company_count,
    3::bigint as reached_company_count
from marts.dim_as_of_dates
where is_list_known;

create table marts.fct_prospect_grades as
select
    prospect_id, territory_id, rep_id, team, segment, industry, declared_grade,
    declared_grade as evidence_grade, 0::bigint as overgraded_steps, false as is_overgraded,
    false as is_stale, valid_from as declared_since, valid_from, valid_to
from marts.dim_prospect_versions;

create table marts.fct_grade_declarations as
select
    prospect_id, territory_id, rep_id, team, segment, industry, declared_grade,
    declared_since as declared_on
from marts.fct_prospect_grades;

create table marts.fct_grade_moves as
select
    prospect_id, territory_id, rep_id, team, 'B' as from_grade,
    declared_grade as to_grade, date '2026-11-01' as moved_on
from marts.fct_prospect_grades
where declared_grade = 'A';

create table marts.fct_grade_totals as
select *, declared_grade as evidence_grade from marts.fct_list_totals;

create table marts.fct_grade_audit as
select
    as_of, 'company' as scope_type, 'all' as team, 'all' as rep_id,
    'all' as territory_id, 'all' as declared_grade,
    sum(prospect_count) as prospect_count
from marts.fct_list_counts
group by all;

create table marts.fct_grade_reliability as
select
    as_of, 'company' as scope_type, 'all' as team, 'all' as rep_id,
    'all' as territory_id, declared_grade, 1::bigint as declared_count
from marts.fct_list_counts
where declared_grade = 'A';

create table marts.fct_product_mismatches as
select
    project_id, prospect_id, team, territory_id, date '2026-10-01' as valid_from,
    null::date as valid_to
from marts.fct_open_projects
where as_of = '2026-11-01' and project_id = 'J2';

-- One method that expects 0.3 of the one project of grade A to be signed in November.
create table marts.fct_project_forecasts as
select
    date '2026-11-01' as as_of, 'J1' as project_id, 'A | 0-2 | 0' as state,
    (date '2026-11-01' + to_months(horizon - 1))::date as target_start,
    horizon::bigint as horizon, 40.0::double as similar_count,
    12.0::double as similar_won_count,
    case horizon when 1 then 0.3 else 0.0 end::double as probability,
    case horizon when 1 then 204000.0 else 0.0 end::double as expected_amount
from unnest([1, 2]) as horizons (horizon);

create table marts.fct_project_outlooks as
select
    as_of, project_id, 'P1' as prospect_id, state, 'A' as grade, false as is_stalled
from marts.fct_project_forecasts
where horizon = 1;

create table marts.fct_forecast_states as
select as_of, state, horizon, probability from marts.fct_project_forecasts;

create table marts.fct_forecast as
select
    as_of, 'model' as method, grade, 'month' as target_grain, target_start, horizon,
    probability as won_count, expected_amount as won_amount,
    0.0::double as won_amount_p10, 3e5::double as won_amount_p90,
    0.0::double as won_amount_p025, 4e5::double as won_amount_p975,
    true as is_headline, true as is_backtest, false as is_reconstructed
from marts.fct_project_forecasts
cross join unnest(['A', 'total']) as grades (grade);

create table marts.dim_forecast_dates as
select
    date '2026-11-01' as as_of, true as is_newest, true as is_backtest;

create table marts.fct_forecast_outcomes (
    as_of date, grade varchar, target_grain varchar, target_start date
);
create table marts.fct_forecast_accuracy (
    method varchar, target_grain varchar, horizon bigint
);
create table marts.fct_forecast_calibration (grade varchar, probability_from double);
create table marts.fct_grade_signings (grade varchar, within_months bigint);
create table marts.fct_territory_forecasts as
select
    as_of, scope_type, scope_id, target_grain, target_start, won_amount
from marts.fct_forecast
cross join
    (values ('territory', 'T01'), ('team', 'East'), ('company', 'company'))
    as scopes (scope_type, scope_id)
where grade = 'total';
create table marts.fct_overrides (
    override_id varchar, territory_id varchar, target_grain varchar, target_start date,
    is_in_use boolean
);
create table marts.fct_override_accuracy (target_grain varchar, horizon bigint);
create table marts.fct_targets (scope_type varchar, scope_id varchar, quarter_start date);
create table marts.fct_forecast_runs (
    run_id varchar, as_of date, definitions_version varchar, row_count bigint,
    is_in_use boolean, stored_at timestamp
);

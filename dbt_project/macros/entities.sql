{# The entities of schema raw. The contract names them too, but dbt must know them
   before it has read it; tests/dbt/test_contract_is_kept.py holds the two together. #}
{% macro entities() %}
    {{ return([
        'territories',
        'territory_areas',
        'reps',
        'prospects',
        'prospect_sources',
        'contacts',
        'projects',
        'products',
        'project_stages',
        'quotations',
        'activities',
        'events',
        'event_invitations',
        'targets',
        'market_companies',
        'quiz_results'
    ]) }}
{% endmacro %}

{# The facts that rules of the seed evidence_rules may ask for, as its columns. #}
{% macro evidence_facts() %}
    {{ return([
        'is_informatised',
        'objective_need',
        'subjective_need',
        'dissatisfaction',
        'determination',
        'has_feasibility_study',
        'has_selection_begun',
        'situation'
    ]) }}
{% endmacro %}

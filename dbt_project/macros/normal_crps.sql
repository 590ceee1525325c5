{# Cumulative normal distribution (Abramowitz and Stegun 1964, 26.2.17: within 1e-7). #}
{% macro normal_cdf(z) -%}
(
    0.5 + sign({{ z }}) * (
        0.5 - exp(-0.5 * pow({{ z }}, 2)) / sqrt(2 * pi()) * list_sum(
            list_transform(
                [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429],
                lambda factor, place:
                    factor / pow(1 + 0.2316419 * abs({{ z }}), place)
            )
        )
    )
)
{%- endmacro %}

{# Continuous ranked probability score of a normal forecast (Gneiting and Raftery 2007);
   without a spread the absolute error. #}
{% macro normal_crps(actual, mean, sd) -%}
{%- set z = '((' ~ actual ~ ' - ' ~ mean ~ ') / ' ~ sd ~ ')' -%}
case
    when coalesce({{ sd }}, 0) <= 0 then abs({{ actual }} - {{ mean }})
    else {{ sd }} * (
        {{ z }} * (2 * {{ normal_cdf(z) }} - 1)
        + 2 * exp(-0.5 * pow({{ z }}, 2)) / sqrt(2 * pi())
        - 1 / sqrt(pi())
    )
end
{%- endmacro %}

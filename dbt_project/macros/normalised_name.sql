{# A company's name as it is compared: lower case, half-width, without blanks and
   punctuation. #}
{% macro normalised_name(name) %}
{% set full_width = '０１２３４５６７８９'
    ~ 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ'
    ~ 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ' %}
{% set half_width = '0123456789'
    ~ 'abcdefghijklmnopqrstuvwxyz'
    ~ 'abcdefghijklmnopqrstuvwxyz' %}
nullif(
    regexp_replace(
        translate(lower({{ name }}), '{{ full_width }}', '{{ half_width }}'),
        '[\p{Z}\p{P}\p{S}\p{C}]', '', 'g'
    ),
    ''
)
{%- endmacro %}

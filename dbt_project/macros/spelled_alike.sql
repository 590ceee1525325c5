{# A company's name in one spelling: lower case and half width, one blank in place of
   whatever is neither letter nor digit. #}
{% macro spelled_alike(name) %}
{% set full_width = '０１２３４５６７８９'
    ~ 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ'
    ~ 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ' %}
{% set half_width = '0123456789'
    ~ 'abcdefghijklmnopqrstuvwxyz'
    ~ 'abcdefghijklmnopqrstuvwxyz' %}
trim(
    regexp_replace(
        translate(lower({{ name }}), '{{ full_width }}', '{{ half_width }}'),
        '[^\p{L}\p{M}\p{N}]+', ' ', 'g'
    )
)
{%- endmacro %}

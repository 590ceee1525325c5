-- Assert that no annual revenue belongs to two segments, however a company tunes them.
select segments.segment, others.segment as other_segment
from {{ ref('segments') }} as segments
inner join {{ ref('segments') }} as others
    on
        segments.segment < others.segment
        and coalesce(segments.revenue_from_amount, -1e15)
        < coalesce(others.revenue_below_amount, 1e15)
        and coalesce(others.revenue_from_amount, -1e15)
        < coalesce(segments.revenue_below_amount, 1e15)

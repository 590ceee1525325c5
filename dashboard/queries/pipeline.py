"""Open projects and their amounts by declared grade and as-of date."""

from __future__ import annotations

import pandas as pd

from dashboard.release import Release


def by_grade(release: Release) -> pd.DataFrame:
    """As-of date × grade, oldest first.

    Columns: as_of, declared_grade, is_reconstructed, project_count, open_amount (in the
    company's currency), missing_amount_count.
    """
    return release.table(
        """
        select
            as_of,
            declared_grade,
            bool_or(is_reconstructed) as is_reconstructed,
            sum(project_count)::bigint as project_count,
            sum(open_amount)::double as open_amount,
            sum(missing_amount_count)::bigint as missing_amount_count
        from marts.fct_open_pipeline
        group by as_of, declared_grade
        order by as_of, declared_grade
        """
    )

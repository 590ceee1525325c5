"""Overview: the list by grade and territory, the open pipeline, and their records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    cards,
    drill,
    figures,
    headlines,
    key_figures,
    labels,
    notices,
    tables,
)
from dashboard.charts import over_time as over_time_charts
from dashboard.charts import rows
from dashboard.charts import territories as territory_charts
from dashboard.queries import as_of, checks, lists, loads, pipeline, territories
from dashboard.queries.as_of import AsOf
from dashboard.release import Release, in_use
from dashboard.words import _

_CHART = "territory chart"
# The records are as high as the chart beside them, less the choices above them.
_LEAST_HEIGHT, _CHOICES_HEIGHT = 320, 70


def main() -> None:
    """Lay out the page."""
    release = in_use()
    st.title(_("Overview"), anchor=False)
    dates = as_of.dates(release)
    if not dates:
        notices.nothing_loaded()
        return
    notices.freshness(dates[-1], release.release_id, dt.date.today())
    notices.failed_checks(checks.of_release(release))
    loaded = loads.loaded_entities(release)
    list_table, pipeline_table = lists.by_grade(release), pipeline.by_grade(release)
    key_figures.draw(list_table, pipeline_table, dates, loaded)
    is_list_absent = notices.absent("prospects", loaded)
    left, right = st.columns(2)
    if is_list_absent:
        with left:
            pipeline_over_time(pipeline_table, dates, loaded)
        with right:
            records_card(release, loaded)
        return
    with left:
        list_over_time(list_table, dates)
    with right:
        pipeline_over_time(pipeline_table, dates, loaded)
    territory_section(release, dates[-1], loaded)


def list_over_time(table: pd.DataFrame, dates: list[AsOf]) -> None:
    """Prospects by declared grade over the as-of dates."""
    if table.empty:
        st.info(_("No prospect was on the list at any of the dates."))
        return
    figure = figures.of(table, "prospect_count", figures.list_dates(dates, table))
    headline = headlines.list_size(figure)
    with cards.card(headline, _("Prospects on the list by declared grade")):
        cards.chart(
            "list over time",
            partial(over_time_charts.prospects, table),
            description=headline,
        )
        tables.beneath(table, "prospects_by_grade")


def pipeline_over_time(
    table: pd.DataFrame, dates: list[AsOf], loaded: Collection[str]
) -> None:
    """Open pipeline amount by declared grade over the as-of dates."""
    if notices.absent("projects", loaded):
        return
    if table.empty:
        st.info(_("No project was open at any of the dates."))
        return
    if not table["open_amount"].any():
        st.info(_("No open project has an amount, so there is none to draw."))
        return
    headline = headlines.pipeline(
        figures.of(table, "open_amount", dates),
        figures.of(table, "open_amount", dates, "A"),
    )
    with cards.card(headline, _("Amount of open projects by declared grade")):
        cards.chart(
            "pipeline over time",
            partial(over_time_charts.pipeline, table),
            description=headline,
        )
        missing = figures.of(table, "missing_amount_count", dates)
        if missing.now:
            st.caption(headlines.without_amount(int(missing.now)))
        tables.beneath(table, "open_pipeline_by_grade")


def territory_section(release: Release, newest: AsOf, loaded: Collection[str]) -> None:
    """Territories by grade with the records of the chosen bar, then over time."""
    counts = lists.by_territory(release, newest.on)
    if counts.empty:
        records_card(release, loaded)
        return
    shown = territories.with_prospects(release, newest.on)
    left, right = st.columns([10, 11])
    with left:
        territory_card(release, counts, shown)
    with right:
        records_card(release, loaded, rows.height(shown) - _CHOICES_HEIGHT)
    if (shown["target_prospect_count"] > 0).any():
        target_card(release, shown)


def territory_card(release: Release, counts: pd.DataFrame, shown: pd.DataFrame) -> None:
    """Prospects of each territory by grade, against its target."""
    grade, territory_id = drill.chosen(territories.in_order(release))
    headline = headlines.against_targets(shown)
    with cards.card(
        headline,
        _("Prospects by territory and declared grade; the line marks the target")
        if shown["target_prospect_count"].notna().any()
        else _("Prospects by territory and declared grade"),
    ):
        cards.grade_key()
        cards.chart(
            _CHART,
            lambda: territory_charts.by_grade(counts, shown, grade, territory_id),
            grade,
            territory_id,
            description=headline,
            on_select=lambda: drill.take_pick(_CHART),
        )
        tables.beneath(
            named(shown.drop(columns="prospect_count").merge(counts))[
                ["team", "territory", "declared_grade", "prospect_count"]
            ],
            "prospects_by_territory",
        )


def named(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its territories named in a column `territory`."""
    return table.assign(
        territory=[
            labels.territory(row.territory_id, row.name) for row in table.itertuples()
        ]
    )


def records_card(release: Release, loaded: Collection[str], height: int = 0) -> None:
    """The records behind the chosen grade and territory."""
    kinds = ["prospects"] if "prospects" in loaded else []
    if "projects" in loaded and release.has("dim_projects"):
        kinds.append("projects")
    if not kinds:
        return
    names = territories.in_order(release)
    grade, territory_id = drill.chosen(names)
    with cards.card(
        _("The records behind the figures"),
        _("Choose here, or click a bar"),
        cards.RECORDS_ANCHOR,
    ):
        drill.choices(names)
        drill.shown_records(
            release, kinds, grade, territory_id, max(height, _LEAST_HEIGHT)
        )


def target_card(release: Release, shown: pd.DataFrame) -> None:
    """Prospects of each territory as a share of its target, over the as-of dates."""
    table = lists.over_time(release)
    headline = headlines.furthest_from_target(shown)
    with cards.card(
        headline, _("Prospects on the list as a share of the territory's target")
    ):
        cards.chart(
            "targets over time",
            partial(territory_charts.over_time, table, shown),
            description=headline,
        )
        tables.beneath(
            named(shown.drop(columns="prospect_count").merge(table))[
                [
                    "as_of",
                    "team",
                    "territory",
                    "prospect_count",
                    "target_prospect_count",
                ]
            ],
            "prospects_against_target",
        )


main()

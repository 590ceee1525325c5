"""The charts of a view, drawn as its pages draw them."""

from __future__ import annotations

from dashboard.charts import loads, over_time
from dashboard.charts import territories as territory_charts
from dashboard.charts.drawing import Spec
from dashboard.core.view import View
from dashboard.queries import lists, pipeline, territories
from dashboard.queries import loads as load_queries


def list_chart(view: View) -> Spec:
    counts = view.release.records(lists.by_grade(view))
    return over_time.prospects(counts, view.compared_list)


def pipeline_chart(view: View) -> Spec:
    amounts = view.release.records(pipeline.by_grade(view))
    return over_time.pipeline(amounts, view.compared)


def loads_chart(view: View) -> Spec:
    return loads.rows_by_export(view.release.records(load_queries.rows_by_export(view)))


def territory_chart(view: View) -> Spec:
    shown = view.release.records(territories.by_grade(view))
    return territory_charts.by_grade(shown, view.filters.grade, view.filters.territory)


def heatmap(view: View) -> Spec:
    shown = view.release.records(territories.by_grade(view))
    aimed = [each for each in shown if each["target_prospect_count"]]
    codes = [each["territory_id"] for each in aimed]
    counts = view.release.records(territories.over_time(view, codes))
    return territory_charts.over_time(counts, aimed)

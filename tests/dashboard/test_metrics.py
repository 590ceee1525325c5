"""Each metric, under each filter, is what a plain count of its mart's rows gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries.measure import measure
from dashboard.queries.metrics import Metrics
from tests.dashboard import metrics_fixture
from tests.dashboard.conftest import ViewOf

Row = Mapping[str, Any]
Total = Callable[[list[Row]], float | None]


def total(value: Callable[[Row], float | None]) -> Total:
    return lambda rows: sum(value(row) or 0 for row in rows)


def known(value: Callable[[Row], float | None]) -> Total:
    """A sum that is unknown where no row knows its part."""

    def of(rows: list[Row]) -> float | None:
        values = [value(row) for row in rows]
        found = [each for each in values if each is not None]
        return sum(found) if found else None

    return of


def column(name: str) -> Callable[[Row], float | None]:
    return lambda row: row[name]


def where(name: str, *codes: object, of: str | None = None, sign: int = 1) -> Total:
    return total(lambda row: sign * (row[of] if of else 1) if row[name] in codes else 0)


COUNTED: Mapping[str, tuple[str, Total]] = {
    **{
        name: ("fct_list_counts", total(column(name)))
        for name in ("prospect_count", "overdue_count")
    },
    "touched_count": (
        "fct_list_counts",
        total(lambda row: row["prospect_count"] - row["overdue_count"]),
    ),
    **{
        f"{grade.lower()}_count": (
            "fct_list_counts",
            where("declared_grade", grade, of="prospect_count"),
        )
        for grade in ("A", "B", "C", "D", "ungraded")
    },
    **{
        name: ("fct_open_pipeline", total(column(name)))
        for name in ("project_count", "open_amount", "missing_amount_count")
    },
    "reconstructed_project_count": (
        "fct_open_pipeline",
        where("is_reconstructed", True, of="project_count"),
    ),
    "graded_prospect_count": ("fct_prospect_grades", len),
    "assessed_count": (
        "fct_prospect_grades",
        total(lambda row: row["overgraded_steps"] is not None),
    ),
    "overgraded_count": ("fct_prospect_grades", where("is_overgraded", True)),
    "undergraded_count": ("fct_prospect_grades", where("is_undergraded", True)),
    "stale_count": ("fct_prospect_grades", where("is_stale", True)),
    "unproven_count": ("fct_prospect_grades", where("evidence_grade", None)),
    "move_count": ("fct_grade_moves", len),
    "moved_prospect_count": (
        "fct_grade_moves",
        lambda rows: len({row["prospect_id"] for row in rows}),
    ),
    "improved_count": (
        "fct_grade_moves",
        total(lambda row: (row["improvement_steps"] or 0) > 0),
    ),
    "worsened_count": (
        "fct_grade_moves",
        total(lambda row: (row["improvement_steps"] or 0) < 0),
    ),
    **{
        f"{name}_count": (
            "fct_list_flows",
            where("movement_type", name, of="change_count"),
        )
        for name in ("exchange_in", "replenishment", "new_prospect", "reassigned")
    },
    **{
        f"{name}_count": (
            "fct_list_flows",
            where("movement_type", name, of="change_count", sign=-1),
        )
        for name in (
            "exchange_out",
            "handed_over",
            "closure",
            "won",
            "lost",
            "unexplained",
        )
    },
    "in_count": (
        "fct_list_flows",
        total(
            lambda row: (
                row["change_count"]
                if row["change_count"] > 0 and row["movement_type"] != "reassigned"
                else 0
            )
        ),
    ),
    "out_count": (
        "fct_list_flows",
        total(
            lambda row: (
                -row["change_count"]
                if row["change_count"] < 0 and row["movement_type"] != "reassigned"
                else 0
            )
        ),
    ),
    "exchanged_count": ("fct_list_movements", where("movement_type", "exchange_out")),
    "overdue_prospect_count": ("fct_overdue_prospects", len),
    "territory_count": ("fct_territory_coverage", len),
    "short_count": ("fct_territory_coverage", where("is_short_of_target", True)),
    "aimed_count": (
        "fct_territory_coverage",
        total(lambda row: row["target_rate"] is not None),
    ),
    **{
        metric: ("fct_territory_coverage", known(column(name)))
        for metric, name in {
            "target_prospect_count": "target_prospect_count",
            "in_target_market_count": "in_target_market_count",
            "area_company_count": "market_company_count",
            "area_covered_company_count": "covered_company_count",
            "workload_day_count": "workload_day_count",
            "orphan_count": "orphan_count",
            "inactive_rep_count": "inactive_rep_count",
        }.items()
    },
    "classified_prospect_count": (
        "fct_territory_coverage",
        known(
            lambda row: (
                None if row["in_target_market_count"] is None else row["prospect_count"]
            )
        ),
    ),
    "market_company_count": ("fct_market_areas", total(column("market_company_count"))),
    "covered_company_count": (
        "fct_market_areas",
        total(column("covered_company_count")),
    ),
    "unlisted_company_count": (
        "fct_market_areas",
        total(lambda row: row["market_company_count"] - row["covered_company_count"]),
    ),
    "gap_company_count": (
        "fct_market_areas",
        where("territory_count", 0, of="market_company_count"),
    ),
    "overlap_company_count": (
        "fct_market_areas",
        total(
            lambda row: row["market_company_count"] if row["territory_count"] > 1 else 0
        ),
    ),
    "file_count": ("fct_batches", len),
    **{
        name: ("fct_batches", total(column(name)))
        for name in ("rows_read", "rows_loaded", "rows_unchanged", "rows_rejected")
    },
    "reject_count": ("fct_rejects", len),
    "record_count": ("fct_findings", len),
}
COLUMNS = {
    "team": ("team", None),
    "rep": ("rep_id", None),
    "territory": ("territory_id", "territory_ids"),
    "segment": ("segment", None),
    "industry": ("industry", None),
    "line": ("product_line", "product_lines"),
    "grade": ("declared_grade", None),
}
CHOSEN: tuple[dict[str, str], ...] = (
    {},
    {"team": "East"},
    {"rep": "R01"},
    {"territory": "T01"},
    {"segment": "small"},
    {"industry": "food"},
    {"line": "ERP"},
    {"grade": "A"},
    {"team": "East", "segment": "small", "line": "ERP", "grade": "D"},
)


def test_every_sum_is_counted_here() -> None:
    declared = metrics_fixture.metrics()
    assert {
        row["metric"] for row in declared if row["metric_type"] == "simple"
    } == COUNTED.keys()


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_a_metric_is_what_the_rows_count(
    company_view: ViewOf, chosen: dict[str, str]
) -> None:
    view = company_view(**chosen)
    for metric, (mart, count) in COUNTED.items():
        standing = _standing(view, mart)
        rows = [row for row in standing if _is_chosen(view, row, metric, chosen)]
        measured = view.release.rows(view.query(measure(view, (metric,))))
        assert measured == [(count(rows),)], metric


@pytest.mark.parametrize("chosen", CHOSEN[:5], ids=str)
def test_a_ratio_is_one_of_sums(company_view: ViewOf, chosen: dict[str, str]) -> None:
    view = company_view(**chosen)
    ratios = [row for row in metrics_fixture.metrics() if row["metric_type"] == "ratio"]
    assert ratios
    for ratio in ratios:
        sums = (ratio["numerator"], ratio["denominator"])
        [measured] = view.release.rows(
            view.query(measure(view, (*sums, ratio["metric"])))
        )
        numerator, denominator, found = measured
        expected = (
            None if numerator is None or not denominator else numerator / denominator
        )
        assert found == expected, ratio["metric"]


def test_broken_down_a_metric_adds_up(company_view: ViewOf) -> None:
    view = company_view()
    known_metrics = Metrics(view.release)
    for metric in COUNTED.keys() - {"moved_prospect_count"}:
        [whole] = view.release.rows(view.query(measure(view, (metric,))))
        for dimension in known_metrics.marts(metric)[-1].dimensions:
            if dimension in ("as_of", "product_lines", "territory_ids", "prospect_id"):
                continue
            by = view.query(measure(view, (metric,), (dimension,)))
            parts = [value for _code, value in view.release.rows(by)]
            assert sum(each or 0 for each in parts) == pytest.approx(whole[0] or 0), (
                metric,
                dimension,
            )


def _standing(view: View, mart: str) -> Iterable[Row]:
    """The rows of a mart that hold at the view's date; of what happened, all."""
    assert view.as_of is not None
    day = view.as_of.on
    for row in view.release.records(Query(f"select * from marts.{mart}", ())):
        if "valid_from" in row:
            if row["valid_from"] <= day and (
                row["valid_to"] is None or row["valid_to"] > day
            ):
                yield row
        elif row.get("as_of", day) == day:
            yield row


def _is_chosen(view: View, row: Row, metric: str, chosen: Mapping[str, str]) -> bool:
    """Whether a row is of the chosen filters, as far as the metric knows them."""
    base = Metrics(view.release).marts(metric)[-1]
    return all(
        _has(view, row, name, code)
        for name, code in chosen.items()
        if base.has(COLUMNS[name][0])
    )


def _has(view: View, row: Row, name: str, code: str) -> bool:
    own, listed = COLUMNS[name]
    if own in row:
        return bool(row[own] == code)
    if listed in row:
        return code in row[str(listed)]
    return row["prospect_id"] in _with_line(view, code)


def _with_line(view: View, line: str) -> set[str]:
    open_projects = view.query(
        """
        select prospect_id from marts.fct_open_projects
        where as_of = $as_of and product_line = $product_line
        """
    )
    return {prospect for (prospect,) in view.release.rows(open_projects)}

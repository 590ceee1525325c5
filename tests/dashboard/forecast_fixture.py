"""What is forecast for the company of tiny_fixture in October, and how it changed.

From September to October J1 fell from 500,000 to 450,000, J4 of 200,000 was lost and J2
came in without an amount: 700,000 − 50,000 − 200,000 = 450,000. From August to September
J1 was first exported, worth 400,000 more, and J4 was new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tests.dashboard.release_fixture import Row

AUGUST, SEPTEMBER, OCTOBER = (
    dt.date(2026, 8, 31),
    dt.date(2026, 9, 30),
    dt.date(2026, 10, 31),
)
NOVEMBER, DECEMBER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)


def _expected(
    grade: str,
    grain: str,
    start: dt.date,
    amounts: tuple[int, int, int, int, int],
    horizon: int = 1,
) -> Row:
    amount, p10, p90, p025, p975 = amounts
    return {
        "as_of": OCTOBER, "method": "model", "grade": grade, "target_grain": grain,
        "target_start": start, "horizon": horizon, "won_count": amount / 100_000,
        "won_amount": amount, "won_amount_p10": p10, "won_amount_p90": p90,
        "won_amount_p025": p025, "won_amount_p975": p975, "is_headline": True,
        "is_backtest": False, "is_reconstructed": False,
    }  # fmt: skip


def _accuracy(method: str, wape: float, crps: float, coverage: float | None) -> Row:
    return {
        "method": method, "target_grain": "quarter", "horizon": 1,
        "forecast_count": 5, "stored_count": 1, "wape": wape, "bias": -0.1,
        "crps": crps, "coverage_80": coverage,
        "coverage_95": 1.0 if coverage else None,
    }  # fmt: skip


def _target(
    scope_type: str, scope_id: str, amounts: tuple[int | None, int, int, int | None]
) -> Row:
    target, signed, forecast, adjusted = amounts
    gap = None if target is None else target - signed
    return {
        "as_of": OCTOBER, "scope_type": scope_type, "scope_id": scope_id,
        "quarter_start": dt.date(2026, 10, 1), "territory_count": 1,
        "targeted_territory_count": int(target is not None), "target_amount": target,
        "signed_amount": signed, "forecast_amount": forecast, "adjusted_amount": adjusted,
        "gap_amount": gap, "pipeline_amount": 450_000,
        "coverage_rate": gap and 450_000 / gap, "conversion_rate": 0.25,
        "needed_pipeline_amount": gap and gap / 0.25, "is_over": False,
    }  # fmt: skip


def _part(scope_type: str, scope_id: str, amount: int) -> Row:
    return {
        "as_of": OCTOBER, "scope_type": scope_type, "scope_id": scope_id,
        "target_grain": "quarter", "target_start": NOVEMBER, "horizon": 1,
        "won_amount": amount, "pipeline_won_amount": amount, "new_won_amount": 0,
    }  # fmt: skip


def _override(
    override_id: str, amount: int, entered_at: dt.datetime, *, is_in_use: bool
) -> Row:
    return {
        "override_id": override_id, "territory_id": "T1", "target_grain": "quarter",
        "target_start": NOVEMBER, "author": "李经理", "reason": "客户口头承诺",
        "release_id": "r0", "override_amount": amount, "system_amount": 320_000,
        "horizon": 1, "is_in_use": is_in_use, "entered_at": entered_at,
        "as_of": OCTOBER,
    }  # fmt: skip


_SUZHOU = {
    "territory_id": "T1", "rep_id": "R1", "team": "East", "segment": "medium",
    "industry": "electronics", "product_line": "ERP",
}  # fmt: skip
_WUXI = {
    "territory_id": "T2", "rep_id": "R2", "team": "East", "segment": "small",
    "industry": "hardware", "product_line": "PDM",
}  # fmt: skip


def change(
    dates: tuple[dt.date, dt.date],
    project_id: str,
    kind: str,
    direction: str,
    moved: tuple[int, int],
    **more: object,
) -> Row:
    """A row of fct_pipeline_changes; `moved` is projects and amount."""
    return {
        "previous_as_of": dates[0], "as_of": dates[1], "project_id": project_id,
        "change_type": kind, "direction": direction, "count_change": moved[0],
        "amount_change": moved[1], "prospect_name": f"买方 {project_id}",
        "is_due": True, "is_reconstructed": dates[0] == AUGUST, **_SUZHOU,
        "declared_grade": "A", **more,
    }  # fmt: skip


EARLIER, LATER = (AUGUST, SEPTEMBER), (SEPTEMBER, OCTOBER)
_MACHINERY = {"industry": "machinery", "segment": "small", "product_line": "CRM"}
CHANGES: Sequence[Row] = (
    change(EARLIER, "J1", "became_known", "out", (-1, -100_000),
           declared_grade="ungraded"),
    change(EARLIER, "J1", "became_known", "in", (1, 500_000)),
    change(EARLIER, "J4", "new", "in", (1, 200_000), declared_grade="B", **_MACHINERY),
    change(LATER, "J1", "amount_down", "out", (0, -50_000),
           value_before="500000.00", value_after="450000.00"),
    change(LATER, "J4", "lost", "out", (-1, -200_000), declared_grade="B", **_MACHINERY),
    change(LATER, "J2", "new", "in", (1, 0), declared_grade="D", **_WUXI),
)  # fmt: skip

TABLES: Mapping[str, Sequence[Row]] = {
    "dim_forecast_dates": [
        {"as_of": OCTOBER, "opening_month": NOVEMBER, "step": "full",
         "headline_method": "model", "history_month_count": 20,
         "graded_month_count": 14, "history_win_count": 31, "needed_month_count": 0,
         "needed_win_count": 0, "is_newest": True, "is_backtest": False,
         "is_reconstructed": False},
    ],
    "fct_forecast": [
        _expected("A", "quarter", NOVEMBER, (300_000, 100_000, 500_000, 0, 600_000)),
        _expected("D", "quarter", NOVEMBER, (50_000, 0, 150_000, 0, 200_000)),
        _expected("new", "quarter", NOVEMBER, (20_000, 0, 60_000, 0, 80_000)),
        _expected("total", "quarter", NOVEMBER,
                  (370_000, 150_000, 590_000, 30_000, 710_000)),
        _expected("total", "month", NOVEMBER, (120_000, 20_000, 220_000, 0, 300_000)),
        _expected("total", "month", DECEMBER, (130_000, 20_000, 240_000, 0, 300_000), 2),
    ],
    "fct_forecast_outcomes": [
        {"as_of": dt.date(2026, 9, 1), "grade": "total", "target_grain": "month",
         "target_start": dt.date(2026, 9, 1), "horizon": 1, "won_count": 1,
         "won_amount": 90_000},
        {"as_of": OCTOBER, "grade": "total", "target_grain": "quarter",
         "target_start": NOVEMBER, "horizon": 1, "won_count": 1,
         "won_amount": 300_000},
    ],
    "fct_forecast_accuracy": [
        _accuracy("model", 0.4, 0.3, 0.8), _accuracy("run_rate_12", 0.5, 0.5, None),
    ],
    "fct_forecast_calibration": [
        {"grade": "total", "probability_from": 0.1, "probability_to": 0.2,
         "project_count": 20, "expected_count": 3.0, "won_count": 4,
         "expected_rate": 0.15, "won_rate": 0.2},
    ],
    "fct_grade_signings": [
        {"grade": "A", "within_months": 3, "promised_rate": 1.0, "project_count": 8,
         "won_count": 2, "won_rate": 0.25},
    ],
    "fct_project_outlooks": [
        {"as_of": OCTOBER, "project_id": "J1", "prospect_id": "P1",
         "state": "A | 0-2 | 0", "grade": "A", "quarter_probability": 0.5,
         "quarter_expected_amount": 225_000, "year_probability": 0.8,
         "likeliest_month": DECEMBER, "is_stalled": False},
        {"as_of": OCTOBER, "project_id": "J2", "prospect_id": "P3",
         "state": "D | 13+ | 6+ | stalled", "grade": "D", "quarter_probability": 0.001,
         "quarter_expected_amount": 0, "year_probability": 0.002,
         "likeliest_month": DECEMBER, "is_stalled": True},
    ],
    "fct_project_forecasts": [
        {"as_of": OCTOBER, "project_id": "J1", "state": "A | 0-2 | 0",
         "target_start": start, "horizon": horizon, "probability": probability,
         "expected_amount": probability * 450_000}
        for horizon, (start, probability) in enumerate(
            ((NOVEMBER, 0.2), (DECEMBER, 0.3)), start=1
        )
    ],
    "fct_forecast_states": [
        {"as_of": OCTOBER, "state": "A | 0-2 | 0", "horizon": horizon,
         "target_start": start, "grade": "A", "similar_count": 40.0,
         "similar_won_count": 9.5, "overall_rate": 0.1, "grade_rate": 0.15,
         "grade_age_rate": 0.2, "state_rate": 0.25, "quarter_factor": 0.8,
         "probability": 0.2, "is_stalled": False}
        for horizon, start in ((1, NOVEMBER), (2, DECEMBER))
    ],
    "fct_forecast_terms": [
        {"as_of": OCTOBER, "grade": "A", "state": "A | 0-2 | 0", "amount_basis": "quoted",
         "target_start": start, "horizon": horizon, "project_count": 2,
         "similar_count": 40.0, "similar_won_count": 9.5, "base_rate": 0.25,
         "quarter_factor": 0.8, "limit_factor": 1.0, "probability": 0.2,
         "counted_amount": 1_000_000, "amount_factor": 0.9, "won_count": 0.4,
         "won_amount": 180_000.0}
        for horizon, start in ((1, NOVEMBER), (2, DECEMBER))
    ],
    "fct_pipeline_changes": CHANGES,
    "fct_targets": [
        _target("company", "company", (600_000, 90_000, 400_000, 420_000)),
        _target("team", "East", (600_000, 90_000, 400_000, 420_000)),
        _target("territory", "T1", (600_000, 90_000, 350_000, 370_000)),
        _target("territory", "T2", (None, 0, 50_000, None)),
    ],
    "fct_territory_forecasts": [
        _part("company", "company", 370_000), _part("team", "East", 370_000),
        _part("territory", "T1", 320_000), _part("territory", "T2", 50_000),
    ],
    "fct_overrides": [
        _override("1", 330_000, dt.datetime(2026, 11, 2, 9), is_in_use=False),
        _override("2", 340_000, dt.datetime(2026, 11, 3, 9), is_in_use=True),
    ],
    "fct_override_accuracy": [
        {"target_grain": "quarter", "horizon": 1, "override_count": 4,
         "override_wape": 0.2, "system_wape": 0.3, "override_bias": 0.1,
         "system_bias": -0.2},
    ],
}  # fmt: skip

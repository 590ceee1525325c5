"""What the columns of the tables are called and how their values are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.wording import forecast_words, formats, labels, reasons
from dashboard.wording.words import N_, _, language


class Kind(Enum):
    """How a column is written."""

    TEXT = auto()
    NUMBER = auto()
    COUNT = auto()
    MONEY = auto()
    DECIMAL = auto()
    SHARE = auto()
    DAY = auto()
    MONTH = auto()
    MOMENT = auto()


@dataclass(frozen=True)
class Column:
    """A column's English label, its kind, and how to read its codes, if it has any."""

    label: str | None
    kind: Kind = Kind.TEXT
    read: Callable[[Any], str] | None = None


# The labels of metrics stand with them, in dbt's _metrics.yml.
_METRICS: Mapping[str, Column] = {
    **dict.fromkeys(
        (
            "prospect_count",
            "target_prospect_count",
            "a_count",
            "b_count",
            "c_count",
            "d_count",
            "ungraded_count",
            "project_count",
            "missing_amount_count",
            "touched_count",
            "overdue_count",
            "orphan_count",
            "inactive_rep_count",
            "in_target_market_count",
            "market_company_count",
            "covered_company_count",
            "move_count",
            "improved_count",
            "worsened_count",
            "assessed_count",
            "overgraded_count",
            "undergraded_count",
            "stale_count",
            "unproven_count",
            "exchange_in_count",
            "replenishment_count",
            "new_prospect_count",
            "exchange_out_count",
            "handed_over_count",
            "closure_count",
            "won_count",
            "lost_count",
            "unexplained_count",
            "reassigned_count",
            "out_count",
            "exchanged_count",
            "record_count",
            "file_count",
            "rows_read",
            "rows_loaded",
            "rows_unchanged",
            "rows_rejected",
            "reject_count",
        ),
        Column(None, Kind.COUNT),
    ),
    **dict.fromkeys(
        (
            "target_rate",
            "cadence_rate",
            "in_target_market_rate",
            "market_coverage_rate",
            "overgraded_rate",
            "churn_rate",
        ),
        Column(None, Kind.SHARE),
    ),
    **dict.fromkeys(
        ("open_amount",),
        Column(None, Kind.MONEY),
    ),
}
COLUMNS: Mapping[str, Column] = {
    **_METRICS,
    "as_of": Column(N_("As of"), Kind.DAY),
    "declared_grade": Column(N_("Grade"), read=labels.grade),
    "is_reconstructed": Column(N_("Reconstructed"), read=labels.flag),
    "compared_prospect_count": Column(N_("Prospects before"), Kind.COUNT),
    "compared_overdue_count": Column(N_("Overdue before"), Kind.COUNT),
    "days_overdue": Column(N_("Days overdue"), Kind.COUNT),
    "last_activity_on": Column(N_("Last activity"), Kind.DAY),
    "due_on": Column(N_("On cadence until"), Kind.DAY),
    "workload_rate": Column(N_("Share of a rep's month"), Kind.SHARE),
    "territories": Column(N_("Their territories")),
    "company_id": Column(N_("Company ID")),
    "territory": Column(N_("Territory"), read=labels.territory_name),
    "team": Column(N_("Team"), read=labels.team),
    "rep": Column(N_("Rep"), read=labels.rep),
    "prospect_id": Column(N_("Prospect ID")),
    "name": Column(N_("Name")),
    "prospect": Column(N_("Prospect")),
    "segment": Column(N_("Segment"), read=labels.segment),
    "industry": Column(N_("Industry"), read=labels.industry),
    "city": Column(N_("City"), read=labels.place),
    "district": Column(N_("District"), read=labels.place),
    "situation": Column(N_("Situation"), read=labels.situation),
    "annual_revenue_amount": Column(N_("Annual revenue"), Kind.MONEY),
    "headcount": Column(N_("Employees"), Kind.COUNT),
    "expected_sign_on": Column(N_("Expected signature"), Kind.DAY),
    "created_on": Column(N_("Created"), Kind.DAY),
    "project_id": Column(N_("Project ID")),
    "product_line": Column(N_("Product line"), read=labels.product_line),
    "product": Column(N_("Product")),
    "stage": Column(N_("Stage"), read=labels.stage),
    "amount": Column(N_("Amount"), Kind.MONEY),
    "opened_on": Column(N_("Opened"), Kind.DAY),
    "evidence_grade": Column(N_("Evidence"), read=labels.evidence_grade),
    "missing_evidence": Column(N_("Missing facts"), read=labels.facts),
    "contradictions": Column(N_("Contradicted by"), read=labels.facts),
    "is_stale": Column(N_("Stale"), read=labels.flag),
    "declared_since": Column(N_("In grade since"), Kind.DAY),
    "is_in_target_market": Column(N_("Target market"), read=labels.in_market),
    "market_remarks": Column(N_("Remarks on the market"), read=labels.market_remarks),
    "evidence_rule": Column(N_("Decided by"), read=labels.evidence_rule),
    "from_grade": Column(N_("From"), read=labels.grade),
    "to_grade": Column(N_("To"), read=labels.grade),
    "scope_type": Column(N_("Level"), read=labels.scope_type),
    "scope_name": Column(N_("Name"), read=labels.team),
    "overgraded_low_rate": Column(N_("At least"), Kind.SHARE),
    "overgraded_high_rate": Column(N_("At most"), Kind.SHARE),
    "compared_rate": Column(N_("Share before"), Kind.SHARE),
    "stale_rate": Column(N_("Share stale"), Kind.SHARE),
    "declared_count": Column(N_("Declarations"), Kind.COUNT),
    "due_count": Column(N_("Due"), Kind.COUNT),
    "sign_due_on": Column(N_("Due"), Kind.DAY),
    "signed_count": Column(N_("Signed on time"), Kind.COUNT),
    "not_yet_known_count": Column(N_("Not known yet"), Kind.COUNT),
    "signed_rate": Column(N_("Share signed"), Kind.SHARE),
    "signed_low_rate": Column(N_("At least"), Kind.SHARE),
    "signed_high_rate": Column(N_("At most"), Kind.SHARE),
    "is_enough": Column(N_("Enough to assess"), read=labels.flag),
    "outcome": Column(N_("Outcome"), read=labels.outcome),
    "account": Column(N_("Territory"), read=labels.account),
    "month": Column(N_("Month"), Kind.MONTH),
    "opening_count": Column(N_("Opening"), Kind.COUNT),
    "closing_count": Column(N_("Closing"), Kind.COUNT),
    "residual_count": Column(N_("Residual"), Kind.COUNT),
    "movement_type": Column(N_("Movement"), read=labels.movement),
    "moved_on": Column(N_("Moved"), Kind.DAY),
    "other_territory": Column(N_("From or to"), read=labels.territory_name),
    "left_on": Column(N_("Left on"), Kind.DAY),
    "replacing_prospect_id": Column(N_("Replaced by")),
    "replaced_on": Column(N_("Replaced"), Kind.DAY),
    "days_to_replacement": Column(N_("Days until replaced"), Kind.COUNT),
    "days_open": Column(N_("Days open"), Kind.COUNT),
    "reached_on": Column(N_("Reached A to C on"), Kind.DAY),
    "met_on": Column(N_("Decision maker met on"), Kind.DAY),
    "won_on": Column(N_("Won on"), Kind.DAY),
    "list_source": Column(N_("Source of the list"), read=labels.list_source),
    "name_count": Column(N_("Names"), Kind.COUNT),
    "reached_count": Column(N_("Reached A to C"), Kind.COUNT),
    "reached_rate": Column(N_("Share A to C"), Kind.SHARE),
    "met_count": Column(N_("Decision maker met"), Kind.COUNT),
    "met_rate": Column(N_("Share met"), Kind.SHARE),
    "won_name_count": Column(N_("Won"), Kind.COUNT),
    "won_rate": Column(N_("Share won"), Kind.SHARE),
    "matured_count": Column(N_("Entries assessed"), Kind.COUNT),
    "became_count": Column(N_("Of them A to C"), Kind.COUNT),
    "became_rate": Column(N_("Share of entries"), Kind.SHARE),
    "reached_company_count": Column(N_("Companies reached"), Kind.COUNT),
    "source_coverage_rate": Column(N_("Coverage"), Kind.SHARE),
    "entity": Column(N_("Entity"), read=labels.entity),
    "batch_count": Column(N_("Files"), Kind.COUNT),
    "first_exported_on": Column(N_("First export"), Kind.DAY),
    "last_exported_on": Column(N_("Newest export"), Kind.DAY),
    "exported_on": Column(N_("Exported on"), Kind.DAY),
    "file": Column(N_("File")),
    "source": Column(N_("Source")),
    "is_partial": Column(N_("Partial"), read=labels.flag),
    "is_loaded": Column(N_("Loaded"), read=labels.flag),
    "loaded_at": Column(N_("Loaded at (UTC)"), Kind.MOMENT),
    "line": Column(N_("Line"), Kind.NUMBER),
    "record_key": Column(N_("Record")),
    "record_id": Column(N_("Record")),
    "field": Column(N_("Field")),
    "value": Column(N_("Value")),
    "reason": Column(N_("Reason"), read=reasons.reason),
    "finding": Column(N_("Finding"), read=labels.finding),
    "check": Column(N_("Check")),
    "subject": Column(N_("Table")),
    "severity": Column(N_("Severity"), read=labels.severity),
    "description": Column(N_("What it asserts")),
    "failed_count": Column(N_("Rows that fail"), Kind.COUNT),
    "passed": Column(N_("Result"), read=labels.verdict),
    "passed_count": Column(N_("Passed"), Kind.COUNT),
    "checked_at": Column(N_("Checked at (UTC)"), Kind.MOMENT),
    "release_id": Column(N_("Release")),
    "grade": Column(N_("Grade"), read=forecast_words.row),
    "method": Column(N_("Method"), read=forecast_words.method),
    "is_headline": Column(N_("Headline"), read=labels.flag),
    "target_grain": Column(N_("Period"), read=forecast_words.grain),
    "target_start": Column(N_("Begins"), Kind.DAY),
    "horizon": Column(N_("Periods ahead"), Kind.NUMBER),
    "won_amount": Column(N_("Forecast"), Kind.MONEY),
    "won_amount_p10": Column(N_("80 % from"), Kind.MONEY),
    "won_amount_p90": Column(N_("80 % to"), Kind.MONEY),
    "won_amount_p025": Column(N_("95 % from"), Kind.MONEY),
    "won_amount_p975": Column(N_("95 % to"), Kind.MONEY),
    "won_project_count": Column(N_("Projects signed"), Kind.COUNT),
    "signed_amount": Column(N_("Signed"), Kind.MONEY),
    "forecast_count": Column(N_("Finished forecasts"), Kind.COUNT),
    "stored_count": Column(N_("of these stored"), Kind.COUNT),
    "wape": Column(N_("Error (WAPE)"), Kind.SHARE),
    "bias": Column(N_("Bias"), Kind.SHARE),
    "crps": Column(N_("CRPS"), Kind.SHARE),
    "coverage_80": Column(N_("80 % interval hit"), Kind.SHARE),
    "coverage_95": Column(N_("95 % interval hit"), Kind.SHARE),
    "probability_from": Column(N_("Probability from"), Kind.SHARE),
    "probability_to": Column(N_("Probability to"), Kind.SHARE),
    "expected_count": Column(N_("Expected to sign"), Kind.DECIMAL),
    "expected_rate": Column(N_("Share expected"), Kind.SHARE),
    "within_months": Column(N_("Within months"), Kind.NUMBER),
    "promised_rate": Column(N_("Share promised"), Kind.SHARE),
    "quarter_probability": Column(N_("Signs in 3 months"), Kind.SHARE),
    "year_probability": Column(N_("Signs in 12 months"), Kind.SHARE),
    "quarter_expected_amount": Column(N_("Expected in 3 months"), Kind.MONEY),
    "likeliest_month": Column(N_("Most likely month"), Kind.DAY),
    "is_stalled": Column(N_("Stalled"), read=labels.flag),
    "missing": Column(N_("Missing"), read=labels.facts),
    "state": Column(N_("State"), read=forecast_words.state),
    "similar_count": Column(N_("Similar projects"), Kind.DECIMAL),
    "similar_won_count": Column(N_("of these signed"), Kind.DECIMAL),
    "overall_rate": Column(N_("All projects"), Kind.SHARE),
    "grade_rate": Column(N_("of its grade"), Kind.SHARE),
    "grade_age_rate": Column(N_("of its age"), Kind.SHARE),
    "state_rate": Column(N_("of its state"), Kind.SHARE),
    "amount_basis": Column(N_("Amount from"), read=labels.amount_basis),
    "base_rate": Column(N_("Similar projects signed"), Kind.SHARE),
    "limit_factor": Column(N_("× limit"), Kind.DECIMAL),
    "counted_amount": Column(N_("Open amount counted"), Kind.MONEY),
    "amount_factor": Column(N_("× amount factor"), Kind.DECIMAL),
    "quarter_factor": Column(N_("× month of quarter"), Kind.DECIMAL),
    "probability": Column(N_("Probability"), Kind.SHARE),
    "expected_amount": Column(N_("Expected amount"), Kind.MONEY),
    "change_type": Column(N_("Change"), read=forecast_words.change),
    "direction": Column(N_("Direction"), read=forecast_words.direction),
    "value_before": Column(N_("Before")),
    "value_after": Column(N_("After")),
    "in_amount": Column(N_("In"), Kind.MONEY),
    "out_amount": Column(N_("Out"), Kind.MONEY),
    "count_change": Column(N_("Projects, net"), Kind.NUMBER),
    "amount_change": Column(N_("Amount, net"), Kind.MONEY),
    "days_since_activity": Column(N_("Days since activity"), Kind.COUNT),
    "closed_on": Column(N_("Signed on"), Kind.DAY),
    "error_amount": Column(N_("Off by"), Kind.MONEY),
    "is_backtest": Column(N_("Backtest"), read=labels.flag),
    "quarter_start": Column(N_("Quarter from"), Kind.DAY),
    "target_amount": Column(N_("Target"), Kind.MONEY),
    "forecast_amount": Column(N_("Forecast"), Kind.MONEY),
    "adjusted_amount": Column(N_("With manager overrides"), Kind.MONEY),
    "gap_amount": Column(N_("Gap to target"), Kind.MONEY),
    "pipeline_amount": Column(N_("Open pipeline"), Kind.MONEY),
    "coverage_rate": Column(N_("Pipeline coverage"), Kind.DECIMAL),
    "conversion_rate": Column(N_("Conversion"), Kind.SHARE),
    "needed_pipeline_amount": Column(N_("Pipeline needed"), Kind.MONEY),
    "targeted_territory_count": Column(N_("With a target"), Kind.COUNT),
    "scope_territory_count": Column(N_("Territories"), Kind.COUNT),
    "override_amount": Column(N_("Override amount"), Kind.MONEY),
    "system_amount": Column(N_("System at the time"), Kind.MONEY),
    "actual_amount": Column(N_("Signed"), Kind.MONEY),
    "author": Column(N_("Author")),
    "override_reason": Column(N_("Reason")),
    "is_in_use": Column(N_("In use"), read=labels.flag),
    "entered_at": Column(N_("Entered at (UTC)"), Kind.MOMENT),
    "override_count": Column(N_("Finished overrides"), Kind.COUNT),
    "override_wape": Column(N_("Managers' error"), Kind.SHARE),
    "system_wape": Column(N_("System's error"), Kind.SHARE),
    "override_bias": Column(N_("Managers' bias"), Kind.SHARE),
    "system_bias": Column(N_("System's bias"), Kind.SHARE),
    "is_due": Column(N_("Due in 3 months"), read=labels.flag),
    "record": Column(N_("Row"), read=lambda record: _row(record)),
}


def label(name: str) -> str:
    """A column's label in the language in use, with the currency of its amounts."""
    column = COLUMNS[name]
    text = labels.metric(name) if column.label is None else _(column.label)
    if column.kind is not Kind.MONEY:
        return text
    return _("{amount} ({currency})").format(
        amount=text, currency=formats.currency_symbol()
    )


def in_words(table: pa.Table) -> pa.Table:
    """The columns that readers know, their codes in words of the language in use.

    A column <name>_<language> replaces <name> where it has a value.
    """
    shown = [name for name in table.column_names if name in COLUMNS]
    return pa.table(
        {name: _read(name, _localised(table, name)) for name in shown},
    )


def _row(record: str) -> str:
    """A row given as a JSON object: the columns that readers know and their
    values, in the language in use."""
    told = {
        name: (COLUMNS[name].read or str)(value)
        for name, value in json.loads(record).items()
        if name in COLUMNS and value is not None
    }
    return _("; ").join(
        _("{column}: {value}").format(column=label(name), value=value)
        for name, value in told.items()
        if value
    )


def _localised(table: pa.Table, name: str) -> pa.ChunkedArray:
    own = f"{name}_{language()}"
    if own not in table.column_names:
        return table[name]
    return pc.coalesce(table[own], table[name])


def _read(name: str, values: pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    read = COLUMNS[name].read
    if read is None:
        return values
    words = {
        code: read(code) for code in values.unique().to_pylist() if code is not None
    }
    return pa.array([words.get(code) for code in values.to_pylist()], pa.string())

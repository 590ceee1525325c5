"""Headlines of targets and manager overrides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.core.release import Record
from dashboard.wording import forecast_headlines, forecast_words, formats, labels
from dashboard.wording.words import _, ngettext


def quarter(start: dt.date) -> str:
    """A calendar quarter: 2026 Q4."""
    return _("{year} Q{number}").format(year=start.year, number=(start.month + 2) // 3)


def targets(rows: Sequence[Record]) -> str:
    """How the widest scope of the table compares with its target."""
    first = rows[0]
    when = quarter(first["quarter_start"])
    if first["target_amount"] is None:
        return _("No target for {quarter} in this selection").format(quarter=when)
    if first["forecast_amount"] is None:
        return _("{quarter}: {signed} signed, target {target}").format(
            quarter=when,
            signed=_amount(first["signed_amount"]),
            target=_amount(first["target_amount"]),
        )
    return _("{quarter}: {forecast} expected, {share} of the target {target}").format(
        quarter=when,
        forecast=_amount(first["forecast_amount"]),
        share=_share(first["forecast_amount"], first["target_amount"]),
        target=_amount(first["target_amount"]),
    )


def glance(row: Record) -> str:
    """The quarter's target, what was signed, the forecast and the forecast with overrides."""
    parts = [
        _("{quarter}: target {target}, {signed} signed so far").format(
            quarter=quarter(row["quarter_start"]),
            target=_amount(row["target_amount"]),
            signed=_amount(row["signed_amount"]),
        )
    ]
    if row["forecast_amount"] is not None:
        parts.append(
            _("{forecast} expected in total").format(
                forecast=_amount(row["forecast_amount"])
            )
        )
    if row["adjusted_amount"] is not None:
        parts.append(
            _("{amount} with manager overrides").format(
                amount=_amount(row["adjusted_amount"])
            )
        )
    return _("; ").join(parts)


def adjusted(row: Record) -> str:
    """The period's forecast with the manager overrides in it."""
    return ngettext(
        "With the override of {count} territory: {amount}",
        "With the overrides of {count} territories: {amount}",
        row["override_count"],
    ).format(
        count=formats.count(row["override_count"]),
        amount=_amount(row["adjusted_amount"]),
    )


def entered(entry: Mapping[str, Any], name: str) -> str:
    """An entry that the release does not know yet."""
    return _("{territory}, {period}: {amount} by {author} – {reason}").format(
        territory=labels.territory_name(name),
        period=forecast_headlines.period(
            dt.date.fromisoformat(entry["target_start"]), entry["target_grain"]
        ),
        amount=_amount(entry["override_amount"]),
        author=entry["author"],
        reason=entry["reason"],
    )


def overrides(rows: Sequence[Record]) -> str:
    """How many overrides are in use."""
    count = sum(row["is_in_use"] for row in rows)
    return ngettext(
        "{count} manager override in use",
        "{count} manager overrides in use",
        count,
    ).format(count=formats.count(count))


def closer(rows: Sequence[Record]) -> str:
    """Whether managers or the system came closer to what was signed."""
    first = rows[0]
    if first["override_wape"] is None:
        return _("Nothing was signed where managers overrode")
    sentence = (
        _("Managers were closer: off by {managers}, the system by {system}")
        if first["override_wape"] < first["system_wape"]
        else _("The system was closer: off by {system}, managers by {managers}")
    )
    return sentence.format(
        managers=formats.share(first["override_wape"]),
        system=formats.share(first["system_wape"]),
    )


def period(start: dt.date, grain: str) -> str:
    """The period of an override: its length and its months."""
    return _("{length}: {months}").format(
        length=forecast_words.grain(grain),
        months=forecast_headlines.period(start, grain),
    )


def _amount(amount: Any) -> str:
    return _("not known") if amount is None else formats.money(float(amount))


def _share(amount: Any, of: Any) -> str:
    return formats.share(float(amount) / float(of)) if of else "–"

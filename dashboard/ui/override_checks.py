"""What may be wrong with an override, a sentence each."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from dashboard.core.overrides import AMOUNT_LIMIT
from dashboard.ui.canvas import Entered, Field
from dashboard.wording.words import _

MOST_REASON, MOST_AUTHOR = 1000, 100
# Control characters, line ends, halves of characters, and what turns the direction of
# the text around it.
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def problems(fields: Sequence[Field], values: Entered) -> list[str]:
    """What is wrong; a browser may send what the fields would not let anybody enter."""
    offered = {each.name: each.options for each in fields}
    reason, author = (str(values[name] or "").strip() for name in ("reason", "author"))
    return [
        *_missing_choices(
            values["territory"] in offered["territory"],
            values["period"] in offered["period"],
        ),
        *_wrong_amount(values["amount"]),
        *_wrong_reason(reason),
        *_wrong_author(author),
    ]


def _missing_choices(has_territory: bool, has_period: bool) -> Iterator[str]:
    if not has_territory:
        yield _("Choose a territory.")
    if not has_period:
        yield _("Choose a period.")


def _wrong_amount(amount: str | float | None) -> Iterator[str]:
    if amount is None:
        yield _("Enter the amount you expect; 0 is allowed.")
    elif not math.isfinite(float(amount)) or float(amount) >= AMOUNT_LIMIT:
        yield _("The amount must be a number below 1,000,000,000,000,000.")
    elif float(amount) < 0:
        yield _("The amount cannot be below 0: enter what you expect to be signed.")


def _wrong_reason(reason: str) -> Iterator[str]:
    if not reason:
        yield _("Explain why you expect a different amount than the system.")
    if len(reason) > MOST_REASON:
        yield _("The reason is too long: {count} letters, at most {most}.").format(
            count=len(reason), most=MOST_REASON
        )
    if _UNSHOWN.search(reason):
        yield _(
            "The reason has characters that cannot be shown: retype it on one line."
        )


def _wrong_author(author: str) -> Iterator[str]:
    if not author:
        yield _("Enter your name.")
    if len(author) > MOST_AUTHOR:
        yield _("Your name is too long: {count} letters, at most {most}.").format(
            count=len(author), most=MOST_AUTHOR
        )
    if _UNSHOWN.search(author):
        yield _("Your name has characters that cannot be shown: retype it on one line.")

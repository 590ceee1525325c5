"""How the exports of company_fixture were loaded, and what was found in them."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence

from tests.dashboard.release_fixture import Row, entities

LOADED_AT = dt.datetime(2026, 11, 23, 9, 15)


def bookkeeping(
    release_id: str,
    exports: Sequence[dt.date],
    sizes: Mapping[str, int],
    chance: random.Random,
) -> dict[str, Sequence[Row]]:
    """Rows of the marts about loads; `sizes` has the records of each loaded entity."""
    batches = list(_batches(chance, exports, sizes))
    return {
        "fct_batches": batches,
        "fct_entities": _entities(exports, sizes),
        "fct_rejects": [row for batch in batches for row in _rejects(batch)],
        "fct_findings": list(_findings(exports[-1])),
        "fct_check_results": list(_checks(release_id)),
        "fct_check_exceptions": list(_exceptions()),
    }


def _entities(exports: Sequence[dt.date], sizes: Mapping[str, int]) -> list[Row]:
    return entities(
        {
            name: {
                "record_count": size,
                "batch_count": len(exports),
                "first_exported_on": exports[0],
                "last_exported_on": exports[-1],
            }
            for name, size in sizes.items()
        }
    )


def _batches(
    chance: random.Random, exports: Sequence[dt.date], sizes: Mapping[str, int]
) -> Iterator[Row]:
    for on, (entity, size) in itertools.product(exports, sizes.items()):
        rejected = chance.choice((0, 0, 0, 1, 2)) if size > 16 else 0
        fresh = size if on == exports[0] else max(1, size // 11)
        fresh = size if entity == "activities" else min(fresh, size - rejected)
        yield {
            "batch_id": f"{on}-{entity}", "source": "acre", "entity": entity,
            "part": entity, "file": f"{entity}.csv", "file_hash": "0" * 64,
            "exported_on": on, "is_partial": False, "rows_read": size + rejected,
            "rows_loaded": fresh, "rows_unchanged": size - fresh,
            "rows_rejected": rejected, "loaded_at": LOADED_AT,
        }  # fmt: skip


def _rejects(batch: Row) -> Iterator[Row]:
    copied = ("batch_id", "source", "entity", "file", "exported_on")
    for number in range(int(str(batch["rows_rejected"]))):
        yield {
            **{name: batch[name] for name in copied}, "line": 17 + number * 40,
            "field": "declared_grade", "value": "E",
            "reason": "is not one of A, B, C, D; correct it or map it",
        }  # fmt: skip


def _findings(on: dt.date) -> Iterator[Row]:
    for finding, entity, record_id, name, value in (
        ("outcome_contradicts_flags", "projects", "J0012", "outcome", "won"),
        ("unknown_territory", "prospects", "P0007", "territory_id", "T77"),
        ("unknown_territory", "prospects", "P0009", "territory_id", "T77"),
        ("unknown_value", "prospects", "P0041", "ownership", "state"),
    ):
        yield {
            "finding": finding, "entity": entity, "source": "acre",
            "record_id": record_id, "field": name, "value": value,
            "exported_on": on,
        }  # fmt: skip


def _checks(newest: str) -> Iterator[Row]:
    for release_id, failed in (("20260930T080000000Z-aaaaaaaa", 5), (newest, 2)):
        for check, subject, severity, count, english, chinese in (
            ("prospects_are_unique", "marts.dim_prospects", "blocking", 0,
             "Every prospect stands once.", "每家潜在客户只出现一次。"),
            ("list_is_not_empty", "marts.fct_list_counts", "blocking", 0,
             "The list holds prospects.", "名单上有潜在客户。"),
            ("territories_are_known", "marts.dim_prospects", "warning", failed,
             "Every prospect belongs to a delivered territory.",
             "每家潜在客户都属于已导出的责任区。"),
            ("open_projects_have_amounts", "marts.dim_projects", "warning", 0,
             "Open projects have an amount.", "进行中的项目都有金额。"),
        ):  # fmt: skip
            yield {
                "release_id": release_id, "check": check, "subject": subject,
                "severity": severity, "description": english,
                "description_zh": chinese, "observed_value": f"{count} rows",
                "failed_count": count, "passed": count == 0,
                "checked_at": LOADED_AT,
            }  # fmt: skip


def _exceptions() -> Iterator[Row]:
    for number, code in enumerate(("P001", "P002"), start=1):
        yield {
            "check": "territories_are_known", "exception_number": number,
            "record": f'{{"prospect_id": "{code}", "declared_grade": "B", "city": null}}',
        }  # fmt: skip

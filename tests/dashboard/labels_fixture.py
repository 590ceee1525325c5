"""The labels as the seed has them, for releases that no build has made."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.wording import labels
from dashboard.wording.words import LANGUAGES
from tests.dashboard import metrics_fixture

SEEDS = Path(__file__).parents[2] / "dbt_project" / "seeds"


def rows(seeds: Path = SEEDS) -> list[dict[str, object]]:
    """Rows of dim_labels."""
    codes: list[dict[str, object]] = [
        {**row, "sort_order": int(row["sort_order"] or 0)}
        for row in seed("labels", seeds)
    ]
    return [
        *codes,
        *(
            {
                "vocabulary": "metric",
                "code": metric["metric"],
                "label_en": metric["label"],
                "label_zh": metric["label_zh"],
                "colour": None,
                "sort_order": 0,
            }
            for metric in metrics_fixture.metrics()
        ),
    ]


def seed(name: str, seeds: Path = SEEDS) -> list[dict[str, str | None]]:
    """The rows of a seed; blanks are None."""
    with (seeds / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return [
            {column: value or None for column, value in row.items()}
            for row in csv.DictReader(source)
        ]


def use() -> None:
    """Use the labels of the seed in what a test calls outside of a page."""
    labels.use(_labels(rows()))


def _labels(rows: Sequence[Mapping[str, object]]) -> labels.Labels:
    names = ("vocabulary", "code", "colour", *(f"label_{each}" for each in LANGUAGES))
    return labels.of_rows(
        tuple(None if row[name] is None else str(row[name]) for name in names)
        for row in rows
    )

"""What the flows tell as won between two dates is what the deals say was won."""

import csv
from calendar import monthrange
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.backtest import maven


@pytest.mark.skipif(
    not maven.FOLDER.is_dir(),
    reason="the deals of Maven Analytics are not beside the project (shared/data)",
)
def test_a_list_of_deals_is_won_in_full(tmp_path: Path) -> None:
    with (maven.FOLDER / "sales_pipeline_iso.csv").open(encoding="utf-8") as lines:
        deals = [row for row in csv.DictReader(lines) if row["deal_stage"] == "Won"]
    won = Counter(date.fromisoformat(row["close_date"]) for row in deals)
    expected: Counter[date] = Counter()
    for day, count in won.items():
        expected[day.replace(day=monthrange(day.year, day.month)[1])] += count
    with maven.built(tmp_path) as warehouse:
        flows = warehouse.execute(
            "select as_of, count(distinct project_id) from marts.fct_pipeline_changes"
            " where change_type = 'won' group by as_of"
        ).fetchall()
    assert expected[date(2017, 4, 30)] == 285
    assert dict(flows) == expected

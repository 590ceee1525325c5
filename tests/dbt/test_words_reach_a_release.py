"""Every mart and column of a release says what it is, in both languages."""

import re
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from publish import checks, marts
from publish.check_results import write_check_results
from publish.checks import Verdict
from tests.dbt.raw_warehouse import RawWarehouse

MEASURE = re.compile(
    r"fct_\w+\.\w+_amount(_p\d+)?|\w+\.\w+_(count|rate|factor)|\w+\.rows_\w+"
    r"|\w+\.(\w+_)?(wape|bias|crps|coverage_\d+|probability)"
    r"|\w+\.(count|amount)_change"
)
ENGLISH, FORMULA, CHINESE, CHINESE_FORMULA = "English", "Formula: ", "中文：", "公式："


@pytest.fixture(scope="module")
def release(
    empty_warehouse: RawWarehouse, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("release") / "release.duckdb"
    verdicts = [Verdict(checks.load()[0], True, 0, "0")]
    warehouse = str(empty_warehouse.home / "acre.duckdb")
    with (
        duckdb.connect(warehouse, read_only=True) as connection,
        marts.attached_release(connection, path),
    ):
        marts.copy(connection, {})
        write_check_results(connection, "R", verdicts, datetime(2026, 11, 2), None)
    return path


def comments(release: Path, query: str) -> dict[str, str]:
    with duckdb.connect(str(release), read_only=True) as connection:
        return dict(connection.execute(query).fetchall())


def kinds(comment: str) -> list[str]:
    """What each paragraph of a comment is."""
    return [
        next(
            (s for s in (FORMULA, CHINESE, CHINESE_FORMULA) if text.startswith(s)),
            ENGLISH,
        )
        for text in comment.strip().split("\n\n")
    ]


def test_every_mart_is_described(release: Path) -> None:
    described = comments(
        release, "select table_name, coalesce(comment, '') from duckdb_tables()"
    )
    assert len(described) > 15
    assert "fct_check_results" in described
    wrong = {
        name: comment
        for name, comment in described.items()
        if kinds(comment) != [ENGLISH, CHINESE]
        or not comment.startswith("One row per ")
    }
    assert not wrong, "\n".join(f"{k}: {kinds(v)}" for k, v in wrong.items())


def test_every_column_is_defined_and_measures_have_a_formula(release: Path) -> None:
    described = comments(
        release,
        "select table_name || '.' || column_name, coalesce(comment, '')"
        " from duckdb_columns() where schema_name = 'marts'",
    )
    measures = {name for name in described if MEASURE.fullmatch(name)}
    assert "fct_open_pipeline.open_amount" in measures
    assert "fct_check_results.failed_count" in measures
    wrong = {
        name: comment
        for name, comment in described.items()
        if kinds(comment)
        != (
            [ENGLISH, FORMULA, CHINESE, CHINESE_FORMULA]
            if name in measures
            else [ENGLISH, CHINESE]
        )
    }
    assert not wrong, "\n".join(f"{k}: {kinds(v)}" for k, v in wrong.items())


def test_chinese_has_its_own_paragraphs(release: Path) -> None:
    described = comments(
        release,
        "select table_name || '.' || column_name, coalesce(comment, '')"
        " from duckdb_columns() where schema_name = 'marts'",
    )
    mixed = {
        name: text
        for name, comment in described.items()
        for text in comment.strip().split("\n\n")
        if text.startswith((CHINESE, CHINESE_FORMULA))
        != bool(re.search(r"[\u4e00-\u9fff]", text))
    }
    assert mixed == {}

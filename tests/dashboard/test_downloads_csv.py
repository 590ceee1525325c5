"""CSV files open in spreadsheets: Chinese readable, nothing run as a formula."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import downloads, words

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+8651255550100", "'+8651255550100"),
        ("-2", "'-2"),
        ("@sum(a1)", "'@sum(a1)"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠sum(a1)", "'＠sum(a1)"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("恒达=电子", "恒达=电子"),
        ("", ""),
        (-2, -2),
        (None, None),
    ],
)
def test_text_that_would_run_is_made_plain(cell: object, written: object) -> None:
    assert downloads.neutralised(cell) == written


def test_file_has_bom_labels_and_iso_dates() -> None:
    table = pd.DataFrame(
        {
            "name": ['=cmd|"/c calc"', "恒达, 电子"],
            "declared_grade": ["A", "ungraded"],
            "expected_sign_on": pd.to_datetime(["2026-12-01", None]),
            "headcount": [120.0, None],
            "annual_revenue_amount": [-80_000_000.0, None],
        }
    )
    assert (
        downloads.csv(table)
        == BOM
        + (
            "Name,Grade,Expected signature,Employees,Annual revenue (¥)\r\n"
            '"\'=cmd|""/c calc""",A,2026-12-01,120,-80000000.00\r\n'
            '"恒达, 电子",ungraded,,,\r\n'
        ).encode()
    )


def test_file_speaks_the_language_in_use() -> None:
    table = pd.DataFrame({"declared_grade": ["ungraded"], "stage": ["demo"]})
    with words.speaking("zh"):
        assert (
            downloads.csv(table)
            == BOM + "客户等级,阶段\r\n未分级,系统演示\r\n".encode()
        )


def test_table_is_left_as_it_was() -> None:
    table = pd.DataFrame({"name": ["=1"]})
    downloads.csv(table)
    assert table["name"].to_list() == ["=1"]

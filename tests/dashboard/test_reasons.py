"""Every sentence that ingest rejects a row with can be said in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.wording import words
from dashboard.wording.reasons import reason

INGEST = Path(__file__).parents[2] / "ingest"


@pytest.mark.parametrize(
    ("sentence", "chinese"),
    [
        ("is blank; fill it in", "为空，请补填"),
        (
            "is not one of A, B, C, D; correct it or map it",
            "不属于 A, B, C, D，请更正或在映射中对应",
        ),
        (
            "is not a day in yyyy-mm-dd; write it as yyyy-mm-dd or state dates: in the"
            " mapping",
            "不是 yyyy-mm-dd 格式的日期，请写成 yyyy-mm-dd，或在映射中注明 dates:",
        ),
        (
            "appears 3 times in the file with different content; keep one row",
            "在文件中出现 3 次且内容不同，请只保留一行",
        ),
        ("left out by the mapping of x (a = {b})", "按 x 的映射规则略过（a = {b}）"),
        ("something new", "something new"),
        ("", ""),
    ],
)
def test_reasons_in_chinese(sentence: str, chinese: str) -> None:
    assert reason(sentence) == sentence
    with words.speaking("zh"):
        assert reason(sentence) == chinese


def test_all_that_ingest_says_is_known() -> None:
    said = set(sentences())
    assert len(said) >= 7
    with words.speaking("zh"):
        assert {sentence for sentence in said if reason(sentence) == sentence} == set()


def sentences() -> Iterator[str]:
    """The values of ingest's tables of reasons, with their places filled."""
    for path in sorted(INGEST.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and names(node) & {"REASONS", "SHAPES"}:
                for text in ast.literal_eval(node.value).values():
                    yield re.sub(r"\{\w+\}", "something", text)


def names(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}

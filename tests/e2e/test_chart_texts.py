"""No two words of a chart stand on each other, and none is cut off."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader

# Every word in a chart that can be seen, with its box, and the chart's own box.
_BOXES = """
svg => {
  const box = element => {
    const {left, top, right, bottom} = element.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const seen = text => {
    for (let node = text; node !== svg; node = node.parentNode)
      if (getComputedStyle(node).opacity === "0" ||
          node.getAttribute("opacity") === "0") return false;
    return text.textContent.trim() !== "";
  };
  const words = [...svg.querySelectorAll("text")].filter(seen);
  return [box(svg), words.map(text => [text.textContent, box(text)])];
}
"""
# Boxes of letters are higher than what is drawn in them.
_SLACK = 3.0

Box = tuple[float, float, float, float]


def meet(one: Box, other: Box) -> bool:
    """True where two boxes share more than a margin."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > _SLACK and high > _SLACK


def faults(reader: Reader) -> list[str]:
    """Words of the page's charts that stand on others or beyond their chart."""
    found = []
    charts = reader.page.locator("svg.marks")
    for place in range(charts.count()):
        frame, words = charts.nth(place).evaluate(_BOXES)
        found += [
            f"{text!r} is cut off"
            for text, box in words
            if box[0] < frame[0] - _SLACK or box[2] > frame[2] + _SLACK
        ]
        found += [
            f"{one!r} stands on {other!r}"
            for (one, box), (other, its_box) in combinations(words, 2)
            if meet(box, its_box)
        ]
    return found


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("path", "locale"),
    [
        ("", "en-US"),
        ("", "zh-CN"),
        ("?team=South&compare=year", "en-US"),
        ("data", "en-US"),
    ],
)
def test_words_of_charts_can_be_read(
    open_reader: OpenReader, company_address: str, locale: str, width: int, path: str
) -> None:
    reader = open_reader(company_address, locale=locale, width=width)
    reader.open(path)
    assert faults(reader) == []

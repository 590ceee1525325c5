"""A report is a page in one file: nothing is fetched, nothing runs, nothing is lost."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard.app_pages.registry import PAGES
from dashboard.core import release, view
from dashboard.core.figures import Figure
from dashboard.queries import lists
from dashboard.serving import report
from dashboard.serving.report import markdown
from dashboard.serving.report.report_canvas import ReportCanvas
from dashboard.ui.canvas import Metric
from dashboard.wording import formats, words
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, ViewOf
from tests.dashboard.release_fixture import publish

ROOT = Path(__file__).parents[2]


def text(document: str) -> str:
    """What a reader reads, without the drawings."""
    body = re.sub(r"<(style|svg).*?</\1>", " ", document, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


class Tags(HTMLParser):
    """Counts tags and checks that each is closed where it was opened."""

    VOID = ("meta", "br")

    def __init__(self, document: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._open: list[str] = []
        self.feed(document)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_fetched_and_nothing_runs(
    tiny_view: ViewOf, page: str, language: str
) -> None:
    with words.speaking(language):
        document = report.render(page, tiny_view())
    assert not re.search(r"https?://|//[a-z]|@import|url\((?!#)", document)
    tags = set(Tags(document).seen)
    assert not tags & {"script", "link", "img", "iframe", "object", "form"}
    assert "default-src 'none'" in document
    assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", document))


def test_report_says_of_when_and_of_what_it_is(tiny_view: ViewOf) -> None:
    read = text(report.render("overview", tiny_view(team="East", grade="A")))
    assert "Acre Overview As of 31 Oct 2026 Compared with 30 Sep 2026" in read
    assert "Team East Grade A" in read
    assert f"from the release {RELEASE_ID}" in read


def test_report_is_in_the_language_in_use(tiny_view: ViewOf) -> None:
    with words.speaking("zh"):
        document = report.render("overview", tiny_view(as_of="2026-09-30"))
    assert '<html lang="zh-Hans">' in document
    assert "<title>总览" in document
    assert "截至日期 2026年9月30日" in text(document)
    assert "名单上的潜在客户" in text(document)
    assert "每家潜在客户都属于已导出的责任区。" in text(document)


def test_metrics_show_their_change_and_what_they_mean(tiny_view: ViewOf) -> None:
    document = report.render("overview", tiny_view())
    assert "<dt>All</dt><dd>4</dd>" in document.replace("\n", "")
    # October has a D more, and an A less: worse.
    assert '<dd class="change bad">↓ -1</dd>' in document
    assert '<dd class="change ">↑ +1</dd>' in document
    read = text(document)
    assert "All Prospects on the list. Formula number of prospects with the" in read
    assert read.count("Prospects on the list. Formula") == 1


@pytest.mark.parametrize(
    ("better", "change", "shown"),
    [
        ("more", 2.0, "good"),
        ("more", -2.0, "bad"),
        ("fewer", 2.0, "bad"),
        ("fewer", -2.0, "good"),
        ("neither", 2.0, ""),
    ],
)
def test_colour_of_a_change_says_whether_it_is_good(
    tiny_view: ViewOf, better: str, change: float, shown: str
) -> None:
    since = tiny_view().compared
    figure = Figure(now=5 + change, before=5.0, since=since)
    canvas = ReportCanvas(tiny_view())
    metric = Metric("x", figure, lambda value: f"{value:.0f}", better, "nothing")
    canvas.strip("title", [metric])
    arrow = "↑ +2" if change > 0 else "↓ -2"
    assert f'<dd class="change {shown}">{arrow}</dd>' in canvas.html


def test_no_change_and_no_comparison(tiny_view: ViewOf) -> None:
    canvas = ReportCanvas(tiny_view())
    since = tiny_view().compared
    level = Metric("x", Figure(5.0, 5.0, since), _whole, "more", "")
    alone = Metric("y", Figure(5.0, None, None), _whole, "more", "")
    canvas.strip("title", [level, alone])
    assert '<dt>x</dt><dd>5</dd><dd class="change">0</dd>' in canvas.html
    assert "<dt>y</dt><dd>5</dd></div>" in canvas.html


def _whole(value: float) -> str:
    return formats.count(round(value))


def test_failed_checks_are_named(tiny_view: ViewOf) -> None:
    read = text(report.render("glossary", tiny_view()))
    assert (
        "1 warning from 2 checks Every prospect belongs to a delivered territory."
        in read
    )


def test_charts_are_drawings_with_a_description(tiny_view: ViewOf) -> None:
    document = report.render("overview", tiny_view())
    drawings = re.findall(r'<svg role="img" aria-label="([^"]+)"', document)
    assert "4 prospects on the list, as many as on 30 Sep 2026" in drawings
    assert len(drawings) == 4
    assert Tags(document).seen.count("svg") == 5
    assert "xmlns" not in document


def test_drawings_keep_chinese_and_take_the_pages_colour(company_view: ViewOf) -> None:
    with words.speaking("zh"):
        document = report.render("overview", company_view())
    drawn = "".join(re.findall(r"<svg role.*?</svg>", document, flags=re.DOTALL))
    assert "未分级" in drawn
    assert 'fill="currentColor"' in drawn


def test_tables_have_their_first_rows_and_their_size(
    company_view: ViewOf,
) -> None:
    document = report.render("records", company_view())
    count = company_view().release.number(lists.count(company_view()))
    assert count > 50
    assert f"<summary>the first 50 of {count} rows</summary>" in document
    assert Tags(document).seen.count("tr") == 51
    assert "<details open>" in document


def test_tables_beneath_charts_are_closed(tiny_view: ViewOf) -> None:
    document = report.render("overview", tiny_view())
    assert "<details><summary>Table · 7 rows</summary>" in document
    assert '<th class="figure">Prospects</th>' in document


def test_choice_is_the_word_that_was_chosen(tiny_view: ViewOf) -> None:
    default = report.render("records", tiny_view())
    chosen = report.render("records", tiny_view(show="projects"))
    assert '<p class="choice">Prospects · 4</p>' in default
    assert '<p class="choice">Open projects · 2</p>' in chosen


def test_text_from_data_is_no_html(home: Path) -> None:
    name = '<script>alert("1")</script>*&[x](javascript:y)'
    tables = tiny_fixture.company("r")
    tables["dim_territories"] = [
        {**row, "name": name} for row in tables["dim_territories"]
    ]
    tables["dim_prospect_versions"] = [
        {**row, "name": name} for row in tables["dim_prospect_versions"]
    ]
    publish(home, "r", tables)
    with release.open_current() as opened:
        of = view.of(opened, {"territory": "T1"})
        documents = [report.render(page, of) for page in PAGES]
    for document in documents:
        assert "script" not in Tags(document).seen
        assert 'href="javascript' not in document
    assert name in HTMLText(documents[0]).text


class HTMLText(HTMLParser):
    """The text of a document, its references resolved."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(document)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a **b** `c` \\*d\\*", "a <strong>b</strong> <code>c</code> *d*"),
        ("<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y"),
        ("[a](#b)", '<a href="#b">a</a>'),
        ("[a](javascript:b)", "[a](javascript:b)"),
        ("# a\n- b", "# a\n- b"),
    ],
)
def test_markdown_is_what_pages_write_and_no_more(written: str, shown: str) -> None:
    assert markdown.inline(written) == shown


def test_columns_keep_their_order_whenever_they_are_drawn(tiny_view: ViewOf) -> None:
    canvas = ReportCanvas(tiny_view())
    left, right = canvas.columns(10, 11)
    with right:
        canvas.caption("second")
    with left:
        canvas.caption("first")
    canvas.caption("third")
    assert re.findall(r'"caption">(\w+)', canvas.html) == ["first", "second", "third"]
    assert "--columns: minmax(0, 10fr) minmax(0, 11fr)" in canvas.html


def test_terms_can_be_linked_to(tiny_view: ViewOf) -> None:
    document = report.render("glossary", tiny_view())
    assert '<h3 id="prospect_count">Prospects</h3>' in document


def test_pages_without_a_snapshot_are_reports_too(home: Path) -> None:
    publish(home, "r", {})
    with release.open_current() as opened:
        for page in PAGES:
            Tags(report.render(page, view.of(opened, {})))


def test_colours_are_those_of_the_pages() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    style = (ROOT / "dashboard" / "serving" / "report" / "style.css").read_text()
    names = {
        "primary": "primaryColor",
        "page": "backgroundColor",
        "ground": "secondaryBackgroundColor",
        "text": "textColor",
        "border": "borderColor",
    }
    light, dark = style.split("prefers-color-scheme: dark")
    for part, scheme in ((light, "light"), (dark, "dark")):
        for name, key in names.items():
            assert f"--{name}: {theme[scheme][key].lower()};" in part

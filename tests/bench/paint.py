"""How soon a browser shows the Overview of a large company, beside an empty page."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, TimeoutError, sync_playwright

from tests.bench.home import Say
from tests.bench.measure import Bar, BenchFailed, Row, of_pairs
from tests.bench.server import Server, served
from tests.e2e.browser import NoBrowser, launch

TIMES = 5
BAR = Bar(1.5)
EMPTY = 'import streamlit as st; st.title("Empty", anchor=False)\n'
_PATIENCE_MS = 60_000
# Looks at every frame that the browser draws; seconds since the navigation began. Charts
# are all drawn once nothing has been added to the page for a second.
_WATCH = """
window.painted = {};
let drawn = {}, parts = {};
const look = () => {
    const now = performance.now() / 1000;
    const heading = document.querySelector("h1");
    const isShown = heading && heading.checkVisibility() && heading.innerText.trim();
    if (isShown && !window.painted.heading) window.painted.heading = now;
    const app = document.querySelector("[data-testid=stApp]");
    const isRun = app && app.dataset.testScriptState === "notRunning";
    const count = (selector) => document.querySelectorAll(selector).length;
    const charts = count("[data-testid=stVegaLiteChart]");
    const marks = count("[data-testid=stVegaLiteChart] svg.marks");
    if (marks !== drawn.count) drawn = {count: marks, at: now};
    if (count("[data-testid]") !== parts.count)
        parts = {count: count("[data-testid]"), at: now};
    if (isShown && isRun && charts === marks && now - parts.at > 1)
        window.painted.charts = Math.max(drawn.at, window.painted.heading);
    else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True)
class _Paint:
    heading: float
    charts: float


def measure_paint(home: Path, folder: Path, say: Say) -> Iterator[Row]:
    """Yield the Overview's first heading, and all its charts, as ratios.

    Both pages are opened in turns, each time in a new browser profile with nothing
    cached, after one unmeasured pair.
    """
    script = folder / "empty.py"
    script.write_text(EMPTY)
    with (
        served(home, folder / "overview.log") as overview,
        served(folder, folder / "empty.log", script) as empty,
        sync_playwright() as playwright,
    ):
        try:
            browser = launch(playwright)
        except NoBrowser:
            yield Row("first paint", "no browser was found")
            return
        pairs = []
        for time in range(TIMES + 1):
            say(f"paint: {time} of {TIMES}")
            pairs.append([_open(browser, server) for server in (overview, empty)])
        browser.close()
    against = "an empty Streamlit page"
    headings = [(mine.heading, its.heading) for mine, its in pairs[1:]]
    yield of_pairs(
        "first paint of the Overview, 1,000,000 prospects", headings, against, BAR
    )
    drawn = statistics.median(mine.charts for mine, _ in pairs[1:])
    yield Row("  all its charts drawn", f"{drawn:.2f} s")


def _open(browser: Browser, server: Server) -> _Paint:
    context = browser.new_context(
        locale="en-US", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(server.address, wait_until="commit")
    try:
        page.wait_for_function("window.painted.charts", timeout=_PATIENCE_MS)
    except TimeoutError:
        shown = page.locator("body").inner_text()[:300]
        told = f"never drawn, but: {shown}\n{server.last_words()}"
        raise BenchFailed(told) from None
    painted = page.evaluate("window.painted")
    context.close()
    return _Paint(painted["heading"], painted["charts"])

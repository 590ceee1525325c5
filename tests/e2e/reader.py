"""A browser window with a reader before it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, expect

_PATIENCE_MS = 30_000
# The script may have ended before the browser has drawn all that it sent.
_SETTLE_MS, _SETTLED_LOOKS = 200, 4
_HEIGHT = 900
# Streamlit asks under the page's own path first, then at the root.
_PROBES = ("_stcore/health", "_stcore/host-config")


class Reader:
    """Opens pages, reads figures, and keeps what the browser complained about."""

    def __init__(
        self, browser: Browser, address: str, locale: str, width: int, scheme: str
    ) -> None:
        self.address = address
        self.width = width
        self.complaints: list[str] = []
        self._context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": _HEIGHT},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(_PATIENCE_MS)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def close(self) -> None:
        self._context.close()

    def _console(self, message: ConsoleMessage) -> None:
        is_probe = message.location.get("url", "").endswith(_PROBES)
        if message.type == "error" and not is_probe:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if request.url.startswith("http") and host != "127.0.0.1":
            self.complaints.append(f"request to {request.url}")

    def open(self, path: str = "") -> None:
        """Go to a page by its path and wait until it is drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.wait()

    def wait(self) -> None:
        """Wait until the script has run and every chart on the page is drawn."""
        expect(self.title).to_be_visible(timeout=_PATIENCE_MS)
        seen = [""]
        while len(seen) < _SETTLED_LOOKS or len(set(seen[-_SETTLED_LOOKS:])) > 1:
            self.page.wait_for_selector(
                "[data-testid=stApp][data-test-script-state=notRunning]"
            )
            seen.append(self.page.get_by_test_id("stMain").inner_html())
            self.page.wait_for_timeout(_SETTLE_MS)
        charts = self.page.get_by_test_id("stVegaLiteChart")
        for place in range(charts.count()):
            expect(charts.nth(place).locator("svg.marks")).to_be_visible()
        for fault in ("stException", "stAlertContentError"):
            assert self.page.get_by_test_id(fault).count() == 0

    @property
    def title(self) -> Locator:
        """The page's title."""
        return self.page.locator("h1")

    @property
    def link(self) -> str:
        """What stands in the address bar, without the server's address."""
        return self.page.url.removeprefix(f"{self.address}/")

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters in the address bar."""
        query = parse_qs(urlsplit(self.page.url).query)
        return {name: values[0] for name, values in query.items()}

    def go(self, page: str) -> None:
        """Change to a page by the sidebar."""
        self.page.get_by_test_id("stSidebarNavLink").filter(has_text=page).click()
        expect(self.title).to_have_text(page)
        self.wait()

    def choose(self, name: str, words: str) -> None:
        """Choose in a filter of the bar the option that reads so."""
        self.choice(name).click()
        self.page.get_by_role("option", name=words, exact=True).click()
        expect(self.choice(name)).to_have_value(words)
        self.wait()

    def choice(self, name: str) -> Locator:
        """A filter of the bar; its value is what it reads."""
        return self.page.locator(f".st-key-{name} input")

    def part(self, key: str) -> Locator:
        """The part of the page that has a key, whichever turn a chart is in."""
        classed = f"st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)}"
        return self.page.locator(
            f".{classed}, [class*='{classed}-0'], [class*='{classed}-1'],"
            f" [class*='{classed}-2'], [class*='{classed}-3']"
        ).first

    def metric(self, label: str) -> Locator:
        """The value of a metric."""
        return self._metric(label).get_by_test_id("stMetricValue")

    def delta(self, label: str) -> Locator:
        """The change of a metric."""
        return self._metric(label).get_by_test_id("stMetricDelta")

    def _metric(self, label: str) -> Locator:
        metrics = self.page.get_by_test_id("stMetric")
        return metrics.filter(has=self.page.get_by_text(label, exact=True)).first

    def figures(self) -> dict[str, str]:
        """Every metric of the page: its label, its value and its change."""
        metrics = self.page.get_by_test_id("stMetric")
        texts = [metrics.nth(place).inner_text() for place in range(metrics.count())]
        return {
            label.strip(): rest.strip()
            for label, _line, rest in (text.partition("\n") for text in texts)
        }

    def screenshot(self, path: Path) -> None:
        """The whole page, as high as it is."""
        main = self.page.get_by_test_id("stMain")
        height = int(main.evaluate("element => element.scrollHeight"))
        size = {"width": self.width, "height": max(_HEIGHT, height)}
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.wait_for_timeout(500)
        self.page.screenshot(path=path)
        self.page.set_viewport_size({"width": self.width, "height": _HEIGHT})

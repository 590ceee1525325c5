"""A browser window with a reader before it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, expect

_PATIENCE_MS = 30_000
_SETTLE_MS = 250
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
        expect(self.page.locator("h1")).to_be_visible(timeout=_PATIENCE_MS)
        drawn = -1
        while drawn != (drawn := self.page.locator("[data-testid]").count()):
            self.page.wait_for_timeout(_SETTLE_MS)
            self.page.wait_for_selector(
                "[data-testid=stApp][data-test-script-state=notRunning]"
            )
        charts = self.page.get_by_test_id("stVegaLiteChart")
        for place in range(charts.count()):
            expect(charts.nth(place).locator("svg.marks")).to_be_visible()
        for fault in ("stException", "stAlertContentError"):
            assert self.page.get_by_test_id(fault).count() == 0

    @property
    def title(self) -> Locator:
        """The page's title."""
        return self.page.locator("h1")

    def parameter(self, name: str) -> str | None:
        """The value of a parameter in the address bar."""
        values = parse_qs(urlsplit(self.page.url).query).get(name)
        return values[0] if values else None

    def metric(self, label: str) -> Locator:
        """The value of a metric."""
        metrics = self.page.get_by_test_id("stMetric")
        named = metrics.filter(has=self.page.get_by_text(label, exact=True))
        return named.first.get_by_test_id("stMetricValue")

    def screenshot(self, path: Path) -> None:
        """The whole page, as high as it is."""
        main = self.page.get_by_test_id("stMain")
        height = int(main.evaluate("element => element.scrollHeight"))
        size = {"width": self.width, "height": max(_HEIGHT, height)}
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.wait_for_timeout(500)
        self.page.screenshot(path=path)
        self.page.set_viewport_size({"width": self.width, "height": _HEIGHT})

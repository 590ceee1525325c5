"""The server answers known names and its own pages alone, and tells browsers its rules."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from dashboard.core import settings
from dashboard.serving.guard import Guard

_PATIENCE_SECONDS = 20
PROMISED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("a page")


async def fault(_request: Request) -> PlainTextResponse:
    raise RuntimeError("a fault")


async def session(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("a session")
    await websocket.close()


class _Seen:
    """An app that notes what came as far as it."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        await PlainTextResponse("a page")(scope, receive, send)


def inner() -> Starlette:
    every = ["GET", "HEAD", "POST", "DELETE"]
    return Starlette(
        routes=[
            Route("/fault", fault),
            WebSocketRoute("/_stcore/stream", session),
            Route("/{rest:path}", page, methods=every),
        ]
    )


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The guard before a small app, on a free port, known as acre.example too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    app = Guard(inner(), {*settings.hosts("127.0.0.1"), "acre.example"})
    server = uvicorn.Server(
        uvicorn.Config(app, port=number, log_level="critical", proxy_headers=False)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield number
    server.should_exit = True
    thread.join(_PATIENCE_SECONDS)


def ask(
    port: int, path: str = "/", method: str = "GET", **headers: str
) -> tuple[int, http.client.HTTPMessage, str]:
    """Ask as a client that writes its own headers, the Host too."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    told = response.status, response.headers, response.read().decode()
    connection.close()
    return told


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8501", "localhost:9", "LOCALHOST", "[::1]:8501",
     "acre.example", "ACRE.example:443"],
)  # fmt: skip
def test_known_hosts_are_answered(port: int, host: str) -> None:
    assert ask(port, Host=host)[::2] == (200, "a page")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:8501", "acre.example.",
     "0.0.0.0", "127.1", "2130706433", "[::]", "localhost.evil.example"],
)  # fmt: skip
def test_other_hosts_are_refused_in_a_sentence(port: int, host: str) -> None:
    status, headers, told = ask(port, "/download/prospects.csv", Host=host)
    assert status == 400
    assert told.startswith("This server does not answer as ")
    assert told.endswith("can add the name to ACRE_HOSTS.")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "host", ["", "a b", "127.0.0.1/", "x@127.0.0.1", "127.0.0.1:port", "<script>"]
)
def test_what_is_no_host_is_refused_and_not_repeated(port: int, host: str) -> None:
    status, _headers, told = ask(port, Host=host)
    assert status == 400
    assert not host or host not in told


def test_hosts_that_a_client_claims_for_itself_count_for_nothing(port: int) -> None:
    claimed = {"X_Forwarded_Host": "127.0.0.1", "Forwarded": "host=127.0.0.1"}
    assert ask(port, Host="evil.example", **claimed)[0] == 400
    claimed = {"X_Forwarded_Host": "evil.example", "X_Forwarded_For": "8.8.8.8"}
    assert ask(port, Host="127.0.0.1", **claimed)[0] == 200


@pytest.mark.parametrize(
    ("method", "origin", "status"),
    [
        ("GET", None, 200),
        ("HEAD", None, 200),
        ("GET", "http://127.0.0.1:8501", 200),
        ("GET", "https://127.0.0.1:8501", 200),
        ("POST", "http://127.0.0.1:8501", 200),
        ("GET", "http://evil.example", 403),
        ("GET", "null", 403),
        ("POST", "http://evil.example", 403),
        ("POST", "http://127.0.0.1:3000", 403),
        ("POST", "http://localhost:8501", 403),
        ("POST", "http://acre.example", 403),
        ("POST", "null", 403),
        ("POST", None, 403),
        ("DELETE", None, 403),
    ],
)
def test_other_origins_are_refused(
    port: int, method: str, origin: str | None, status: int
) -> None:
    told = {"Origin": origin} if origin else {}
    assert ask(port, "/", method, Host="127.0.0.1:8501", **told)[0] == status


def test_a_session_is_opened_for_its_own_page(port: int) -> None:
    address = f"127.0.0.1:{port}"
    own = Origin(f"http://{address}")
    with connect(f"ws://{address}/_stcore/stream", origin=own) as opened:
        assert opened.recv() == "a session"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:1", "http://localhost", "null", None],
)
def test_a_session_for_another_page_is_refused(port: int, origin: str | None) -> None:
    asked = Origin(origin) if origin else None
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{port}/_stcore/stream", origin=asked)
    response = refused.value.response
    assert response.status_code == 403
    assert response.body == b"Only Acre's own pages may request this."
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_session_under_another_name_is_refused(port: int) -> None:
    name = f"evil.example:{port}"
    own = Origin(f"http://{name}")
    rebound = socket.create_connection(("127.0.0.1", port))
    with rebound, pytest.raises(InvalidStatus) as refused:
        connect(f"ws://{name}/_stcore/stream", sock=rebound, origin=own)
    assert refused.value.response.status_code == 400


@pytest.mark.parametrize("path", ["/", "/fault", "/_stcore/metrics", "/a.js"])
@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_every_answer_tells_the_browser_the_rules(
    port: int, path: str, host: str
) -> None:
    headers = ask(port, path, Host=host)[1]
    assert {name: headers[name] for name in PROMISED} == PROMISED
    rules = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(rules)
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    [scripts] = [rule for rule in rules if rule.startswith("script-src")]
    assert "unsafe-inline" not in scripts


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/upload_file/a/b", "/base/_stcore/metrics"],
)  # fmt: skip
def test_what_no_page_uses_is_closed(port: int, path: str) -> None:
    assert ask(port, path, Host="127.0.0.1")[::2] == (404, "There is no such page.")


def test_sentences_speak_the_browsers_language(port: int) -> None:
    told = ask(port, Host="evil.example", Accept_Language="zh-CN,zh;q=0.9")[2]
    assert told.startswith("本服务器不以 evil.example 的名义应答")


@pytest.mark.parametrize(
    ("own", "allowed", "status"),
    [("127.0.0.1", "", 200), ("::1", "", 200), ("192.0.2.7", "", 403),
     ("192.0.2.7", "yes", 403), ("192.0.2.7", "1", 200)],
)  # fmt: skip
def test_what_comes_in_from_other_machines_needs_leave(
    monkeypatch: pytest.MonkeyPatch, own: str, allowed: str, status: int
) -> None:
    monkeypatch.setenv("ALLOW_ANONYMOUS", allowed)
    seen, statuses = _Seen(), []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        statuses.append(message.get("status"))

    scope = {
        "type": "http", "method": "GET", "path": "/", "server": (own, 8501),
        "headers": [(b"host", b"acre.example")],
    }  # fmt: skip
    asyncio.run(Guard(seen, ["acre.example"])(scope, receive, send))  # type: ignore[arg-type]
    assert statuses[0] == status
    assert len(seen.scopes) == (status == 200)


def test_known_hosts_are_the_machine_the_address_and_the_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings.hosts("fd00::7") == {"localhost", "127.0.0.1", "[::1]", "[fd00::7]"}
    monkeypatch.setenv("ACRE_HOSTS", "Acre.example, 192.0.2.7 ,, [fd00::8]")
    assert settings.hosts("0.0.0.0") == {
        "localhost", "127.0.0.1", "[::1]", "0.0.0.0", "acre.example", "192.0.2.7",
        "[fd00::8]",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("host", "expected"),
    [("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True),
     ("[::1]", True), ("::ffff:127.0.0.1", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.5", False), ("acre.example", False), ("", False)],
)  # fmt: skip
def test_loopback_is_this_machine_alone(host: str, expected: bool) -> None:
    assert settings.is_loopback(host) is expected

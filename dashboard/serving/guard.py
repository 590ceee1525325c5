"""The guard of the pages: whom they answer, and which headers browsers get.

A browser shows any site's script what comes from the address that the site's name leads
to, and a name can be led here. So only requests under a known name are answered, and
what tells where it comes from must come from our own pages. Nothing that a client may
write itself, such as X-Forwarded-Host, counts.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.core import settings
from dashboard.wording import words
from dashboard.wording.words import _

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?", re.IGNORECASE)
_READING = ("GET", "HEAD")
# Of Streamlit's server: what no page of ours uses.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent/", "/_stcore/upload_file")
_STARTS = ("http.response.start", "websocket.http.response.start", "websocket.accept")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_INDEX = Path(streamlit.__file__).with_name("static") / "index.html"


class _Refusal(NamedTuple):
    status: int
    sentence: str


class Guard:
    """The app, answering known hosts alone; `hosts` are names without ports."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._headers = {
            "Content-Security-Policy": content_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with the sentence that refuses it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] in _STARTS:
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, sent)
            return
        # Before a websocket, Starlette answers as to any request.
        await PlainTextResponse(refusal.sentence, refusal.status)(scope, receive, sent)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        headers = Headers(scope=scope)
        with words.speaking(words.from_browser(headers.get("Accept-Language"))):
            return (
                self._of_host(headers.getlist("Host"))
                or _of_way(scope)
                or _of_origin(scope, headers)
                or _of_path(scope)
            )

    def _of_host(self, told: Sequence[str]) -> _Refusal | None:
        match = _HOST.fullmatch(told[0]) if len(told) == 1 else None
        if match is None:
            return _Refusal(400, _("The request names no host."))
        if match[1].lower() in self._hosts:
            return None
        sentence = _(
            "This server does not answer as {host}: whoever runs Acre can add the name"
            " to ACRE_HOSTS."
        )
        return _Refusal(400, sentence.format(host=match[1]))


def content_policy() -> str:
    """The strictest policy that Streamlit's pages and their charts work under.

    Styles are written by script, inline; the one inline script of the page that holds
    all is named by its hash; images and fonts of charts and tables come as data.
    """
    page = _INDEX.read_text(encoding="utf-8")
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'"
        for each in _INLINE.findall(page)
    ]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *hashes]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )


def _of_way(scope: Scope) -> _Refusal | None:
    """Refuse what came in from other machines, however the server was started."""
    own, port = scope.get("server") or ("", None)
    if port is None or settings.is_loopback(own) or settings.allows_anonymous():
        return None
    sentence = _(
        "There is no sign-in yet, so this server answers its own machine only;"
        " whoever runs Acre can set ALLOW_ANONYMOUS=1 to let everyone read and nobody"
        " write."
    )
    return _Refusal(403, sentence)


def _of_origin(scope: Scope, headers: Headers) -> _Refusal | None:
    """Refuse what other sites' scripts ask.

    Every browser tells the origin of a websocket, and of what may change something; so
    without one, it was no page of ours. Streamlit would ask other machines for its own
    address to check an origin that is not the host it was asked as.
    """
    told = headers.getlist("Origin")
    is_reading = scope["type"] == "http" and scope["method"] in _READING
    if not told and is_reading:
        return None
    if len(told) == 1 and told[0].partition("://")[2] == headers["Host"]:
        return None
    return _Refusal(403, _("Only Acre's own pages may request this."))


def _of_path(scope: Scope) -> _Refusal | None:
    if any(closed in scope["path"] for closed in _CLOSED):
        return _Refusal(404, _("There is no such page."))
    return None

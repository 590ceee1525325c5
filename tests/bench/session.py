"""A reader without a browser: one session over Streamlit's own websocket.

It asks as a browser asks (a page, a query string, the polls that a page wants) and
keeps what stands on the page then; nothing is drawn.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

from tests.bench.shown import Page

_PATIENCE_SECONDS = 60.0
_T = TypeVar("_T")


@dataclass(frozen=True)
class View:
    """A page as a link names it: its path, "" for the first one, and its query string."""

    path: str
    query: str

    def __str__(self) -> str:
        return f"/{self.path}" + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Run:
    """A script run that a reader waited for, from asking to its last message."""

    view: View
    seconds: float
    byte_count: int
    message_count: int


class SessionBroken(Exception):
    """The server closed the connection, did not answer, or could not run the page."""


class Session:
    """One reader; `page` is what is before it."""

    def __init__(
        self,
        socket: ClientConnection,
        page: Page,
        on_page: Callable[[Page], None] | None,
    ) -> None:
        self.page = page
        self._on_page = on_page
        self.query = ""
        self._socket = socket
        self._run_id = ""
        self._fragment_ids: frozenset[str] = frozenset()
        self._idle = asyncio.Event()
        self._idle.set()
        self._answer: asyncio.Future[float] | None = None
        self._answering = ""
        self._page_hash = ""
        self._page_hashes: dict[str, str] = {}
        self._polls: dict[str, float] = {}
        self._byte_count = self._message_count = 0

    @property
    def paths(self) -> tuple[str, ...]:
        """The pages that the server offers, once the first one was shown."""
        return tuple(self._page_hashes)

    async def show(self, view: View) -> Run:
        """Go to a view and wait until its script has run.

        Raises SessionBroken.
        """
        await self._within(self._idle.wait(), f"the run before {view}")
        self.query = view.query
        self._byte_count = self._message_count = 0
        self._polls.clear()
        self._answer = asyncio.get_running_loop().create_future()
        started = time.perf_counter()
        await self._ask(view.path)
        finished = await self._within(self._answer, str(view))
        self._answer = None
        return Run(view, finished - started, self._byte_count, self._message_count)

    async def receive(self) -> None:
        """Take in the server's messages until the connection ends."""
        try:
            async for data in self._socket:
                if isinstance(data, bytes):
                    self._take(data)
        except ConnectionClosed:
            pass
        self._fail("the server closed the connection")

    async def poll(self) -> None:
        """Ask again for the fragments that renew themselves, as a browser does."""
        asked: dict[str, float] = {}
        while True:
            await asyncio.sleep(0.1)
            now = time.monotonic()
            for fragment_id, interval in list(self._polls.items()):
                since = asked.setdefault(fragment_id, now)
                if now - since >= interval and self._idle.is_set():
                    asked[fragment_id] = now
                    with suppress(SessionBroken):
                        await self._ask_fragment(fragment_id)
            for fragment_id in asked.keys() - self._polls.keys():
                del asked[fragment_id]

    async def _ask(self, path: str) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self._page_hashes.get(path, "")
        state.page_name = path
        state.context_info.locale = "en-US"
        state.context_info.timezone = "UTC"
        # The Back button: bound widgets take what the URL says.
        state.is_history_navigation = bool(self._page_hashes)
        await self._send(message)

    async def _ask_fragment(self, fragment_id: str) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self._page_hash
        state.fragment_id = fragment_id
        state.is_auto_rerun = True
        await self._send(message)

    async def _send(self, message: BackMsg) -> None:
        try:
            await self._socket.send(message.SerializeToString())
        except ConnectionClosed:
            raise SessionBroken("the server closed the connection") from None

    async def _within(self, awaited: Awaitable[_T], what: str) -> _T:
        try:
            return await asyncio.wait_for(awaited, _PATIENCE_SECONDS)
        except TimeoutError:
            raise SessionBroken(f"{what} took over {_PATIENCE_SECONDS:.0f} s") from None

    def _take(self, data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        self._byte_count += len(data)
        self._message_count += 1
        kind = message.WhichOneof("type")
        if kind == "delta":
            self.page.place(message, data, self._run_id)
        elif kind == "new_session":
            self._start(message)
        elif kind == "script_finished":
            self._finish(message)
        elif kind == "navigation":
            pages = message.navigation.app_pages
            self._page_hash = message.navigation.page_script_hash
            self._page_hashes = {
                "" if page.is_default else page.url_pathname: page.page_script_hash
                for page in pages
            }
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            poll = message.auto_rerun
            self._polls[poll.fragment_id] = poll.interval
        elif kind == "stop_auto_rerun":
            for fragment_id in message.stop_auto_rerun.fragment_ids:
                self._polls.pop(fragment_id, None)
        elif kind in ("page_not_found", "session_event"):
            self._fail(f"the server says {kind}")

    def _start(self, message: ForwardMsg) -> None:
        run = message.metadata.run
        self._idle.clear()
        self._run_id = run.script_run_id
        self._fragment_ids = frozenset(run.fragment_ids)
        if self._answer is not None and not self._fragment_ids:
            self._answering = self._run_id

    def _finish(self, message: ForwardMsg) -> None:
        status = message.script_finished
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self._fail("the page does not compile")
        self.page.finish(self._run_id, self._fragment_ids)
        if self._on_page:
            self._on_page(self.page)
        self._idle.set()
        run_id = message.metadata.run.script_run_id
        if self._answer is not None and run_id == self._answering:
            self._answering = ""
            if not self._answer.done():
                self._answer.set_result(time.perf_counter())

    def _fail(self, why: str) -> None:
        self._idle.set()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(SessionBroken(why))


@asynccontextmanager
async def opened(
    address: str,
    stamp: re.Pattern[bytes] | None = None,
    on_page: Callable[[Page], None] | None = None,
    origin: str | None = None,
) -> AsyncIterator[Session]:
    """A session with the server at `address` (http://host:port), for its own page
    unless another `origin` is named.

    Where there is somebody to look at it, `on_page` gets the page after every run, and
    the page is renewed by itself where it asks for that. Raises SessionBroken.
    """
    stream = address.replace("http://", "ws://") + "/_stcore/stream"
    try:
        socket = await connect(
            stream,
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(origin or address),
            max_size=None,
            # A server that is only slow is not broken.
            open_timeout=_PATIENCE_SECONDS,
            ping_interval=None,
        )
    except (OSError, WebSocketException) as error:
        raise SessionBroken(f"no connection: {error}") from None
    session = Session(socket, Page(stamp), on_page)
    tasks = [asyncio.create_task(session.receive())]
    if on_page:
        tasks.append(asyncio.create_task(session.poll()))
    try:
        yield session
    finally:
        for task in tasks:
            task.cancel()
        await socket.close()

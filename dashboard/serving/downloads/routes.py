"""The files over HTTP: GET /download/<table>.<csv or xlsx> and /report/<page>.html.

The parameters are those of a page's URL; in addition, `release` names the release that the
reader looks at, so that a file shows what the page showed.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard.app_pages.registry import PAGES
from dashboard.core import release
from dashboard.core import view as views
from dashboard.core.release import ReleaseUnavailable, Trouble
from dashboard.core.view import View
from dashboard.queries import tables
from dashboard.queries.tables import TABLES
from dashboard.serving.downloads import maker, names
from dashboard.serving.downloads.kinds import REPORT, TABLES_AS, Kind
from dashboard.serving.downloads.making import Job, settings_now
from dashboard.ui.links import LANGUAGE, RELEASE
from dashboard.wording import labels, words
from dashboard.wording.words import _

_SAFETY = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
# Tables that are written at the same time; more of them take turns, and pages go on.
_WORKERS = CapacityLimiter(2)
_log = logging.getLogger("acre.downloads")


FORMATS = dict(TABLES_AS)


async def download(request: Request) -> Response:
    """All rows of a table of queries.tables, in the reader's language."""
    words.speak(_language(request))
    name, _dot, ending = request.path_params["file"].rpartition(".")
    if name not in TABLES or ending not in FORMATS:
        sentence = _("There is no such file. The tables are: {names}; as csv or xlsx.")
        return _told(404, sentence.format(names=", ".join(TABLES)))
    return await _sent(request, FORMATS[ending], name, ending)


async def report_of_page(request: Request) -> Response:
    """A page as a report, in the reader's language."""
    words.speak(_language(request))
    name, _dot, ending = request.path_params["file"].rpartition(".")
    if name not in PAGES or ending != "html":
        sentence = _("There is no such report. The pages are: {names}; as html.")
        return _told(404, sentence.format(names=", ".join(PAGES)))
    return await _sent(request, REPORT, name, ending)


# What is not GET (or HEAD) is refused by Starlette.
ROUTES = [
    Route("/download/{file:path}", download, methods=["GET"]),
    Route("/report/{file:path}", report_of_page, methods=["GET"]),
]


async def _sent(request: Request, kind: Kind, name: str, ending: str) -> Response:
    """The file, or a sentence that says why there is none; a traceback is logged."""
    held = ExitStack()
    try:
        view = await to_thread.run_sync(
            _viewed, held, request.query_params, name, limiter=_WORKERS
        )
        labels.use(await to_thread.run_sync(labels.of, view.release, limiter=_WORKERS))
        file_name = names.file_name(view, name, ending)
        if request.method == "HEAD":
            made: Iterator[bytes] = iter(())
        # A release that is deleted already is open here alone.
        elif kind.is_made_aside and release.is_on_disk(view.release.release_id):
            made = await _made_aside(held, request, view, name, ending)
        else:
            made = await to_thread.run_sync(
                _begun, held, kind, view, name, limiter=_WORKERS
            )
    except Exception as error:
        held.close()
        return _refused(request, error)
    except BaseException:
        held.close()
        raise
    return _Stream(held, made, kind.media_type, file_name)


def _viewed(held: ExitStack, parameters: Mapping[str, str], name: str) -> View:
    view = _view(held, parameters)
    return tables.obeyed(view, name) if name in TABLES else view


def _begun(held: ExitStack, kind: Kind, view: View, name: str) -> Iterator[bytes]:
    """The pieces of a file, the first of them made."""
    pieces = kind.pieces(view, name)
    held.callback(pieces.close)  # type: ignore[attr-defined]
    return chain([next(pieces)], pieces)


async def _made_aside(
    held: ExitStack, request: Request, view: View, name: str, ending: str
) -> Iterator[bytes]:
    """The pieces of a file that another process has made; see maker.make."""
    folder = held.enter_context(
        TemporaryDirectory(prefix="acre-", ignore_cleanup_errors=True)
    )
    path = Path(folder) / "file"
    job = Job(
        path=str(path),
        name=name,
        ending=ending,
        release_id=view.release.release_id,
        parameters=dict(request.query_params),
        language=_language(request),
        settings=settings_now(),
    )
    await maker.make(job, request)
    pieces = maker.pieces(path)
    held.callback(pieces.close)  # type: ignore[attr-defined]
    return pieces


def _refused(request: Request, error: Exception) -> Response:
    match error:
        case ReleaseUnavailable():
            return _unavailable(error)
        case maker.Left():
            return _told(499, "")
        case maker.Busy():
            return _told(
                503, _("Many files are being made. Please try again in a minute.")
            )
        case maker.Ended():
            _log.error("The process that makes files ended at %s", request.url.path)
            return _told(
                500,
                _(
                    "The file could not be made: the process that makes files ended."
                    " Please try again."
                ),
            )
        case maker.NotMade():
            _log.error("%s could not be made", request.url.path)
        case _:
            _log.error("%s could not be made", request.url.path, exc_info=error)
    return _told(500, _("The file could not be made. The server's log says why."))


def _view(held: ExitStack, parameters: Mapping[str, str]) -> View:
    """The view that a URL asks for; its release stays open as long as `held` does.

    Raises ReleaseUnavailable.
    """
    release_id = parameters.get(RELEASE) or release.current_id()
    if release_id is None:
        raise ReleaseUnavailable(Trouble.NOT_PUBLISHED, release.home())
    opened = held.enter_context(release.open_release(release_id))
    return views.of(opened, dict(parameters))


class _Stream(StreamingResponse):
    """Sends a file as it is made; what it holds is let go even when the reader leaves."""

    def __init__(
        self, held: ExitStack, pieces: Iterator[bytes], media_type: str, name: str
    ) -> None:
        self._held = held
        super().__init__(
            _paced(pieces),
            media_type=media_type,
            headers={
                **_SAFETY,
                "Content-Disposition": names.disposition(name),
                # Else the server would compress it, which takes longer than sending.
                "Content-Encoding": "identity",
            },
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._held.close()


async def _paced(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces, each made in a thread when the one before has been sent."""
    while True:
        piece = await to_thread.run_sync(next, pieces, None, limiter=_WORKERS)
        if piece is None:
            return
        yield piece


def _unavailable(error: ReleaseUnavailable) -> Response:
    match error.trouble:
        case Trouble.NOT_PUBLISHED:
            return _told(404, _("There is no release yet, so there is no file."))
        case Trouble.DELETED:
            return _told(
                410,
                _(
                    "This release has been deleted. Open the page again and download"
                    " from there."
                ),
            )
        case Trouble.UNREADABLE:
            _log.error("The release cannot be read: %s", error.path)
            return _told(500, _("The release cannot be read. Publish it again."))


def _told(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status, headers=_SAFETY)


def _language(request: Request) -> str:
    """The language asked for, else the browser's."""
    asked = request.query_params.get(LANGUAGE, "")
    if asked in words.LANGUAGES:
        return asked
    return words.from_browser(request.headers.get("Accept-Language"))

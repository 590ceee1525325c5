"""Errors while a page is drawn: one sentence, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import streamlit as st

from dashboard.core import release
from dashboard.core.release import ReleaseUnavailable, Trouble
from dashboard.wording.markup import plain
from dashboard.wording.words import _

_log = logging.getLogger("acre.dashboard")


@contextmanager
def told(title: str) -> Iterator[None]:
    """Tell the reader of a page with this title what could not be drawn."""
    try:
        yield
    except ReleaseUnavailable as error:
        st.title(title, anchor=False)
        _unavailable(error)
    except duckdb.Error as error:
        _log.exception("A query of the page %s failed", title)
        _unreadable(release.without_paths(str(error).splitlines()[0]))
    except Exception:
        _log.exception("The page %s could not be drawn", title)
        st.error(
            _(
                "This page could not be drawn. The server's log says why; please report"
                " it."
            ),
            icon=":material/bug_report:",
        )


@contextmanager
def titled(title: str) -> Iterator[None]:
    """Give a page its title where something fails before the page can."""
    try:
        yield
    except Exception:
        st.title(title, anchor=False)
        raise


def _unavailable(error: ReleaseUnavailable) -> None:
    """Why there is no release to show, and what to run."""
    match error.trouble:
        case Trouble.NOT_PUBLISHED:
            st.info(
                _(
                    "There is no release yet. Run `make run` to load the exports and"
                    " publish them; this page then shows them by itself."
                ),
                icon=":material/hourglass_empty:",
            )
        case Trouble.DELETED:
            st.error(
                _(
                    "The folder of the current release is gone: {path}. Run"
                    " `make publish` to publish it again."
                ).format(path=plain(release.without_paths(str(error.path)))),
                icon=":material/folder_off:",
            )
        case Trouble.UNREADABLE:
            _unreadable(release.without_paths(str(error.path)))


def _unreadable(what: str) -> None:
    """The release is there but cannot be read."""
    st.error(
        _(
            "The current release cannot be read ({what}). Run `make build` and"
            " `make publish` to make a new one."
        ).format(what=plain(what)),
        icon=":material/error:",
    )

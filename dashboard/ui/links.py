"""Addresses of the files that belong to a view."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote, urlencode

import streamlit as st

from dashboard.core.view import View
from dashboard.wording.words import language

LANGUAGE, RELEASE = "lang", "release"
Format = Literal["csv", "xlsx"]


def table_link(view: View, name: str, file_format: Format) -> str:
    """Where all rows of a table of queries.tables are to be had."""
    return _link(view, f"download/{quote(name)}.{file_format}")


def report_link(view: View, page: str) -> str:
    """Where a page is to be had as a report."""
    return _link(view, f"report/{quote(page)}.html")


def base_path() -> str:
    """The path under which the pages are served: "" for the server's root."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


def _link(view: View, path: str) -> str:
    """A path from the server's root, of the very release that the reader looks at."""
    parameters = {
        **view.parameters(),
        LANGUAGE: language(),
        RELEASE: view.release.release_id,
    }
    return f"{base_path()}/{path}?{urlencode(parameters)}"

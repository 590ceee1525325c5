"""The router: page config, language, release, navigation; nothing else."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import duckdb
import streamlit as st

# `streamlit run` puts this folder on the path, not the repository that holds it.
sys.path.insert(0, str(Path(__file__).parent.parent))

from dashboard import language, notices, release, watch
from dashboard.words import _

_ASSETS = Path(__file__).parent / "assets"
_SIDEBAR_WIDTH = 216
_log = logging.getLogger("acre.dashboard")


def main() -> None:
    """Draw the frame, then the page that the reader chose."""
    st.set_page_config(
        page_title="Acre",
        page_icon=str(_ASSETS / "icon.svg"),
        layout="wide",
        initial_sidebar_state=_SIDEBAR_WIDTH,
    )
    st.html(_ASSETS / "page.css")
    language.settle()
    st.logo(str(_ASSETS / "logo.svg"), icon_image=str(_ASSETS / "icon.svg"))
    page = st.navigation(
        [
            st.Page(
                "app_pages/overview.py",
                title=_("Overview"),
                icon=":material/landscape:",
                default=True,
            ),
            st.Page("app_pages/data.py", title=_("Data"), icon=":material/database:"),
        ]
    )
    with st.sidebar:
        language.switch()
    watch.for_new_release(release.current_id())
    try:
        with release.open_current():
            page.run()
    except release.ReleaseUnavailable as error:
        st.title(page.title, anchor=False)
        notices.unavailable(error)
    except duckdb.Error as error:
        notices.unreadable(str(error).splitlines()[0])
    except Exception:
        _log.exception("The page %s could not be drawn", page.url_path or "overview")
        notices.unexpected()


main()

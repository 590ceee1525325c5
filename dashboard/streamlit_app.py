"""The router: page config, language, release, navigation; nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this folder on the path, not the repository that holds it.
sys.path.insert(0, str(Path(__file__).parent.parent))

from dashboard.app_pages.registry import FIRST, PAGES
from dashboard.core import release
from dashboard.ui import failures, filter_bar, language, show, url_state, watch
from dashboard.wording import labels
from dashboard.wording.words import _

_ASSETS = Path(__file__).parent / "assets"
_SIDEBAR_WIDTH = 200


def main() -> None:
    """Draw the frame, then the page that the reader chose."""
    st.set_page_config(
        page_title="Acre",
        page_icon=str(_ASSETS / "icon.svg"),
        layout="wide",
        initial_sidebar_state=_SIDEBAR_WIDTH,
    )
    st.html(_ASSETS / "page.css")
    url_state.carry((language.KEY, *filter_bar.EVERYWHERE))
    language.settle()
    st.logo(str(_ASSETS / "logo.svg"), icon_image=str(_ASSETS / "icon.svg"))
    page = st.navigation(
        [
            st.Page(
                each.script,
                title=_(each.title),
                icon=each.icon,
                default=each is FIRST,
            )
            for each in PAGES.values()
        ]
    )
    with st.sidebar:
        language.switch()
    watch.for_new_release(release.current_id())
    with failures.told(page.title), release.open_current() as current:
        with failures.titled(page.title):
            labels.use(labels.of(current))
            view = filter_bar.settle(current, page.url_path)
            filter_bar.draw(view)
        with show.shown(page.url_path or FIRST.slug, view):
            page.run()


main()

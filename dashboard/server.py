"""The server: the pages, and beside them the files that belong to them.

`streamlit run dashboard/server.py` finds the app; the pages alone would be
`streamlit run dashboard/streamlit_app.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this folder on the path, not the repository that holds it.
sys.path.insert(0, str(Path(__file__).parent.parent))

from dashboard.downloads.routes import ROUTES

app = st.App(Path(__file__).with_name("streamlit_app.py"), routes=ROUTES)

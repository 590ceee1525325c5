"""The server: the pages, and beside them the files that belong to them.

Any number of processes may serve it behind one address: what a reader chose stands in
the URL, and a session keeps to the process that holds its websocket.
"""

from __future__ import annotations

import gc
from pathlib import Path

# Loaded before any page is: pages load it where they first need it, and of two that do
# so at once, one would find half a module.
import pandas  # noqa: F401
import streamlit as st

from dashboard.downloads.routes import ROUTES

app = st.App(Path(__file__).with_name("streamlit_app.py"), routes=ROUTES)

# What is loaded by now stays. To look through it for garbage held up all readers of the
# process for 80 ms, every few seconds.
gc.freeze()

"""The server: the pages, and the files that belong to them.

Any number of processes may serve it behind one address: what a reader chose stands in
the URL, and a session keeps to the process that holds its websocket.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

# Loaded before any page is: pages load it where they first need it, and of two that do
# so at once, one would find half a module.
import pandas  # noqa: F401
import streamlit as st

from dashboard.core import settings
from dashboard.serving import serve
from dashboard.serving.downloads.routes import ROUTES
from dashboard.serving.guard import Guard

_pages = st.App(Path(__file__).parents[1] / "streamlit_app.py", routes=ROUTES)
# Around all of it, so Streamlit handles no request of its own.
app = Guard(_pages, settings.hosts(serve.checked_address(sys.argv[1:])))

# What is loaded by now stays. To look through it for garbage held up all readers of the
# process for 80 ms, every few seconds.
gc.freeze()

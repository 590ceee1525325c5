"""Names of files, and how HTTP says them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from dashboard.core.view import View

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_PART = 40


def file_name(view: View, stem: str, ending: str) -> str:
    """<stem>_<as of>[_<filter>-<code>…].<ending>, safe on every file system."""
    day = [view.as_of.on.isoformat()] if view.as_of else []
    made = {**view.filters.chosen, **view.choices}
    chosen = [f"{name}-{code}" for name, code in made.items()]
    return f"{'_'.join(_safe(part) for part in (stem, *day, *chosen))}.{ending}"


def disposition(name: str) -> str:
    """The header that makes a browser save a file: RFC 6266, with RFC 5987's name*."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    header = f'attachment; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name)}"


def _safe(part: str) -> str:
    return _UNSAFE.sub("-", part)[:_LONGEST_PART].strip("-.")

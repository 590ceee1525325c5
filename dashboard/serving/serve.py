"""`python -m dashboard.serving.serve`: the pages on ADDRESS:PORT, by WORKERS processes."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from dashboard.core import settings

_PORT, _WORKERS = 8501, 2
_MOST_PORT = 65_535


class Refused(Exception):
    """The pages cannot be served as they are asked for; the message says why."""


def main() -> int:
    """Serve until stopped; exit codes: 0 stopped, 1 refused, 2 wrong usage."""
    served = settings.address()
    try:
        check(served)
    except Refused as refused:
        return _said(refused, 1)
    try:
        port = _number("PORT", _PORT, _MOST_PORT)
        workers = _number("WORKERS", _WORKERS, None)
    except Refused as usage:
        return _said(usage, 2)
    os.environ["STREAMLIT_SERVER_ADDRESS"] = served
    os.environ["STREAMLIT_SERVER_PORT"] = str(port)
    # After the checks, for it takes a while.
    import uvicorn

    shown = f"[{served}]" if ":" in served else served
    print(f"✓ Serving on http://{shown}:{port}", flush=True)
    uvicorn.run(
        "dashboard.serving.server:app",
        host=served,
        port=port,
        workers=workers,
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
        # What a client says of itself in X-Forwarded-For is not asked.
        proxy_headers=False,
        server_header=False,
    )
    return 0


def check(served: str) -> None:
    """Raise Refused where other machines could reach the pages without ALLOW_ANONYMOUS."""
    if not settings.is_loopback(served) and not settings.allows_anonymous():
        raise Refused(
            f"{served} can be reached from other machines, and there is no sign-in yet: "
            "serve on ADDRESS=127.0.0.1, or set ALLOW_ANONYMOUS=1 to let everyone who "
            "reaches it read and nobody write."
        )


def checked_address(arguments: Sequence[str]) -> str:
    """The address that this process serves, whichever way it was started.

    uvicorn takes it from --host or UVICORN_HOST. Ends the process, and the one that
    would start it again, where the address is refused.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--host", default=os.environ.get("UVICORN_HOST"))
    served = parser.parse_known_args(arguments)[0].host or settings.address()
    try:
        check(served)
    except Refused as refused:
        supervisor = multiprocessing.parent_process()
        if supervisor is not None and supervisor.pid is not None:
            # It has served no request yet; asked politely, it would end as if all were well.
            with suppress(ProcessLookupError):
                os.kill(supervisor.pid, signal.SIGKILL)
        sys.exit(_said(refused, 1))
    return str(served)


def _number(name: str, default: int, most: int | None) -> int:
    text = os.environ.get(name) or str(default)
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= (most or int(text)):
        return int(text)
    until = f"to {most}" if most else "on"
    raise Refused(f"{name}={text} is no number from 1 {until}.")


def _said(what: object, code: int) -> int:
    print(f"✗ {what}", file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())

"""What a company sets for its pages, in the environment."""

from __future__ import annotations

import ipaddress
import os

_STALE_AFTER_DAYS = 35
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


def currency() -> str:
    """ISO 4217 code of the currency that all amounts are in (ACRE_CURRENCY)."""
    return os.environ.get("ACRE_CURRENCY", "CNY")


def stale_after_days() -> int:
    """Days after the newest export from which its age is warned of.

    ACRE_STALE_AFTER_DAYS; what is no whole number counts as not set.
    """
    text = os.environ.get("ACRE_STALE_AFTER_DAYS", "")
    return int(text) if text.isdecimal() else _STALE_AFTER_DAYS


def address() -> str:
    """Where the pages are served (ADDRESS)."""
    return os.environ.get("ADDRESS") or "127.0.0.1"


def allows_anonymous() -> bool:
    """Whether everyone who reaches the pages may read them (ALLOW_ANONYMOUS=1)."""
    return os.environ.get("ALLOW_ANONYMOUS") == "1"


def may_write() -> bool:
    """Whether readers may enter anything: only where they are known."""
    return not allows_anonymous()


def hosts(served: str) -> frozenset[str]:
    """Names that the pages answer to, as a Host header has them, without ports.

    This machine's own, the address that is served, and ACRE_HOSTS, comma separated.
    """
    listed = os.environ.get("ACRE_HOSTS", "").split(",")
    named = (_in_header(each.strip().lower()) for each in (served, *listed))
    return frozenset([*_LOOPBACK_NAMES, *(name for name in named if name)])


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone; other names may lead anywhere."""
    if host.lower() == "localhost":
        return True
    try:
        found = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def _in_header(host: str) -> str:
    """An IPv6 address stands in brackets."""
    is_bare = ":" in host and not host.startswith("[")
    return f"[{host}]" if is_bare else host

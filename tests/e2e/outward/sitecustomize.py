"""Loaded as every Python process starts: writes down what it asks other machines."""

from __future__ import annotations

import ipaddress
import os
import sys

_EVENTS = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.sendto",
    "socket.sendmsg",
)
_OWN = (None, "", "localhost", b"localhost", "0.0.0.0", "::")


def _is_own(host: object) -> bool:
    if host in _OWN:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _host(event: str, told: tuple[object, ...]) -> object:
    """Whom an event is about; paths of Unix sockets are of this machine."""
    if event.startswith("socket.get"):
        return told[0]
    address = told[1]
    return address[0] if isinstance(address, tuple) else None


def _written(event: str, told: tuple[object, ...]) -> None:
    if event in _EVENTS:
        host = _host(event, told)
        if not _is_own(host):
            line = f"{event} {host} by {sys.argv}\n"
            with open(os.environ["ACRE_OUTWARD_LOG"], "a") as log:  # noqa: PTH123
                log.write(line)


sys.addaudithook(_written)

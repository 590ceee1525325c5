"""requirements.txt pins every package to the hashes of its files, and names no index."""

import re

from acre_home.home import REPOSITORY

TEXT = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
PIN = re.compile(
    r"[a-z0-9-]+(\[\w+\])?==[^ ]+( ; [^\\]+)?( +--hash=sha256:[0-9a-f]{64})+"
)


def test_every_pin_has_hashes() -> None:
    pins = TEXT.replace("\\\n", "").splitlines()
    assert len(pins) > 90
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []


def test_no_index_is_named() -> None:
    assert "://" not in TEXT
    assert "--index" not in TEXT

"""The server keeps to itself: this machine only, no statistics, no exports of its own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    return tomllib.loads(CONFIG.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "headless", True),
        ("browser", "gatherUsageStats", False),
        ("client", "toolbarMode", "minimal"),
        ("client", "disableDataExport", True),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", "false"),
    ],
)
def test_option(
    config: dict[str, Any], section: str, option: str, value: object
) -> None:
    assert config[section][option] == value


def test_both_themes_set_the_same_colours(config: dict[str, Any]) -> None:
    assert config["theme"]["light"].keys() == config["theme"]["dark"].keys()

"""The bill of materials names every pinned package, and is valid CycloneDX 1.6."""

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from acre_home.home import REPOSITORY
from publish import sbom

PYPROJECT = """
[project]
name = "small"
version = "1.2"
description = "A project."
license = "Apache-2.0"
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sbom") / "sbom.cdx.json"
    sbom.write(REPOSITORY, target)
    return target


def components(target: Path) -> dict[str, dict[str, Any]]:
    content = json.loads(target.read_text(encoding="utf-8"))
    return {component["name"]: component for component in content["components"]}


def test_every_pinned_package_is_in_it_with_its_version(written: Path) -> None:
    text = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    pinned = dict(
        re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==([^ ;\n]+)", text, re.MULTILINE)
    )
    assert len(pinned) > 90
    listed = components(written)
    assert {name: each["version"] for name, each in listed.items()} == pinned
    assert {name: each["purl"] for name, each in listed.items()} == {
        name: f"pkg:pypi/{name}@{version}" for name, version in pinned.items()
    }


def test_it_is_valid_by_its_schema(written: Path) -> None:
    content = written.read_text(encoding="utf-8")
    assert json.loads(content)["specVersion"] == "1.6"
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(content) is None
    # That the validator looks at all.
    assert validator.validate_str(content.replace("components", "parts")) is not None


def test_every_installed_package_has_a_licence(written: Path) -> None:
    installed = {
        re.sub("[-_.]+", "-", each.metadata["Name"]).lower()
        for each in metadata.distributions()
    }
    without = {
        name for name, each in components(written).items() if not each.get("licenses")
    }
    assert without & installed == set()


@pytest.mark.parametrize(
    ("said", "licences"),
    [
        ("License-Expression: MIT", [{"license": {"id": "MIT"}}]),
        ("License: BSD-3-Clause", [{"license": {"id": "BSD-3-Clause"}}]),
        (
            "License-Expression: MIT OR 0BSD",
            [{"expression": "MIT OR 0BSD"}],
        ),
        (
            "License: Apache 2\nClassifier: License :: OSI Approved :: Apache Software License",
            [{"license": {"name": "Apache Software License"}}],
        ),
        ("License: Of our own", [{"license": {"name": "Of our own"}}]),
        ("Summary: says nothing", None),
    ],
)
def test_the_licence_is_what_the_package_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    licences: list[object] | None,
) -> None:
    about = tmp_path / "small_part-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: small-part\nVersion: 1.0\n{said}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "requirements.txt").write_text(
        "small-part[extra]==1.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n"
        "absent==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:22\n"
    )
    sbom.write(tmp_path, tmp_path / "sbom.json")
    listed = components(tmp_path / "sbom.json")
    assert listed["small-part"].get("licenses") == licences
    assert (listed["absent"]["version"], listed["absent"].get("licenses")) == (
        "2.0",
        None,
    )


def test_it_is_acres_own(written: Path) -> None:
    about = json.loads(written.read_text(encoding="utf-8"))["metadata"]["component"]
    assert (about["name"], about["licenses"]) == (
        "acre",
        [{"license": {"id": "Apache-2.0"}}],
    )
    licence = (REPOSITORY / "LICENSE").read_text(encoding="utf-8")
    assert licence.split()[:4] == ["Apache", "License", "Version", "2.0,"]

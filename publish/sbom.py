"""The bill of materials: every pinned package with version, address and licence, as CycloneDX."""

import tomllib
from importlib import metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from acre_home.files import write_text

_LICENCE_CLASSIFIER = "License :: "
_FACTORY = LicenseFactory()


def write(repository: Path, target: Path) -> None:
    """Write the packages that `requirements.txt` pins to `target`, CycloneDX 1.6 as JSON."""
    bom = Bom()
    acre = _acre(repository)
    bom.metadata.component = acre
    pinned = [_component(name, version) for name, version in pins(repository).items()]
    bom.components.update(pinned)
    bom.register_dependency(acre, pinned)
    write_text(target, JsonV1Dot6(bom).output_as_string(indent=2) + "\n")


def pins(repository: Path) -> dict[str, str]:
    """Return the version of each package that `requirements.txt` pins, of any platform."""
    lines = (repository / "requirements.txt").read_text(encoding="utf-8").splitlines()
    # Hashes stand on lines of their own, extras and markers around the version.
    pinned = [line.split()[0].partition("==") for line in lines if "==" in line]
    return {name.partition("[")[0]: version for name, _, version in pinned}


def _acre(repository: Path) -> Component:
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    return Component(
        name=project["name"],
        version=project["version"],
        description=project["description"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        licenses=[_FACTORY.make_from_string(project["license"])],
    )


def _component(name: str, version: str) -> Component:
    address = PackageURL("pypi", name=name, version=version)
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=address,
        bom_ref=address.to_string(),
        licenses=_licences(name),
    )


def _licences(name: str) -> list[License]:
    """Return what the installed package says of its licence; [] where it is not installed.

    An SPDX expression is taken before the classifiers, which name families, and those before
    words of the package's own.
    """
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        # Pinned for another platform.
        return []
    said = (about["License-Expression"] or about["License"] or "").strip()
    licence = _FACTORY.make_from_string(said) if said else None
    families = [
        text.rpartition(" :: ")[2]
        for text in about.get_all("Classifier") or []
        if text.startswith(_LICENCE_CLASSIFIER)
    ]
    if licence and not (isinstance(licence, DisjunctiveLicense) and licence.name):
        return [licence]
    if families:
        return [_FACTORY.make_with_name(family) for family in families]
    return [_FACTORY.make_with_name(said.splitlines()[0])] if said else []

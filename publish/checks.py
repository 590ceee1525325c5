"""The checks as data: what checks.yml says, and the verdicts on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from acre_home.refusals import Refused

CHECKS_FILE = Path(__file__).with_name("checks.yml")

_REQUIRED = {"name", "subject", "severity", "expectation", "description"}
_OPTIONAL = {"arguments", "where", "needs", "description_zh"}


@dataclass(frozen=True)
class Check:
    """One expectation about one relation; checks.yml explains the fields."""

    name: str
    subject: str
    severity: Literal["blocking", "warning"]
    expectation: str
    description: str
    description_zh: str | None
    arguments: Mapping[str, Any]
    where: str
    needs: frozenset[str]

    @property
    def rows(self) -> str:
        """Return a query of the rows that are checked."""
        where = f" where {self.where}" if self.where else ""
        return f"select * from {self.subject}{where}"


@dataclass(frozen=True)
class Verdict:
    """What a check found; failed_count is null where the check itself failed."""

    check: Check
    passed: bool
    failed_count: int | None
    observed_value: str
    error: str | None = None

    @property
    def blocks(self) -> bool:
        """Return whether the verdict forbids a release: an error always does."""
        failed = not self.passed
        return failed and (self.check.severity == "blocking" or self.error is not None)

    @property
    def sentence(self) -> str:
        """Return the check, its subject and what is wrong with it, on one line."""
        where = f"{self.check.name} on {self.check.subject}"
        if self.error is not None:
            return f"{where} could not be checked: {self.error}"
        rows = "1 row" if self.failed_count == 1 else f"{self.failed_count} rows"
        return f"{where}: {rows}. {self.check.description}"


def load(path: Path = CHECKS_FILE) -> list[Check]:
    """Read checks from YAML.

    Raises Refused for a file that is no YAML, an unknown or missing field, a severity
    other than blocking and warning, or a duplicate name.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        checks = [_check(path, entry) for entry in content["checks"]]
    except (yaml.YAMLError, TypeError, KeyError) as error:
        reason = str(error).splitlines()[0]
        raise Refused(f"{path} cannot be read as a list of checks: {reason}.") from None
    names = [check.name for check in checks]
    for name in names:
        if names.count(name) > 1:
            raise Refused(f"{path}: the check {name} is defined twice.")
    return checks


def applicable(checks: Iterable[Check], loaded: set[str]) -> list[Check]:
    """Return the checks whose entities were exported at least once."""
    return [check for check in checks if check.needs <= loaded]


def _check(path: Path, entry: dict[str, Any]) -> Check:
    name = entry.get("name", "without a name")
    if missing := sorted(_REQUIRED - entry.keys()):
        raise Refused(f"{path}: the check {name} lacks {', '.join(missing)}.")
    if unknown := sorted(entry.keys() - _REQUIRED - _OPTIONAL):
        raise Refused(f"{path}: the check {name} has an unknown {', '.join(unknown)}.")
    if entry["severity"] not in {"blocking", "warning"}:
        raise Refused(f"{path}: the severity of {name} must be blocking or warning.")
    return Check(
        name=name,
        subject=entry["subject"],
        severity=entry["severity"],
        expectation=entry["expectation"],
        description=entry["description"],
        description_zh=entry.get("description_zh"),
        arguments=entry.get("arguments", {}),
        where=entry.get("where", ""),
        needs=frozenset(entry.get("needs", [])),
    )

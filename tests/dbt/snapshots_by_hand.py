"""What was known of each prospect, project and territory on a day, told record by record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.dbt.history_by_hand import Version, expected_versions
from tests.dbt.raw_warehouse import ENTITIES, Export
from tests.dbt.seeds import segment_of

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """All that figures are filtered by."""

    territory_id: str
    rep_id: str
    team: str
    segment: str
    industry: str
    declared_grade: str


UNKNOWN = Kind(
    "unassigned", "unassigned", "unassigned", "unknown", "unknown", "ungraded"
)


class Snapshots:
    """The snapshots of each day, as the exports up to it had them."""

    def __init__(self, exports: Sequence[Export]) -> None:
        self._versions = {
            name: expected_versions(exports, ENTITIES[name])
            for name in (
                "prospects",
                "projects",
                "territories",
                "territory_areas",
                "reps",
                "activities",
                "market_companies",
            )
        }

    def shown(self, entity: str, day: date) -> list[Record]:
        """Each record that a snapshot of that day shows, of every source."""
        return [
            dict(version.content)
            for version in self._versions[entity]
            if version.valid_from <= day
            and (version.valid_to is None or day < version.valid_to)
        ]

    def newest(self, entity: str) -> list[Record]:
        """The newest content of each dated record, of every source."""
        return self.shown(entity, date.max)

    def records(self, entity: str, day: date) -> dict[str, Record]:
        """Each record that a snapshot of that day shows, by its id.

        Where sources share an id, the one that began last by that day takes precedence.
        """
        histories: dict[str, list[Version]] = {}
        for version in self._versions[entity]:
            if version.valid_from <= day:
                histories.setdefault(str(version.key[0]), []).append(version)
        return {
            record_id: dict(version.content)
            for record_id, history in histories.items()
            for speaker in [_speaker(history)]
            for version in history
            if version.source == speaker
            and (version.valid_to is None or day < version.valid_to)
        }

    def prospects(self, day: date) -> dict[str, Kind]:
        """Each prospect that a snapshot of that day shows, on the list or not."""
        reps = self.records("reps", day)
        territories = self.records("territories", day)
        kinds = {}
        for prospect_id, prospect in self.records("prospects", day).items():
            territory_id = prospect["territory_id"] or "unassigned"
            owner = territories.get(territory_id, {}).get("rep_id")
            rep_id = prospect["rep_id"] or owner or "unassigned"
            kinds[prospect_id] = Kind(
                territory_id,
                rep_id,
                team_of(reps, rep_id),
                _segment(prospect["annual_revenue_amount"]),
                prospect["industry"] or "unknown",
                prospect["declared_grade"] or "ungraded",
            )
        return kinds

    def listed(self, day: date) -> dict[str, Kind]:
        """Each prospect on the list of that day."""
        prospects = self.records("prospects", day)
        return {
            prospect_id: kind
            for prospect_id, kind in self.prospects(day).items()
            if prospects[prospect_id]["status"] in (None, "active")
        }

    def outcomes(self, day: date) -> dict[str, str]:
        """Whether each project is open, won or lost on that day."""
        return {
            project_id: _outcome(project, day)
            for project_id, project in self.records("projects", day).items()
        }

    def open_projects(self, day: date) -> dict[str, tuple[Kind, str]]:
        """Each project open on that day: its prospect's kind and its own rep, its line."""
        outcomes = self.outcomes(day)
        return {
            project_id: kind
            for project_id, kind in self.projects(day).items()
            if outcomes[project_id] == "open"
        }

    def projects(self, day: date) -> dict[str, tuple[Kind, str]]:
        """Each project that is shown on that day, whatever became of it."""
        reps = self.records("reps", day)
        prospects = self.prospects(day)
        found = {}
        for project_id, project in self.records("projects", day).items():
            kind = prospects.get(project["prospect_id"], UNKNOWN)
            rep_id = project["rep_id"] or kind.rep_id
            team = team_of(reps, rep_id)
            line = project["product_line"] or "unknown"
            found[project_id] = (
                Kind(
                    kind.territory_id,
                    rep_id,
                    team,
                    kind.segment,
                    kind.industry,
                    kind.declared_grade,
                ),
                line,
            )
        return found

    def product_lines(self, day: date) -> dict[str, list[str]]:
        """The lines of each prospect with open projects, sorted, each once."""
        projects = self.records("projects", day)
        lines: dict[str, set[str]] = {}
        for project_id, (_, line) in self.open_projects(day).items():
            lines.setdefault(projects[project_id]["prospect_id"], set()).add(line)
        return {prospect_id: sorted(found) for prospect_id, found in lines.items()}


def _outcome(project: Record, day: date) -> str:
    """It holds from the closing date on; until then the project is open."""
    is_closed = project["closed_on"] is None or project["closed_on"] <= day
    return str(project["outcome"]) if is_closed else "open"


def team_of(reps: Mapping[str, Record], rep_id: str) -> str:
    """The team of a rep in a snapshot of reps."""
    team: str | None = reps.get(rep_id, {}).get("team")
    return team or "unassigned"


def _speaker(history: Sequence[Version]) -> str:
    first_shown: dict[str, date] = {}
    for version in history:
        earlier = first_shown.get(version.source, version.valid_from)
        first_shown[version.source] = min(earlier, version.valid_from)
    return max(first_shown, key=lambda source: (first_shown[source], source))


def _segment(revenue: Decimal | None) -> str:
    return "unknown" if revenue is None else segment_of(revenue).name

"""One export: the state of the company as CSV files in the acre template."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from demo.catalogue import product_rows
from demo.contacts import contact_rows
from demo.dirt import soil
from demo.market import REGISTRY_MONTHS, company_row
from demo.model import ACCUMULATING, Row, World
from demo.people import area_rows, rep_row, territory_row
from demo.projects import project_row
from demo.prospects import prospect_row
from demo.settings import Month
from demo.targets import target_rows
from ingest.contract import load_contract

PRICE_LIST_MONTH = 1


@dataclass(frozen=True, slots=True)
class Written:
    """What one or more exports hold."""

    files: int = 0
    rows: int = 0
    dirty_rows: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.files + other.files,
            self.rows + other.rows,
            self.dirty_rows + other.dirty_rows,
        )


def write_export(world: World, month: Month, root: Path) -> Written:
    """Write root/<date>/<entity>.csv for what the month has to say."""
    folder = root / month.last_on.isoformat()
    folder.mkdir(parents=True)
    exports_back = world.settings.months - 1 - month.export
    snapshots = {**_full_snapshots(world, month), **_new_records(world)}
    total = Written()
    for entity, rows in snapshots.items():
        total += _write(folder / f"{entity}.csv", entity, exports_back, rows)
    return total


def _full_snapshots(world: World, month: Month) -> dict[str, list[Row]]:
    kept = [prospect for prospect in world.prospects if prospect.is_in(month.export)]
    snapshots: dict[str, list[Row]] = {
        "territories": [territory_row(territory) for territory in world.territories],
        "reps": [rep_row(rep) for rep in world.reps],
        "prospects": [prospect_row(prospect) for prospect in kept],
        "contacts": [row for prospect in kept for row in contact_rows(prospect)],
        "projects": [project_row(project) for project in world.projects],
    }
    is_first = month.export == 0
    if is_first:
        areas = [row for one in world.territories for row in area_rows(one)]
        snapshots["territory_areas"] = areas
    if is_first or month.first_on.month == PRICE_LIST_MONTH:
        snapshots["products"] = product_rows(month.first_on.year)
    if is_first or month.first_on.month in REGISTRY_MONTHS:
        snapshots["market_companies"] = [
            company_row(company)
            for company in (*world.companies, *world.uncovered)
            if company.is_registered
        ]
    targets = target_rows(world, month)
    if targets:
        snapshots["targets"] = targets
    return snapshots


def _new_records(world: World) -> dict[str, list[Row]]:
    """Take what is new or changed since the last export; none of it makes no file."""
    records: dict[str, list[Row]] = {}
    entities = load_contract().entities
    for entity in ACCUMULATING:
        key = entities[entity].key
        latest = {
            tuple(row.get(name) for name in key): row for row in world.ledger[entity]
        }
        world.ledger[entity].clear()
        if latest:
            records[entity] = list(latest.values())
    return records


def _write(path: Path, entity: str, exports_back: int, rows: Iterable[Row]) -> Written:
    fields = [field.name for field in load_contract().entities[entity].fields]
    lines = [[_text(row.get(name)) for name in fields] for row in rows]
    dirty_rows = soil(entity, exports_back, fields, lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(lines)
    return Written(1, len(lines), dirty_rows)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)

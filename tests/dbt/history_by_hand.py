"""The rules of versions told day by day and record by record: slow, but plain to check."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tests.dbt.raw_warehouse import Export, Table, record_key

Key = tuple[object, ...]
Content = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Version:
    """One content of one record; `valid_to` is None while it holds."""

    key: Key
    source: str
    valid_from: date
    valid_to: date | None
    last_seen_on: date
    content: Content


def expected_versions(exports: Sequence[Export], entity: Table) -> set[Version]:
    """Return the versions of the records of one entity."""
    own = [export for export in exports if export.entity == entity.name]
    versions: set[Version] = set()
    for source in {export.source for export in own}:
        versions |= _of_one_source([e for e in own if e.source == source], entity)
    return versions


def _of_one_source(exports: list[Export], entity: Table) -> set[Version]:
    closed: set[Version] = set()
    current: dict[Key, Version] = {}
    parts: dict[Key, set[str]] = {}
    last_content: dict[Key, Content] = {}
    for day in sorted({export.exported_on for export in exports}):
        files = [export for export in exports if export.exported_on == day]
        shown, shown_in = _shown_on(files, entity.key, last_content)
        full = {file.part for file in files} - {f.part for f in files if f.is_partial}
        for record, version in list(current.items()):
            is_absent = record not in shown and parts[record] & full
            if (entity.does_absence_remove and is_absent) or (
                record in shown and shown[record] != version.content
            ):
                closed.add(replace(current.pop(record), valid_to=day))
        for record, content in shown.items():
            if record in current:
                current[record] = replace(current[record], last_seen_on=day)
            else:
                current[record] = Version(
                    record, files[0].source, day, None, day, content
                )
        last_content |= shown
        parts |= shown_in
    return closed | set(current.values())


def _shown_on(
    files: list[Export], key: Sequence[str], last_content: dict[Key, Content]
) -> tuple[dict[Key, Content], dict[Key, set[str]]]:
    """Return what each record is on that day, and the parts that show it."""
    shown: dict[Key, Content] = {}
    parts: dict[Key, set[str]] = {}
    for file in sorted(files, key=lambda file: file.part):
        for row in file.rows:
            record = tuple(row[field] for field in key)
            shown[record] = tuple(sorted(row.items()))
            parts[record] = {file.part}
    loaded = set(shown)
    for file in files:
        for record, content in last_content.items():
            if record not in loaded and record_key(record) in file.rejected:
                shown[record] = content
                parts[record] = parts.get(record, set()) | {file.part}
    return shown, parts

"""What companies leave out, as changes to the loaded rows of the small company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tests.companies.company import ENTITIES

Changes = tuple[str, ...]


def without(*entities: str) -> Changes:
    """No export brings these entities."""
    return tuple(_without(entities))


def alone(entity: str) -> Changes:
    """Exports bring one entity only."""
    return without(*(name for name in ENTITIES if name != entity))


def blank(entity: str, *fields: str, where: str = "true") -> Changes:
    """Exports leave these fields blank."""
    if not fields:
        return ()
    nulls = ", ".join(f"{field} = null" for field in fields)
    return (f"update raw.{entity} set {nulls} where {where}",)


def one_row(entity: str, condition: str = "true") -> Changes:
    """One export of one row."""
    return (
        *alone(entity),
        *NEWEST_ONLY,
        f"delete from raw.{entity} where rowid <> "
        f"(select min(rowid) from raw.{entity} where {condition})",
        "delete from raw.rejects",
        "update raw.batches set rows_read = 1, rows_loaded = 1,"
        " rows_unchanged = 0, rows_rejected = 0",
    )


def _without(entities: Iterable[str]) -> Iterator[str]:
    of_batches = "where batch_id not in (select batch_id from raw.batches)"
    for entity in entities:
        yield f"delete from raw.{entity}"
        yield f"delete from raw.batches where entity = '{entity}'"
    yield f"delete from raw.rejects {of_batches}"


def _amounts() -> Iterator[str]:
    for name, entity in ENTITIES.items():
        fields = [each.name for each in entity.fields if each.name.endswith("amount")]
        yield from blank(name, *fields)


def _newest_only() -> Iterator[str]:
    older = "exported_on < (select max(exported_on) from raw.batches)"
    of_older = f"where batch_id in (select batch_id from raw.batches where {older})"
    for table in (*ENTITIES, "rejects"):
        yield f"delete from raw.{table} {of_older}"
    yield f"delete from raw.batches where {older}"


NEWEST_ONLY = tuple(_newest_only())
VARIANTS: Mapping[str, Changes] = {
    "everything": (),
    **{f"without {entity}": without(entity) for entity in ENTITIES},
    "no grades": blank("prospects", "declared_grade"),
    "no territories": (
        *without("territories", "territory_areas", "targets"),
        *blank("prospects", "territory_id"),
    ),
    "no amounts": tuple(_amounts()),
    "amounts of won projects only": (
        *without("project_stages", "quotations"),
        *blank("projects", "amount", where="outcome <> 'won'"),
    ),
    "one export": NEWEST_ONLY,
    "one prospect": one_row("prospects", "coalesce(status, 'active') = 'active'"),
    "one prospect that left": one_row("prospects", "status <> 'active'"),
    "one open project": one_row("projects", "outcome = 'open'"),
    "one won project": one_row("projects", "outcome = 'won'"),
    "prospects alone": alone("prospects"),
    "projects alone": alone("projects"),
    "prospects and projects": without(*(ENTITIES.keys() - {"prospects", "projects"})),
}


def _optional_fields(entity: str) -> list[str]:
    return [each.name for each in ENTITIES[entity].fields if not each.is_required]


def _field_variants() -> Iterator[tuple[str, Changes]]:
    most = max(ENTITIES, key=lambda entity: len(_optional_fields(entity)))
    for number, name in enumerate(_optional_fields(most)):
        changes = [
            blank(entity, *_optional_fields(entity)[number : number + 1])
            for entity in ENTITIES
        ]
        yield f"field {number + 1}, of {most} {name}", tuple(chain(*changes))


# The first optional field of every entity blank, the second of every entity, and so on.
FIELD_VARIANTS: Mapping[str, Changes] = dict(_field_variants())

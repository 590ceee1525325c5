"""Records that come back under other ids: stopped before they look like churn."""

from dataclasses import dataclass
from datetime import date

import duckdb

from acre_home.refusals import Refused
from ingest.batch import Batch
from ingest.recognise import Recognised

_NEIGHBOURS = """
    select batch_id, exported_on from raw.batches
    where source = $source and part = $part and not is_partial
        and exported_on <> $exported_on
    qualify
        exported_on = max(exported_on) filter (exported_on < $exported_on) over ()
        or exported_on = min(exported_on) filter (exported_on > $exported_on) over ()
    order by exported_on
"""

# One row: ids in the export, ids that the other export lacks, those of them whose name the
# other export has under an id that is gone, and one such pair.
_RENUMBERED = """
    with these as (
        select {key} as id, lower(trim(name)) as name from raw.{entity}
        where batch_id = $these
    ),
    others as (
        select {key} as id, lower(trim(name)) as name from raw.{entity}
        where batch_id = $others
    ),
    arrived as (select * from these anti join others using (id)),
    gone as (select * from others anti join these using (id)),
    pairs as (
        select arrived.id, min(gone.id) as other_id, min(arrived.name) as name
        from arrived inner join gone on arrived.name = gone.name
        group by arrived.id
    )
    select
        (select count(*) from these), (select count(*) from arrived), count(*),
        min_by(other_id, id), min(id), min_by(name, id)
    from pairs
"""


@dataclass(frozen=True)
class _Renumbered:
    """How many ids of an export are new compared with another export, and one pair of them."""

    id_count: int
    new_count: int
    same_name_count: int
    other_id: str | None
    new_id: str | None
    name: str | None

    @property
    def is_most(self) -> bool:
        """Most ids are new, and most of the new ones belong to names that are not."""
        return (
            2 * self.new_count > self.id_count
            and 2 * self.same_name_count > self.new_count
        )


def refuse_new_ids(
    con: duckdb.DuckDBPyConnection, item: Recognised, batch: Batch
) -> None:
    """Raise Refused where a full export shows the records of its neighbours under new ids.

    The neighbours are the exports of the same file just before and just after it.
    """
    entity = item.mapping.entity
    has_name = any(field.name == "name" for field in entity.fields)
    if batch.is_partial or not entity.does_absence_remove or not has_name:
        return
    neighbours = con.execute(
        _NEIGHBOURS,
        {"source": batch.source, "part": batch.part, "exported_on": batch.exported_on},
    ).fetchall()
    query = _RENUMBERED.format(key=entity.key[0], entity=entity.name)
    for batch_id, exported_on in neighbours:
        names = {"these": batch.batch_id, "others": batch_id}
        found = _Renumbered(*con.execute(query, names).fetchall()[0])
        if found.is_most:
            raise Refused(_sentence(batch, exported_on, found))


def _sentence(batch: Batch, other: date, found: _Renumbered) -> str:
    return (
        f"{batch.file} of {batch.exported_on}: {found.new_count:,} of"
        f" {found.id_count:,} ids are not in the export of {other}, which has"
        f" {found.same_name_count:,} of their names under other ids ({found.name}:"
        f" {found.other_id} there, {found.new_id} here); each would leave the list and"
        " come back as new. Export it with the former ids, or, if the CRM has given new"
        " ones for good, load it with --accept-new-ids."
    )

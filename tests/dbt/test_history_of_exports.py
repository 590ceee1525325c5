"""Versions follow the rules told day by day, in whatever order the exports are loaded."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.dbt.builds import dbt_build_data
from tests.dbt.exports_at_random import EXPORTS, ROWS
from tests.dbt.history_by_hand import Version, expected_versions
from tests.dbt.raw_warehouse import ENTITIES, RawWarehouse, Table

BOOKKEEPING = {"stg_batches", "stg_rejects", "fct_batches", "fct_rejects"}


@pytest.mark.parametrize("name", ROWS)
def test_versions_follow_the_rules(random_warehouse: RawWarehouse, name: str) -> None:
    entity = ENTITIES[name]
    expected = expected_versions(EXPORTS, entity)
    assert len(expected) > 5
    assert Counter(built_versions(random_warehouse, entity)) == Counter(expected)


def built_versions(warehouse: RawWarehouse, entity: Table) -> list[Version]:
    key = ", ".join(entity.key)
    fields = sorted(ROWS[entity.name](Random(0))[0])
    content = ", ".join(f"'{field}', {field}" for field in fields)
    rows = warehouse.query(
        f"select row({key}), source, valid_from, valid_to, last_seen_on, {content}"
        f" from intermediate.int_{entity.name}_versions"
    )
    return [
        Version(
            tuple(key),
            source,
            valid_from,
            valid_to,
            last_seen_on,
            tuple(zip(content[::2], content[1::2], strict=True)),
        )
        for key, source, valid_from, valid_to, last_seen_on, *content in rows
    ]


def test_order_of_loading_does_not_matter(
    random_warehouse: RawWarehouse, tmp_path: Path
) -> None:
    shuffled = list(EXPORTS)
    Random(2).shuffle(shuffled)
    other = RawWarehouse(tmp_path)
    other.load(shuffled)
    dbt_build_data(tmp_path, are_tested=False)
    tables = random_warehouse.query(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in ('staging', 'intermediate', 'marts')"
    )
    compared = [
        f"{schema}.{table}" for schema, table in tables if table not in BOOKKEEPING
    ]
    assert len(compared) > 50
    differing = [
        table
        for table in compared
        if rows(random_warehouse, table) != rows(other, table)
    ]
    assert differing == []


def rows(warehouse: RawWarehouse, table: str) -> Counter[str]:
    """Rows as text, because lists cannot be counted; to the last digit."""
    return Counter(str(row) for row in warehouse.query(f"select * from {table}"))

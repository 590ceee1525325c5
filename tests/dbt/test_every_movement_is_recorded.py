"""Movements, balances, replacements and entries are those that are told by hand, whatever
the exports bring, in whatever order they come."""

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

from tests.dbt.builds import dbt_build_data
from tests.dbt.lists_at_random import random_lists
from tests.dbt.movements_by_hand import TYPES, Lists
from tests.dbt.raw_warehouse import Export, RawWarehouse

SEEDS = (1, 2)
KIND = "territory_id, rep_id, team, segment, industry, declared_grade"
BALANCE = ", ".join(
    ("opening_count", *(f"{name}_count" for name in TYPES), "closing_count")
)


def built(
    warehouse: RawWarehouse, *, are_tested: bool = True
) -> dict[str, Counter[tuple[object, ...]]]:
    """Build what was loaded, with its tests; give the rows of the models of churn."""
    dbt_build_data(warehouse.home, are_tested=are_tested)
    queries = {
        "movements": f"""
            select prospect_id, {KIND}, other_territory_id, movement_type, direction,
                moved_on
            from marts.fct_list_movements
        """,
        "balance": f"""
            select territory_id, month, {BALANCE} from marts.fct_list_balance
        """,
        "replacements": """
            select territory_id, prospect_id, left_on, replacing_prospect_id,
                days_to_replacement
            from marts.fct_list_replacements
        """,
        "entries": """
            select prospect_id, moved_on, reached_on from marts.fct_list_entries
        """,
        "residuals": "select distinct residual_count from marts.fct_list_balance",
    }
    return {name: Counter(warehouse.query(sql)) for name, sql in queries.items()}


def told(exports: list[Export]) -> dict[str, Counter[tuple[object, ...]]]:
    lists = Lists(exports)
    return {
        "movements": Counter(each.row for each in lists.movements),
        "balance": Counter(lists.balance()),
        "replacements": Counter(lists.replacements()),
        "entries": Counter(lists.entries()),
        "residuals": Counter([(0,)]),
    }


def test_the_lists_do_all_that_lists_do() -> None:
    for seed in SEEDS:
        exports = random_lists(seed)
        lists = Lists(exports)
        counts = Counter(each.movement_type for each in lists.movements)
        assert min(counts[name] for name in TYPES) > 0
        assert any(export.is_partial for export in exports)
        assert any(export.rejected for export in exports)
        assert any(day.day == 1 for day in lists.days)
        months = {(day.year, day.month) for day in lists.days}
        assert len(months) < len(lists.days)
        assert len(months) < len({row[1] for row in lists.balance()})
        entries = lists.entries()
        assert {reached_on is None for *_who, reached_on in entries} == {True, False}
        assert {days is None for *_who, days in lists.replacements()} == {True, False}


def test_whatever_the_exports_bring_in_whatever_order(tmp_path: Path) -> None:
    exports = random_lists(seed=2)
    shuffled = list(exports)
    Random(2).shuffle(shuffled)
    warehouse = RawWarehouse(tmp_path)
    warehouse.load(shuffled)
    assert built(warehouse, are_tested=False) == told(exports)


def test_a_late_arriving_export_splits_movements_again(tmp_path: Path) -> None:
    """All exports but those of one day in the middle, then these as well."""
    exports = random_lists(seed=1)
    late_on = Lists(exports).days[5]
    late = [export for export in exports if export.exported_on == late_on]
    others = [export for export in exports if export.exported_on != late_on]
    warehouse = RawWarehouse(tmp_path)
    warehouse.load(others)
    assert built(warehouse, are_tested=False) == told(others)
    warehouse.load(late)
    split = built(warehouse)
    assert split == told(exports)
    assert any(row[-1] == late_on for row in split["movements"])


def test_one_export_opens_the_lists_and_moves_nothing(tmp_path: Path) -> None:
    warehouse = RawWarehouse(tmp_path)
    row = {"prospect_id": "P1", "name": "Company 1", "entry_kind": "new_prospect"}
    warehouse.load([Export("prospects", date(2026, 1, 15), [row])])
    found = built(warehouse, are_tested=False)
    assert found["movements"] == Counter()
    assert found["balance"] == Counter(
        [("unassigned", date(2026, 1, 1), 1, *[0] * len(TYPES), 1)]
    )

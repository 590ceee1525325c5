"""Movements and balance of the large company, against a diff in pandas."""

import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd

from tests.bench import dbt
from tests.bench.home import Say
from tests.bench.measure import BenchFailed, Row, seconds

_BALANCE = {"intermediate.int_prospects_followed", "intermediate.int_prospects_moved",
            "marts.fct_list_movements", "marts.fct_list_balance"}  # fmt: skip
_REASONS = {
    "won": "won",
    "lost": "lost",
    "closed_business": "closure",
    "handed_over": "handed_over",
}
_ENTRIES = ("replenishment", "new_prospect")
_TIMES = 3


def measure_churn(home: Path, folder: Path, say: Say) -> Iterator[Row]:
    """Yield the balance, made from the timeline, against a diff in pandas."""
    say("churn: dbt")
    models = dbt.built(home, folder / "churn_target")
    balance = [model for model in models if model.relation in _BALANCE]
    say("churn: pandas")
    mine = min(
        seconds(lambda: dbt.run_straight(home, balance)) for _time in range(_TIMES)
    )
    with duckdb.connect(str(home / "acre.duckdb"), read_only=True) as connection:
        snapshots = _snapshots(connection)
        moved = connection.execute(
            "select movement_type, count(*) from marts.fct_list_movements group by all"
        ).fetchall()
    started = time.perf_counter()
    movements = diff(snapshots)
    theirs = time.perf_counter() - started
    found = movements.groupby("movement_type").size().to_dict()
    if found != dict(moved):
        raise BenchFailed(f"pandas finds {found}, the mart {dict(moved)}")
    yield Row(
        "churn: movements and balance against a pandas diff",
        f"{theirs / mine:.1f} ×",
        f"{mine:.2f} s, pandas: {theirs:.1f} s, the same movements",
        "≥ 10 ×",
        theirs / mine >= 10,
    )


def _snapshots(connection: duckdb.DuckDBPyConnection) -> list[pd.DataFrame]:
    """The prospects of every export, as pandas has them once they are read."""
    dates = connection.execute(
        "select distinct exported_on from raw.batches"
        " where entity = 'prospects' order by all"
    ).fetchall()
    query = """
        select prospect_id, territory_id, status, entry_kind, exported_on
        from raw.prospects inner join raw.batches using (batch_id)
        where exported_on = $on
    """
    return [connection.execute(query, {"on": on}).df() for (on,) in dates]


def diff(snapshots: list[pd.DataFrame]) -> pd.DataFrame:
    """Movements from snapshot to snapshot, and the balance of territories and months."""
    columns = ["prospect_id", "territory_id", "status", "entry_kind"]
    found, closing = [], []
    listed = _listed(snapshots[0])
    ever = set(listed["prospect_id"])
    for snapshot in snapshots[1:]:
        now = _listed(snapshot)
        both = listed[columns].merge(
            snapshot[columns], on="prospect_id", how="outer", suffixes=("_before", "")
        )
        on_list = both["prospect_id"].isin(now["prospect_id"])
        was_on_list = both["prospect_id"].isin(listed["prospect_id"])
        both["territory_id"] = both["territory_id"].fillna("unassigned")
        stayed = both[on_list & was_on_list]
        exchanged = stayed[stayed["territory_id"] != stayed["territory_id_before"]]
        came, left = both[on_list & ~was_on_list], both[~on_list & was_on_list]
        returned = (
            came["prospect_id"]
            .isin(ever)
            .map({True: "replenishment", False: "new_prospect"})
        )
        known = came["entry_kind"].where(came["entry_kind"].isin(_ENTRIES))
        parts = [
            (exchanged["territory_id_before"], "exchange_out"),
            (exchanged["territory_id"], "exchange_in"),
            (came["territory_id"], known.fillna(returned)),
            (left["territory_id_before"], left["status"].map(_REASONS).fillna("unexplained")),
        ]  # fmt: skip
        moved_on = snapshot["exported_on"].iloc[0]
        for territories, kinds in parts:
            found.append(
                pd.DataFrame(
                    {
                        "territory_id": territories,
                        "movement_type": kinds,
                        "moved_on": moved_on,
                    }
                )
            )
        closing.append(now.groupby("territory_id").size().rename(moved_on))
        ever |= set(now["prospect_id"])
        listed = now
    movements = pd.concat(found)
    months = movements["moved_on"].dt.to_period("M")
    movements.groupby(["territory_id", months, "movement_type"]).size().unstack()
    pd.concat(closing, axis=1)
    return movements


def _listed(snapshot: pd.DataFrame) -> pd.DataFrame:
    listed = snapshot[snapshot["status"].fillna("active") == "active"]
    return listed.assign(territory_id=listed["territory_id"].fillna("unassigned"))

"""dbt as its command is typed, and the SQL that it compiled with nothing around it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from tests.bench.measure import BenchFailed
from tests.bench.server import ROOT

Models = Mapping[str, Mapping[str, Any]]


def run(
    home: Path,
    target: Path,
    selected: Sequence[str] = (),
    *,
    command: str = "run",
    built_until: str = "",
) -> None:
    """Run dbt over the warehouse of `home`; its artefacts go to `target`.

    It makes what is selected, or all there is; what was built of the days up to
    `built_until` is kept.
    """
    arguments = [
        str(Path(sys.executable).with_name("dbt")),
        command,
        *("--project-dir", "dbt_project", "--profiles-dir", "."),
        *("--target-path", str(target), "--log-path", str(target), "--quiet"),
    ]
    if selected:
        arguments += ["--select", *selected]
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=os.environ | {"ACRE_HOME": str(home), "ACRE_BUILT_UNTIL": built_until},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchFailed(f"dbt {command} failed:\n{done.stdout[-2000:]}")


def models(target: Path) -> dict[str, Mapping[str, Any]]:
    """What dbt ran, by names, each model after those that it reads."""
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    nodes = {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
    }
    order = TopologicalSorter(
        {
            key: set(node["depends_on"]["nodes"]) & set(nodes)
            for key, node in nodes.items()
        }
    )
    return {nodes[key]["name"]: nodes[key] for key in order.static_order()}


def run_straight(home: Path, target: Path, chosen: Models) -> None:
    """Make the same tables and views from what dbt compiled, one after the other."""
    compiled = target / "compiled" / "acre"
    with duckdb.connect(str(home / "acre.duckdb")) as connection:
        # As profiles.yml has it.
        connection.execute("set preserve_insertion_order = false")
        for name, node in chosen.items():
            sql = (compiled / node["original_file_path"]).read_text(encoding="utf-8")
            kind = "view" if node["config"]["materialized"] == "view" else "table"
            relation = f"{node['schema']}.{name}"
            connection.execute(f"create or replace {kind} {relation} as {sql}")

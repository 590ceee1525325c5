"""dbt as a subprocess: its DuckDB lock ends with it, and its log is our progress."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish.errors import Refused
from publish.files import read_json
from publish.home import Home
from publish.progress import live
from publish.warehouse import in_use_sentence

_NODE_ENDS = {
    "LogModelResult",
    "LogSeedResult",
    "LogSnapshotResult",
    "LogTestResult",
    "LogNodeNoOpResult",
    "SkippingDetails",
}
_NODE_FAILED = {"error", "fail", "runtime error"}


@dataclass(frozen=True)
class Outcome:
    """What one dbt run did: nodes by kind that succeeded, failures as sentences."""

    done: Counter[str]
    warned: int
    skipped: int
    failures: list[str]


def build(home: Home, repository: Path, built_until: str | None) -> Outcome:
    """Run `dbt build` without unit tests, show progress, and read what it did.

    What the models say of the days up to `built_until` is kept, where there is such a day.
    Raises Refused when dbt stops before its first node: a project that does not
    parse, a warehouse in use.
    """
    # A result of an earlier run must not be read as this one's.
    results_file = home.dbt_target / "run_results.json"
    results_file.unlink(missing_ok=True)
    arguments = ("build", "--exclude-resource-type", "unit_test")
    _run(home, repository, *arguments, built_until=built_until)
    results = read_json(results_file)
    if results is None:
        raise Refused(f"dbt ended without a result; its log is in {home.dbt_logs}.")
    return _outcome(results["results"], _manifest_nodes(home), home)


def docs(home: Home, repository: Path) -> Path:
    """Run `dbt docs generate` and return the static page that it wrote."""
    _run(home, repository, "docs", "generate", "--static")
    return home.dbt_target / "static_index.html"


def built_relations(home: Home) -> set[tuple[str, str]]:
    """Return (schema, name) of every relation that the project defines."""
    return {
        (node["schema"], node.get("alias") or node["name"])
        for node in _manifest_nodes(home).values()
        if node["resource_type"] in {"model", "seed", "snapshot", "test"}
    }


def _run(
    home: Home, repository: Path, *arguments: str, built_until: str | None = None
) -> None:
    command = [
        str(Path(sys.executable).with_name("dbt")),
        *arguments,
        *("--project-dir", str(repository / "dbt_project")),
        *("--profiles-dir", str(repository)),
        *("--target-path", str(home.dbt_target)),
        *("--log-path", str(home.dbt_logs)),
        *("--log-format", "json", "--no-use-colors"),
    ]
    environment = os.environ | {
        "ACRE_HOME": str(home.path),
        "ACRE_BUILT_UNTIL": built_until or "",
        # dbt would write an identity file beside profiles.yml and try the network.
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    with subprocess.Popen(
        command,
        cwd=repository,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        stopped_by = _follow(process.stdout)
    if process.returncode not in (0, 1) or stopped_by:
        message = stopped_by or f"it ended with code {process.returncode}"
        if "Could not set lock" in message:
            raise Refused(in_use_sentence(home, message))
        raise Refused(f"dbt stopped: {message}; its log is in {home.dbt_logs}.")


def _follow(lines: Iterator[str]) -> str | None:
    """Show progress from dbt's log; return the error that stopped dbt, if one did."""
    stopped_by = None
    with live("Building") as advance:
        done = total = 0
        for line in lines:
            event = _event(line)
            name, data = event["info"]["name"], event["data"]
            if name == "MainEncounteredError":
                stopped_by = _one_line(str(event["info"]["msg"]))
            total = data.get("total", total)
            done += name in _NODE_ENDS
            if total:
                node = data.get("node_info", {}).get("node_name", "")
                advance(done, total, node)
    return stopped_by


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
        return {"info": event["info"], "data": event["data"]}
    except (ValueError, TypeError, KeyError):
        return {"info": {"name": "", "msg": line}, "data": {}}


def _manifest_nodes(home: Home) -> dict[str, dict[str, Any]]:
    manifest = read_json(home.dbt_target / "manifest.json") or {}
    nodes: dict[str, dict[str, Any]] = manifest.get("nodes", {})
    return nodes


def _outcome(
    results: list[dict[str, Any]], nodes: dict[str, dict[str, Any]], home: Home
) -> Outcome:
    kinds = (result["unique_id"].split(".")[0] for result in results)
    statuses = [str(result["status"]) for result in results]
    return Outcome(
        done=Counter(
            kind
            for kind, status in zip(kinds, statuses, strict=True)
            if status in {"success", "pass", "warn"}
        ),
        warned=statuses.count("warn"),
        skipped=statuses.count("skipped"),
        failures=[
            _failure(result, nodes.get(result["unique_id"], {}), home)
            for result in results
            if result["status"] in _NODE_FAILED
        ],
    )


def _failure(result: dict[str, Any], node: dict[str, Any], home: Home) -> str:
    name = node.get("name", result["unique_id"])
    if result["failures"]:
        what = "1 row" if result["failures"] == 1 else f"{result['failures']} rows"
    else:
        what = _one_line(result["message"] or str(result["status"]))
    compiled = _compiled_sql(node, home)
    where = f"; compiled SQL: {compiled}" if compiled else ""
    return f"{name} ({node.get('original_file_path', '')}) failed: {what}{where}"


def _compiled_sql(node: dict[str, Any], home: Home) -> Path | None:
    folder = home.dbt_target / "compiled" / node.get("package_name", "")
    written_in = folder / node.get("original_file_path", "")
    # A test written in YAML compiles to a file of its own under the YAML's name.
    candidates = (written_in, written_in / node.get("path", ""))
    return next((path for path in candidates if path.is_file()), None)


def _one_line(message: str) -> str:
    """Return dbt's message without its headings and pointers, on one line."""
    headings = ("Encountered an error", "compiled code at", "Runtime Error in")
    lines = [line.strip() for line in message.splitlines()]
    kept = [line for line in lines if line and not line.startswith(headings)]
    return " ".join(kept)[:500]

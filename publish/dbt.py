"""dbt as a subprocess: its DuckDB lock ends with it, and its log is our progress."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from acre_home.files import read_json
from acre_home.home import Home
from acre_home.progress import live
from acre_home.refusals import Refused
from publish.warehouse import known_refusal

# At its default level the log file holds five lines of every statement; the statements
# are in the target's folder run.
COMMAND = (str(Path(sys.executable).with_name("dbt")), "--log-level-file", "info")
_NODE_ENDS = {
    "LogModelResult",
    "LogSeedResult",
    "LogSnapshotResult",
    "LogTestResult",
    "LogNodeNoOpResult",
    "SkippingDetails",
}
_HOOK_ENDS = "LogHookEndLine"
_NODE_FAILED = {"error", "fail", "runtime error"}


@dataclass(frozen=True)
class Outcome:
    """What one dbt run did: nodes by kind that succeeded, failures as sentences."""

    done: Counter[str]
    warned: int
    skipped: int
    failures: list[str]


@dataclass
class _Node:
    """What the log says of a node; of one that failed also where it is and why."""

    name: str
    kind: str
    status: str = ""
    failed_rows: int = 0
    path: str = ""
    message: str = ""
    compiled_to: str = ""


@dataclass
class _Log:
    """What was heard of each node, by its unique id, and the error that stopped dbt."""

    nodes: dict[str, _Node] = field(default_factory=dict)
    stopped_by: str | None = None

    def hear(self, event: str, data: dict[str, Any], message: str) -> None:
        if event == "MainEncounteredError":
            self.stopped_by = _one_line(message)
        if "node_info" not in data:
            return
        about = data["node_info"]
        node = self.nodes.setdefault(
            about["unique_id"], _Node(about["node_name"], about["resource_type"])
        )
        if event in _NODE_ENDS or event == _HOOK_ENDS:
            node.status = about["node_status"]
            node.failed_rows = data.get("num_failures", 0)
        elif event == "RunResultFailure":
            node.path = data["path"]
        elif event == "RunResultError":
            node.message = _one_line(data["msg"])
        elif event == "SQLCompiledPath":
            node.compiled_to = data["path"]


def build(home: Home, repository: Path) -> Outcome:
    """Run `dbt build` without unit tests, show progress, and tell what it did.

    Raises Refused when dbt stops before its first node (a project that does not
    parse, a warehouse in use), or the disk is full.
    """
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    return _outcome(_run(home, repository, arguments))


def docs(home: Home, repository: Path) -> Path:
    """Run `dbt docs generate` and return the static page that it wrote."""
    _run(home, repository, ["docs", "generate", "--static"])
    return home.dbt_target / "static_index.html"


def built_relations(home: Home) -> set[tuple[str, str]]:
    """Return (schema, name) of every relation that the last build made."""
    manifest = read_json(home.dbt_target / "manifest.json")
    if manifest is None:
        raise Refused(f"dbt ended without a manifest; its log is in {home.dbt_logs}.")
    return {
        (node["schema"], node.get("alias") or node["name"])
        for node in manifest["nodes"].values()
        if node["resource_type"] in {"model", "seed", "snapshot", "test"}
    }


def _run(home: Home, repository: Path, arguments: Iterable[str]) -> Iterable[_Node]:
    command = [
        *COMMAND,
        *arguments,
        *("--project-dir", str(repository / "dbt_project")),
        *("--profiles-dir", str(repository)),
        *("--target-path", str(home.dbt_target)),
        *("--log-path", str(home.dbt_logs)),
        *("--log-format", "json", "--no-use-colors"),
    ]
    environment = os.environ | {
        "ACRE_HOME": str(home.path),
        # dbt would write an identity file next to profiles.yml and try the network.
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
        log = _follow(process.stdout)
    nodes = log.nodes.values()
    for message in (log.stopped_by or "", *(node.message for node in nodes)):
        if refusal := known_refusal(home, message):
            raise refusal
    failed = any(node.status in _NODE_FAILED for node in nodes)
    if log.stopped_by or process.returncode != int(failed):
        message = log.stopped_by or f"it ended with code {process.returncode}"
        raise Refused(f"dbt stopped: {message}; its log is in {home.dbt_logs}.")
    return nodes


def _follow(lines: Iterator[str]) -> _Log:
    """Show progress from dbt's log; return its messages."""
    log = _Log()
    with live("Building") as advance:
        done = total = 0
        for line in lines:
            event = _event(line)
            name, data = event["info"]["name"], event["data"]
            log.hear(name, data, str(event["info"]["msg"]))
            total = data.get("total", total)
            done += name in _NODE_ENDS
            if total:
                node = data.get("node_info", {}).get("node_name", "")
                advance(done, total, node)
    return log


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
        return {"info": event["info"], "data": event["data"]}
    except (ValueError, TypeError, KeyError):
        return {"info": {"name": "", "msg": line}, "data": {}}


def _outcome(nodes: Iterable[_Node]) -> Outcome:
    statuses = Counter(node.status for node in nodes)
    return Outcome(
        done=Counter(
            node.kind for node in nodes if node.status in {"success", "pass", "warn"}
        ),
        warned=statuses["warn"],
        skipped=statuses["skipped"],
        failures=[_failure(node) for node in nodes if node.status in _NODE_FAILED],
    )


def _failure(node: _Node) -> str:
    what = node.message or node.status
    if node.failed_rows:
        what = "1 row" if node.failed_rows == 1 else f"{node.failed_rows} rows"
    where = f"; compiled SQL: {node.compiled_to}" if node.compiled_to else ""
    return f"{node.name} ({node.path}) failed: {what}{where}"


def _one_line(message: str) -> str:
    """Return dbt's message without its headings and pointers, on one line."""
    headings = ("Encountered an error", "compiled code at", "Runtime Error in")
    lines = [line.strip() for line in message.splitlines()]
    kept = [line for line in lines if line and not line.startswith(headings)]
    return " ".join(kept)[:500]

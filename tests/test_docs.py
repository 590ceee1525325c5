"""What README and CONTRIBUTING name exists: paths, targets of make, commands, options."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from acre_home.home import REPOSITORY
from ingest.contract import load_contract
from ingest.mapping import read_mapping

PAGES = ("README.md", "CONTRIBUTING.md", "tests/bench/README.md")
TEXTS = {page: (REPOSITORY / page).read_text(encoding="utf-8") for page in PAGES}
# What stands in ACRE_HOME, in the environment or in an example, not in the repository.
ELSEWHERE = re.compile(
    r"(\./warehouse|ACRE_HOME/|\.venv/|/tmp/|exports/|releases/|mappings/|overrides/"
    r"|forecast_runs/|data_docs/|acre\.duckdb$|sbom\.cdx\.json$)"
)
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)]+)\)")
FILE_NAME = re.compile(r"[\w.-]+\.(csv|json|md|po|py|sql|toml|txt|yml)")
COMMAND = re.compile(r"python -m ([\w.]+)(?: ([a-z]+))?")


def spans(text: str) -> list[str]:
    """Everything between backticks, and the lines of blocks of code."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    return lines + SPAN.findall(FENCE.sub("", text))


def named_paths(text: str) -> set[str]:
    """Paths and names of files that stand alone between backticks or behind a link."""
    candidates = {*LINK.findall(text), *SPAN.findall(FENCE.sub("", text))}
    return {
        each
        for each in candidates
        if re.fullmatch(r"[\w./-]+", each)
        and ("/" in each or FILE_NAME.fullmatch(each))
        and not ELSEWHERE.match(each)
    }


def is_there(path: str, page: str) -> bool:
    """True of a path of the repository, of one beside the page, of a file's bare name."""
    folders = (REPOSITORY, (REPOSITORY / page).parent)
    if any((folder / path).exists() for folder in folders):
        return True
    parts = ("acre_home", "dashboard", "dbt_project", "ingest", "publish", "tests")
    return "/" not in path and any(
        next((REPOSITORY / part).rglob(path), None) for part in parts
    )


def commands(text: str) -> dict[tuple[str, ...], set[str]]:
    """Every `python -m …` with its subcommand, and the options it is given."""
    found: dict[tuple[str, ...], set[str]] = {}
    for span in spans(text):
        for match in COMMAND.finditer(span):
            words = tuple(word for word in match.groups() if word)
            options = found.setdefault(words, set())
            options |= set(re.findall(r"--[a-z-]+", span[match.end() :]))
    return found


COMMANDS: dict[tuple[str, ...], set[str]] = {}
for _text in TEXTS.values():
    for _words, _options in commands(_text).items():
        COMMANDS.setdefault(_words, set()).update(_options)


@pytest.mark.parametrize("page", PAGES)
def test_every_path_is_there(page: str) -> None:
    missing = [
        path for path in sorted(named_paths(TEXTS[page])) if not is_there(path, page)
    ]
    assert missing == []


def test_every_target_of_make_is_there() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        match.group(1)
        for text in TEXTS.values()
        for span in spans(text)
        if (match := re.match(r"make ([a-z]+)", span))
    }
    assert "run" in named
    assert named - targets == set()


@pytest.mark.parametrize("words", sorted(COMMANDS), ids=" ".join)
def test_every_command_answers_and_has_its_options(words: tuple[str, ...]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *words, "--help"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert {each for each in COMMANDS[words] if each not in run.stdout} == set()


def test_the_mapping_that_is_shown_can_be_read() -> None:
    shown = re.search(r"```yaml\n(.*?)```", TEXTS["CONTRIBUTING.md"], re.DOTALL)
    assert shown
    source, files = read_mapping(Path("our_crm.yml"), shown[1], load_contract())
    assert (source, [file.entity.name for file in files]) == ("our_crm", ["prospects"])


def test_what_is_missing_is_found() -> None:
    text = "`dashboard/querys/records.py`, `nothing.yml`, [x](NONE.md), `python -m ingest fly --high`"
    paths = named_paths(text)
    assert paths == {"dashboard/querys/records.py", "nothing.yml", "NONE.md"}
    assert not any(is_there(path, "README.md") for path in paths)
    assert commands(text) == {("ingest", "fly"): {"--high"}}

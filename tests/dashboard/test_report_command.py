"""`python -m dashboard report` writes a file, or says in one sentence why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import __main__ as command
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID
from tests.dashboard.release_fixture import publish, swap

ROOT = Path(__file__).parents[2]


@pytest.fixture
def company(home: Path) -> Path:
    """The hand-counted company, published; its release's folder."""
    return publish(home, RELEASE_ID, tiny_fixture.company(RELEASE_ID))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the report is to be."""
    return tmp_path / "report.html"


def run(out: Path, *more: str, page: str = "overview") -> int:
    return command.main(["report", "--page", page, "--out", str(out), *more])


def test_report_is_written_and_its_path_printed(
    company: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--lang", "zh", "--view", "team=East&as_of=2026-09-30")
    assert run(out, *options, "--compare", "none") == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"{out}\n", "")
    document = out.read_text(encoding="utf-8")
    assert "<dt>截至日期</dt><dd>2026年9月30日</dd>" in document
    assert "<dd>East</dd>" in document
    assert {path.name for path in out.parent.iterdir()} == {
        "current", "releases", "report.html",
    }  # fmt: skip


def test_address_of_a_page_can_be_pasted(company: Path, out: Path) -> None:
    assert run(out, "--view", "?lang=zh&grade=A&as_of=2026-10-15") == 0
    document = out.read_text(encoding="utf-8")
    assert '<html lang="en">' in document
    # What was so on a day between two snapshots is in the earlier one.
    assert "30 Sep 2026" in document


def test_single_options_replace_the_view(company: Path, out: Path) -> None:
    assert run(out, "--view", "as_of=2026-08-31", "--as-of", "2026-09-30") == 0
    assert "<dd>30 Sep 2026</dd>" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (
            ["--view", "colour=red"],
            2,
            "--view has no parameter colour: it takes as_of,",
        ),
        (["--view", "as_of=soon"], 2, "--view: as_of=soon is no date; write it as 2"),
        (["--view", "compare=x"], 2, "--view: compare=x is none of previous, month,"),
        (
            ["--view", "team=West&grade=A"],
            1,
            "Nothing is left of 2026-10-31 with team=West&grade=A: no prospect",
        ),
        (["--as-of", "2020-01-01"], 1, "There is no snapshot of 2020-01-01: the first"),
    ],
)
def test_impossible_arguments_are_refused_in_a_sentence(
    company: Path,
    out: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    code: int,
    sentence: str,
) -> None:
    assert run(out, *options) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"✗ {sentence}")
    assert said.err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["report"], "required: --page, --out"),
        (["report", "--page", "x", "--out", "y"], "invalid choice: 'x'"),
        (
            ["report", "--page", "data", "--out", "y", "--as-of", "31.8.26"],
            "31.8.26 is no date; write it as 2026-08-31",
        ),
        (["report", "--page", "data", "--out", "y", "--lang", "fr"], "'fr'"),
    ],
)
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(arguments)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_no_release_is_reported(
    home: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(out) == 1
    assert capsys.readouterr().err.startswith("✗ There is no release yet: run ")
    swap(home, "gone")
    assert run(out) == 1
    assert capsys.readouterr().err.startswith("✗ The current release is gone: run ")


def test_release_of_an_older_version_is_reported(
    home: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(home, "r", tiny_fixture.company("r"), left_out=["fct_list_totals"])
    assert run(out) == 1
    said = capsys.readouterr().err
    assert said.startswith("✗ The current release cannot be read: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("place", ["nowhere/report.html", "."])
def test_path_that_cannot_be_written_is_reported(
    company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert run(tmp_path / place, page="glossary") == 1
    said = capsys.readouterr().err
    assert said.startswith(f"✗ {tmp_path / place} cannot be written: ")


def test_earlier_report_stays_until_the_new_one_is_whole(
    company: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.write_text("the earlier one")

    def full(*_arguments: object, **_more: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert run(out, page="glossary") == 1
    assert out.read_text() == "the earlier one"
    assert not list(out.parent.glob(".report*"))


def test_command_writes_nothing_else_and_needs_no_streamlit(
    company: Path, out: Path
) -> None:
    code = (
        "import sys; from dashboard.__main__ import main;"
        "main(sys.argv[1:]); assert 'streamlit' not in sys.modules"
    )
    options = ["report", "--page", "glossary", "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-c", code, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}\n", "")

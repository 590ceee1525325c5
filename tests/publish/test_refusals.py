"""What a user can cause ends in one sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from acre_home.home import REPOSITORY, Home
from publish import build_record
from tests.publish.company import Company

LOAD = "run `make load EXPORTS=<folder>`, or `make run` for the demo company."


def refusal(company: Company) -> str:
    publish = company.publish()
    assert publish.exit_code == 1
    assert publish.stdout == ""
    (sentence,) = publish.failed
    assert publish.stderr == f"✗ {sentence}\n"
    assert not company.home.current.exists()
    return sentence


def test_no_warehouse(company: Company) -> None:
    company.home.warehouse.unlink()
    missing = f"There is no warehouse at {company.home.warehouse}"
    assert refusal(company) == f"{missing}: {LOAD}"


def test_nothing_loaded(company: Company) -> None:
    company.load("delete from raw.batches")
    assert refusal(company) == f"Nothing is loaded yet: {LOAD}"


def test_a_database_of_something_else(company: Company) -> None:
    company.home.warehouse.unlink()
    duckdb.connect(str(company.home.warehouse)).close()
    assert refusal(company) == f"Nothing is loaded yet: {LOAD}"


def test_nothing_built(company: Company) -> None:
    build_record.invalidate(company.home)
    company.load("drop schema marts cascade")
    assert refusal(company) == "Nothing is built yet: run `make build` first."


def test_a_build_that_did_not_finish(company: Company) -> None:
    build_record.invalidate(company.home)
    assert refusal(company) == "The last build did not finish: run `make build` first."


def test_a_warehouse_in_use(company: Company) -> None:
    with duckdb.connect(str(company.home.warehouse)):
        assert refusal(company) == (
            f"The warehouse {company.home.warehouse} is in use by process "
            f"{os.getpid()}: wait until it ends or stop it, then run again."
        )


def test_a_file_that_is_no_database(company: Company) -> None:
    company.home.warehouse.write_bytes(b"prospect_id,name\n" * 1000)
    line = refusal(company)
    assert line.startswith(f"The warehouse {company.home.warehouse} cannot be opened:")


@pytest.mark.parametrize("module", ["publish", "publish.build", "publish.docs"])
@pytest.mark.parametrize(
    ("arguments", "code"), [([], 1), (["--nonsense"], 2), (["--help"], 0)]
)
def test_commands_end_without_traceback(
    tmp_path: Path, module: str, arguments: list[str], code: int
) -> None:
    environment = os.environ | {"ACRE_HOME": str(Home(tmp_path / "absent").path)}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    if not arguments:
        assert LOAD in done.stderr

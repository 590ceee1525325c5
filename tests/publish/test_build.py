"""`python -m publish.build` runs dbt on what was loaded, and says what failed where."""

import os
import subprocess
import sys

import pytest

from acre_home.refusals import Refused
from publish import build_record
from tests.publish.workshop import PROJECT, Workshop


def test_a_build_makes_the_models_and_is_recorded(workshop: Workshop) -> None:
    assert workshop.marts() == {"fct_batches", "fct_entities"}
    record = build_record.read(workshop.home)
    assert record is not None
    assert build_record.is_untouched(workshop.home, record)


def test_nothing_is_written_outside_the_home(workshop: Workshop) -> None:
    files = {
        str(path.relative_to(workshop.repository))
        for path in workshop.repository.rglob("*")
        if path.is_file()
    }
    assert files == set(PROJECT)


def test_if_changed_builds_only_what_changed(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    os.utime(workshop.home.warehouse)
    assert workshop.build(if_changed=True) == 0
    assert "✓ Nothing to build" in capsys.readouterr().err
    workshop.load("insert into raw.batches (entity) values ('products')")
    assert workshop.build(if_changed=True) == 0
    assert "✓ Built 2 models, 2 tests in" in capsys.readouterr().err


def test_a_changed_project_is_built_and_what_it_lost_is_dropped(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.write("dbt_project/models/fct_other.sql", "select 1 as one")
    workshop.load("create table marts.fct_forgotten as select 1 as one")
    workshop.load("create view marts.fct_seen as select 1 as one")
    assert workshop.build(if_changed=True) == 0
    assert "✓ Built 3 models, 2 tests in" in capsys.readouterr().err
    assert workshop.marts() == {"fct_batches", "fct_entities", "fct_other"}


def test_a_failed_build_names_node_rows_and_sql(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.load("insert into raw.batches (entity) values (null)")
    workshop.write(
        "dbt_project/models/fct_wrong.sql", "select nothing from raw.batches"
    )
    workshop.write(
        "dbt_project/tests/assert_no_reps.sql",
        "select * from {{ ref('fct_entities') }} where entity like '%r%'",
    )
    assert workshop.build() == 1
    *lines, summary = capsys.readouterr().err.splitlines()
    lines.sort()
    compiled = workshop.home.dbt_target / "compiled" / "acre"
    assert lines[0] == (
        "✗ assert_no_reps (tests/assert_no_reps.sql) failed: 3 rows; "
        f"compiled SQL: {compiled}/tests/assert_no_reps.sql"
    )
    assert lines[1].startswith(
        "✗ fct_wrong (models/fct_wrong.sql) failed: Binder Error: Referenced column"
    )
    assert lines[2] == (
        "✗ not_null_fct_entities_entity (models/fct_entities.yml) failed: 1 row; "
        f"compiled SQL: {compiled}/models/fct_entities.yml/"
        "not_null_fct_entities_entity.sql"
    )
    assert summary == "✗ The build failed: 3 nodes failed."
    assert len(lines) == 3
    assert build_record.read(workshop.home) is None


def test_a_project_that_does_not_parse_is_one_sentence(workshop: Workshop) -> None:
    workshop.write("dbt_project/models/fct_other.sql", "select {{ ref('absent') }}")
    with pytest.raises(Refused, match=r"^dbt stopped: .*'absent' which was not found"):
        workshop.build()
    assert build_record.read(workshop.home) is None


def test_a_warehouse_in_use_is_one_sentence_and_keeps_the_build(
    workshop: Workshop,
) -> None:
    code = "import duckdb, sys; held = duckdb.connect(sys.argv[1], read_only=True); "
    command = [sys.executable, "-c", code + "print(); input()"]
    with subprocess.Popen(
        [*command, str(workshop.home.warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        with pytest.raises(Refused, match=f"is in use by process {reader.pid}:"):
            workshop.build()
        reader.kill()
    assert build_record.read(workshop.home) is not None


def test_what_the_contract_gained_since_the_last_load_is_added(
    workshop: Workshop,
) -> None:
    """A warehouse that an earlier Acre loaded is built without another load."""
    workshop.load("drop table if exists raw.targets")
    workshop.write("dbt_project/models/fct_goals.sql", "select * from raw.targets")
    assert workshop.build() == 0
    assert workshop.query("select count(*) from marts.fct_goals") == [(0,)]

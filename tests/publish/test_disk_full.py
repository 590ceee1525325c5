"""A disk without space: one sentence, the old release stays, the draft goes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from acre_home.home import Home
from acre_home.refusals import Refused
from publish import build_record
from tests.publish.company import ONE_CHECK, Company
from tests.publish.conftest import make_company
from tests.publish.workshop import Workshop

DISK = 64 * 2**20
# Bytes left free: none, not enough for Data Docs, not enough for a release.
FREE = [0, 2 * 2**20, 6 * 2**20]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a small disk of its own."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(path)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    yield path
    subprocess.run(["umount", "--lazy", str(path)], check=True)


@pytest.fixture
def small(
    disk: Path, built_warehouse: Path, publish_server: ForkServerContext, tmp_path: Path
) -> Company:
    company = make_company(built_warehouse, publish_server, disk, tmp_path)
    company.check_only(ONE_CHECK)
    return company


@pytest.mark.parametrize("free", FREE)
def test_the_old_release_stays(small: Company, disk: Path, free: int) -> None:
    # Noise cannot be compressed, so a release needs as much again.
    small.sql(
        "create table marts.noise as "
        "select uuid() as a, uuid() as b from range(200_000)"
    )
    assert small.publish().exit_code == 0
    release, ids = small.current(), small.release_ids()
    fill(disk, free)
    publish = small.publish()
    assert publish.exit_code == 1
    assert publish.failed[-1].startswith("No space left on the disk of")
    assert "Traceback" not in publish.stderr
    assert (small.current(), small.release_ids()) == (release, ids)
    assert small.query("select count(*) from marts.noise") == [(200_000,)]
    (disk / "filler").unlink()
    small.sql("drop table marts.noise")
    assert small.publish("--keep", "1").exit_code == 0


# Rows that a model writes while it makes them, and fewer that wait for the build's end.
@pytest.mark.parametrize("rows", [500_000, 50_000])
def test_a_build_leaves_what_was_built(
    workshop: Workshop, disk: Path, rows: int
) -> None:
    home = Home(disk / "home")
    shutil.copytree(workshop.home.path, home.path)
    small = Workshop(workshop.repository, home)
    small.write(
        "dbt_project/models/fct_entities.sql",
        f"select uuid()::varchar as entity, true as is_loaded from range({rows})",
    )
    fill(disk, 2**20)
    with pytest.raises(Refused, match=r"^No space left on the disk of"):
        small.build()
    assert build_record.read(home) is None
    assert small.query("select count(*) from marts.fct_entities") == [(3,)]
    (disk / "filler").unlink()
    assert small.build() == 0
    assert small.query("select count(*) from marts.fct_entities") == [(rows,)]


def fill(disk: Path, free: int) -> None:
    """Leave so many bytes free."""
    left = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(left.f_bavail * left.f_bsize - free))

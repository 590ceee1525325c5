"""A small built warehouse per test, and one server that forks the publishes of all.

Importing Great Expectations costs seconds. The server imports it once; every publish
is a fork of the server: a real process, to be locked out, killed and starved.
"""

import multiprocessing
import os
import shutil
from multiprocessing.context import ForkServerContext
from pathlib import Path

import duckdb
import pytest

from acre_home.home import REPOSITORY, Home
from tests.publish.company import ONE_CHECK, Company
from tests.publish.workshop import PROJECT, Workshop


@pytest.fixture(scope="session")
def publish_server() -> ForkServerContext:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["publish.expectations", "publish.release"])
    # The server finds modules by its environment alone.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(REPOSITORY))
        warm_up = server.Process(target=os.getpid)
        warm_up.start()
        warm_up.join()
    return server


@pytest.fixture(scope="session")
def built_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "acre.duckdb"
    script = Path(__file__).with_name("built_warehouse.sql")
    with duckdb.connect(str(path)) as connection:
        connection.execute(script.read_text(encoding="utf-8"))
    return path


@pytest.fixture(scope="session")
def published_home(
    built_warehouse: Path,
    publish_server: ForkServerContext,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    folder = tmp_path_factory.mktemp("published")
    company = make_company(built_warehouse, publish_server, folder, folder)
    assert company.publish().exit_code == 0
    return company.home.path


@pytest.fixture
def company(
    built_warehouse: Path, publish_server: ForkServerContext, tmp_path: Path
) -> Company:
    """Return a company that was built and never published."""
    return make_company(built_warehouse, publish_server, tmp_path, tmp_path)


@pytest.fixture
def quick(company: Company) -> Company:
    """Return a company that was built and never published, with one check."""
    company.check_only(ONE_CHECK)
    return company


@pytest.fixture
def published(
    published_home: Path, publish_server: ForkServerContext, tmp_path: Path
) -> Company:
    """Return a company with one release."""
    home = Home(tmp_path / published_home.name)
    shutil.copytree(published_home, home.path)
    return Company(home, tmp_path, publish_server)


def make_company(
    built_warehouse: Path, server: ForkServerContext, parent: Path, scratch: Path
) -> Company:
    """Return a company in a new home, whose name no quoting may break."""
    home = Home(parent / "acre's $home 数据")
    home.path.mkdir()
    shutil.copyfile(built_warehouse, home.warehouse)
    company = Company(home, scratch, server)
    company.record_build()
    return company


@pytest.fixture(scope="session")
def built_workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("workshop")
    workshop = Workshop(folder / "repository", Home(folder / "home"))
    for path, text in PROJECT.items():
        workshop.write(path, text)
    workshop.home.path.mkdir()
    workshop.load("create schema raw")
    workshop.load(
        "create table raw.batches as select 'acre' as source, '' as part,"
        " unnest(['prospects', 'projects', 'reps']) as entity,"
        " date '2026-01-31' as exported_on"
    )
    assert workshop.build() == 0
    return workshop


@pytest.fixture
def workshop(built_workshop: Workshop, tmp_path: Path) -> Workshop:
    """Return a workshop that was built once."""
    for folder in (built_workshop.repository, built_workshop.home.path):
        shutil.copytree(folder, tmp_path / folder.name)
    return Workshop(tmp_path / "repository", Home(tmp_path / "home"))

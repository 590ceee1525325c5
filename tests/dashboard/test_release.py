"""Releases open read-only, one instance each, and are closed when no longer read."""

from __future__ import annotations

import shutil
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dashboard.core import release
from dashboard.core.query import Query
from dashboard.core.release import Release, ReleaseUnavailable, Trouble
from tests.dashboard import tiny_fixture
from tests.dashboard.release_fixture import publish, swap


def published(home: Path, release_id: str) -> Path:
    return publish(home, release_id, tiny_fixture.company(release_id))


def prospect_count(opened: Release) -> int:
    row = opened.cursor.execute("select count(*) from marts.dim_prospects").fetchone()
    return int(row[0]) if row else 0


def trouble() -> Trouble:
    with pytest.raises(ReleaseUnavailable) as caught, release.open_current():
        pass
    return caught.value.trouble


def test_nothing_published(home: Path) -> None:
    assert release.current_id() is None
    assert trouble() is Trouble.NOT_PUBLISHED


@pytest.mark.parametrize("content", ["", "../../etc", "a/b", "\x00", "-x", "x" * 5000])
def test_current_that_names_no_release(home: Path, content: str) -> None:
    (home / "current").write_text(content)
    assert trouble() is Trouble.NOT_PUBLISHED


def test_home_is_warehouse_by_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ACRE_HOME")
    monkeypatch.chdir(tmp_path)
    assert release.home() == tmp_path / "warehouse"


def test_deleted_release(home: Path) -> None:
    shutil.rmtree(published(home, "r1"))
    assert trouble() is Trouble.DELETED


def test_file_that_is_no_database(home: Path) -> None:
    folder = published(home, "r1")
    (folder / "release.duckdb").write_bytes(b"no database" * 1000)
    assert trouble() is Trouble.UNREADABLE


def test_release_deleted_while_it_is_read(home: Path) -> None:
    folder = published(home, "r1")
    with release.open_current() as first:
        shutil.rmtree(folder)
        assert prospect_count(first) == 5
        with release.open_current() as second:
            assert prospect_count(second) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "copy marts.dim_prospects to '/tmp/out.csv'",
        "attach '/tmp/other.duckdb'",
        "set enable_external_access = true",
        "load httpfs",
        "create table marts.own (a integer)",
        "delete from marts.dim_prospects",
    ],
)
def test_release_is_sealed(tiny_release: Release, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        tiny_release.cursor.execute(statement)


def test_readers_share_one_instance(home: Path) -> None:
    folder = published(home, "r1")
    with release.open_current() as first, release.open_current() as second:
        assert release.open_paths() == [folder / "release.duckdb"]
        assert first.cursor is not second.cursor


def test_new_release_is_read_by_the_next_run(home: Path) -> None:
    old = published(home, "r1")
    with release.open_current() as first:
        new = published(home, "r2")
        with release.open_current() as second:
            assert (first.release_id, second.release_id) == ("r1", "r2")
            assert set(release.open_paths()) == {
                old / "release.duckdb",
                new / "release.duckdb",
            }
    assert release.open_paths() == [new / "release.duckdb"]


def test_unread_release_can_be_written_again(home: Path) -> None:
    folder = published(home, "r1")
    with release.open_current():
        pass
    published(home, "r2")
    with release.open_current():
        duckdb.connect(folder / "release.duckdb").close()


def test_current_may_go_back(home: Path) -> None:
    published(home, "r1")
    published(home, "r2")
    swap(home, "r1")
    with release.open_current() as opened:
        assert opened.release_id == "r1"


@pytest.mark.parametrize("release_id", ["none", "../r1", "", "r1/../r1", "a\x00b"])
def test_a_link_to_no_release(home: Path, release_id: str) -> None:
    published(home, "r1")
    with pytest.raises(ReleaseUnavailable), release.open_release(release_id):
        pass


def test_an_earlier_release_is_read_by_its_id(home: Path) -> None:
    published(home, "r1")
    published(home, "r2")
    with release.open_release("r1") as opened:
        assert opened.release_id == "r1"
        assert prospect_count(opened) == 5
    with release.open_current():
        pass
    assert release.open_paths() == [home / "releases" / "r2" / "release.duckdb"]


def test_rows_come_in_pieces(tiny_release: Release) -> None:
    query = Query.of("select range as n from range($count)", {"count": 50_000})
    sizes = [batch.num_rows for batch in tiny_release.batches(query)]
    assert sum(sizes) == 50_000
    assert max(sizes) <= 20_480


def test_rows_are_records_columns_or_numbers(tiny_release: Release) -> None:
    query = Query.of(
        "select 1 as a, $b as b union all select 2, null order by a", {"b": "x"}
    )
    assert tiny_release.records(query) == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert tiny_release.arrow(query).column_names == ["a", "b"]
    assert tiny_release.rows(query) == [(1, "x"), (2, None)]
    assert tiny_release.number(query) == 1
    assert tiny_release.count(query) == 2


def test_many_readers_while_releases_change(home: Path) -> None:
    """Every run sees one whole release, and only the last one stays open."""
    published(home, "r0")
    wrong: list[object] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            try:
                with release.open_current() as opened:
                    ids = {row[0] for row in opened.cursor.execute(query).fetchall()}
                    if opened.release_id not in ids:
                        wrong.append((opened.release_id, ids))
            except Exception as error:
                wrong.append(error)

    query = "select distinct release_id from marts.fct_check_results"
    readers = [threading.Thread(target=read) for _reader in range(8)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        published(home, f"r{number}")
    is_over.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    with release.open_current():
        pass
    assert release.open_paths() == [home / "releases" / "r5" / "release.duckdb"]


ONE, TWO, THREE = (Query.of(f"select {number}", {}) for number in (1, 2, 3))


def test_equal_questions_at_the_same_time_are_asked_once() -> None:
    asked: list[Query] = []
    may_answer = threading.Event()

    def ask(query: Query) -> str:
        asked.append(query)
        may_answer.wait()
        return query.sql

    answers = release.Asked(ask, most=10)
    with ThreadPoolExecutor(8) as readers:
        given = [readers.submit(answers, ONE) for _reader in range(8)]
        may_answer.set()
        assert {each.result() for each in given} == {"select 1"}
    assert asked == [ONE]


def test_a_question_that_failed_is_asked_again() -> None:
    asked: list[Query] = []

    def ask(query: Query) -> int:
        asked.append(query)
        if len(asked) == 1:
            raise duckdb.Error("not now")
        return len(asked)

    answers = release.Asked(ask, most=10)
    with pytest.raises(duckdb.Error, match="not now"):
        answers(ONE)
    assert [answers(ONE), answers(ONE)] == [2, 2]


def test_the_last_answers_are_kept() -> None:
    asked: list[Query] = []
    answers = release.Asked(asked.append, most=2)
    for query in (ONE, TWO, ONE, THREE, ONE, TWO):
        answers(query)
    assert asked == [ONE, TWO, THREE, TWO]


def test_answers_go_with_their_release(home: Path) -> None:
    """A session that its reader has left holds the release that it saw last."""
    published(home, "r1")
    with release.open_current() as seen:
        kept = weakref.ref(seen.arrow(ONE))
        assert kept() is seen.arrow(ONE)
    published(home, "r2")
    with release.open_current():
        pass
    assert kept() is None


def test_release_that_publishes_remove_before_it_is_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever read `current` just before the publishes takes the one it names now."""
    shutil.rmtree(published(home, "r1"))
    published(home, "r2")
    told = iter(["r1", "r2"])
    current_id = release.current_id
    monkeypatch.setattr(release, "current_id", lambda: next(told, None) or current_id())
    with release.open_current() as opened:
        assert opened.release_id == "r2"

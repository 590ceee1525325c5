"""What stops a transaction is what is told, also where it has ended by itself."""

import duckdb
import pytest

from ingest.warehouse import transaction


def test_a_commit_that_fails_says_why() -> None:
    con = duckdb.connect()
    con.execute("create table numbers (number integer primary key)")
    other = con.cursor()

    def write_the_same_twice() -> None:
        with transaction(con):
            con.execute("insert into numbers values (1)")
            other.execute("insert into numbers values (1)")

    with pytest.raises(duckdb.Error, match="constraint"):
        write_the_same_twice()
    assert con.execute("select count(*) from numbers").fetchall() == [(1,)]


def test_a_refusal_takes_all_back() -> None:
    con = duckdb.connect()
    con.execute("create table numbers (number integer)")

    def write_and_stop() -> None:
        with transaction(con):
            con.execute("insert into numbers values (1)")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        write_and_stop()
    assert con.execute("select count(*) from numbers").fetchall() == [(0,)]

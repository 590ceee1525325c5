"""Every file under the given paths is read as what it is, refused, or said to be passed over."""

import os
from pathlib import Path

import pytest

from tests.ingest.exports import Home

HEADER = "prospect_id,name\n"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("prospects-[1].csv", "prospects-1.csv"),
        ("prospects-*.csv", "prospects-a.csv"),
        ("prospects 客户 'a' {b}.csv", "x"),
        ("prospects-[red]:smile:\n.csv", "x"),
    ],
)
def test_a_file_name_is_no_pattern(home: Home, name: str, other: str) -> None:
    file = home.write(name, HEADER + "P1,right\n")
    home.write(other, HEADER + "P1,wrong\n")
    assert home.ingest("load", file).code == 0
    assert home.query("select name from raw.prospects") == [("right",)]


def test_the_home_may_have_any_name(tmp_path: Path) -> None:
    home = Home(tmp_path / "a[/red] 'b\" *")
    home.write("prospects.csv", HEADER + "P1,a\n")
    outcome = home.load()
    assert (outcome.code, str(home.warehouse) in outcome.err) == (0, True)
    assert home.ingest("status").code == 0


def test_two_folders_of_one_day_do_not_hide_each_other(home: Home) -> None:
    first = home.write("prospects.csv", HEADER + "P1,a\n").parent
    second = home.folder / "more" / first.name
    second.mkdir(parents=True)
    (second / "prospects.csv").write_text(HEADER + "P2,b\n")
    outcome = home.ingest("load", first, second)
    assert (outcome.code, "merge them or take one away" in outcome.err) == (1, True)
    assert home.ingest("load", first, first, home.exports).code == 0


def test_an_undated_folder_next_to_dated_ones_is_named(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a\n")
    home.write("prospects.csv", HEADER + "P1,b\n", "2026-2-28")
    outcome = home.load()
    assert outcome.code == 0
    assert (
        "Passed over, as their names are no days YYYY-MM-DD: 2026-2-28" in outcome.err
    )


def test_a_dated_folder_inside_an_export_is_refused(home: Home) -> None:
    home.write("reps.csv", "rep_id\nR1\n")
    home.write("2026-02-28/prospects.csv", HEADER + "P1,a\n")
    outcome = home.load()
    assert (outcome.code, "lies in the dated folder 2026-02-28" in outcome.err) == (
        1,
        True,
    )


def test_links_are_followed_by_their_own_names(home: Home) -> None:
    elsewhere = home.folder / "dump"
    (elsewhere / "crm").mkdir(parents=True)
    (elsewhere / "crm" / "prospects.csv").write_text(HEADER + "P1,a\n")
    home.exports.mkdir()
    (home.exports / "2026-01-31").symlink_to(elsewhere)
    (home.exports / "2026-02-28").mkdir()
    (home.exports / "2026-02-28" / "crm").symlink_to(elsewhere / "crm")
    assert home.load().code == 0
    assert home.query(
        "select exported_on::varchar, file from raw.batches order by 1"
    ) == [
        ("2026-01-31", "crm/prospects.csv"),
        ("2026-02-28", "crm/prospects.csv"),
    ]


def test_a_link_to_nothing_is_refused(home: Home) -> None:
    home.write("reps.csv", "rep_id\nR1\n")
    (home.exports / "2026-01-31" / "prospects.csv").symlink_to("nowhere.csv")
    outcome = home.load()
    assert outcome.code == 1
    assert "prospects.csv: is a link to a file that is not there" in outcome.err


def test_a_file_name_that_is_no_text_is_refused(home: Home) -> None:
    file = home.write("prospects.csv", HEADER + "P1,a\n")
    file.rename(os.fsdecode(os.fsencode(file.parent) + b"/prospects-\xff.csv"))
    outcome = home.load()
    assert (outcome.code, "file's name is not UTF-8" in outcome.err) == (1, True)


@pytest.mark.parametrize("command", ["load", "restore", "template", "demo"])
def test_a_path_that_cannot_be_written_is_one_sentence(
    home: Home, command: str
) -> None:
    home.write("prospects.csv", HEADER + "P1,a\n")
    assert home.load().code == 0
    stone = home.folder / "stone"
    stone.write_text("a file, not a folder")
    if command == "load":
        outcome = Home(stone).ingest("load", home.exports)
    else:
        day = ["--exported-on", "2026-01-31"] if command == "restore" else []
        outcome = home.ingest(command, *day, "--out", stone / "out")
    assert outcome.code == 1
    assert outcome.err.count("✗") == 1
    assert "cannot be read or written (Not a directory)" in outcome.err


@pytest.mark.parametrize("target", [".", "..", "/", "../../exports_in"])
def test_a_link_to_a_folder_that_holds_it_is_refused(home: Home, target: str) -> None:
    folder = home.write("prospects.csv", HEADER + "P1,a\n").parent
    (folder / "again").symlink_to(target)
    outcome = home.load()
    assert (outcome.code, outcome.err.count("✗")) == (1, 1)
    assert (
        f"{folder / 'again'}: is a link to a folder that holds it, so its files never end;"
        " remove the link." in outcome.err
    )


def test_links_to_each_other_are_refused(home: Home) -> None:
    folder = home.write("a/prospects.csv", HEADER + "P1,a\n").parent.parent
    home.write("b/reps.csv", "rep_id\nR1\n")
    (folder / "a" / "to_b").symlink_to(folder / "b")
    (folder / "b" / "to_a").symlink_to(folder / "a")
    outcome = home.load()
    assert (outcome.code, outcome.err.count("✗")) == (1, 1)
    assert "is a link to a folder that holds it" in outcome.err


def test_a_folder_of_links_next_to_dated_ones_is_passed_over(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a\n")
    (home.exports / "all").symlink_to(".")
    outcome = home.load()
    assert outcome.code == 0
    assert "Passed over, as their names are no days YYYY-MM-DD: all." in outcome.err
    assert home.accounts() == [("prospects.csv", 1, 1, 0, 0)]


@pytest.mark.parametrize("target", ["nowhere", "2026-02-28"])
def test_a_dated_link_to_nothing_is_refused(home: Home, target: str) -> None:
    home.write("prospects.csv", HEADER + "P1,a\n")
    (home.exports / "2026-02-28").symlink_to(target)
    outcome = home.load()
    assert (outcome.code, outcome.err.count("✗")) == (1, 1)
    assert "2026-02-28: is a link to a folder that is not there" in outcome.err

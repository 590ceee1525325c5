"""--replace puts a file in the place of a loaded one, or reads the same one anew."""

from tests.ingest.exports import Home

DEALS = "prospect_id,name,status\nP1,a,asleep\n"
FIELDS = "{status: {column: status, values: {asleep: lost}}}"


def write_mapping(home: Home, fields: str = "{}") -> None:
    file = home.warehouse / "mappings" / "mine.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    entry = (
        f"entity: prospects, stems: [deals], columns_are_fields: true, fields: {fields}"
    )
    file.write_text(f"name: mine\nfiles: [{{{entry}}}]", encoding="utf-8")


def test_the_same_file_is_read_again_after_a_change_of_the_mapping(home: Home) -> None:
    write_mapping(home)
    home.write("deals.csv", DEALS)
    home.load()
    assert home.accounts() == [("deals.csv", 1, 0, 0, 1)]
    write_mapping(home, FIELDS)
    assert "after a change of the mapping, add --replace" in home.load().err
    assert home.accounts() == [("deals.csv", 1, 0, 0, 1)]
    assert home.load("--replace").code == 0
    assert home.accounts() == [("deals.csv", 1, 1, 0, 0)]
    assert home.query("select status from raw.prospects") == [("lost",)]
    assert home.query("select count(*) from raw.rejects") == [(0,)]
    assert home.query("select count(*) from raw.replaced_batches") == [(0,)]


def test_a_partial_export_stays_partial_until_replaced(home: Home) -> None:
    home.write("prospects.csv", "prospect_id,name\nP1,a\n")
    home.load("--partial")
    outcome = home.load()
    assert outcome.code == 0
    assert "stays loaded as a partial export; to make it a full one" in outcome.err
    assert home.query("select is_partial from raw.batches") == [(True,)]
    home.load("--replace")
    assert home.query("select is_partial from raw.batches") == [(False,)]
    assert "•" not in home.load().err


def test_a_replaced_file_can_come_back(home: Home) -> None:
    first, second = "prospect_id,name\nP1,a\n", "prospect_id,name\nP1,b\nP2,c\n"
    for content in (first, second, first):
        home.write("prospects.csv", content)
        assert home.load("--replace").code == 0
    assert home.query("select prospect_id, name from raw.prospects") == [("P1", "a")]
    assert home.query("select count(*) from raw.replaced_batches") == [(2,)]
    back = home.folder / "back"
    home.ingest("restore", "--exported-on", "2026-01-31", "--out", back)
    assert (back / "prospects.csv").read_text() == first

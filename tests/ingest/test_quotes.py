"""What stands between quotes is a value, whatever it looks like."""

from tests.ingest.exports import Home


def test_commas_inside_quotes_of_a_header_are_no_delimiters(home: Home) -> None:
    home.write(
        "prospects.csv", '"prospect_id";"name";"size, staff, all"\nP1;"a, b";1\n'
    )
    assert home.load().code == 0
    assert home.query("select name from raw.prospects") == [("a, b",)]


def test_line_ends_inside_quotes_stay_in_a_file_of_mixed_ones(home: Home) -> None:
    home.write(
        "prospects.csv", b'prospect_id,name\nP1,"a\r\nb"\r\nP2,5" pipe\nP3,6" pipe\r\n'
    )
    assert home.load().code == 0
    assert home.query("select name from raw.prospects order by prospect_id") == [
        ("a\r\nb",),
        ('5" pipe',),
        ('6" pipe',),
    ]

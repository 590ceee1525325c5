"""A mapping means what is written in it, and what it leaves open is told with a count."""

import pytest

from tests.ingest.exports import Home

DEALS = "Id,Opened,Stage,Amount\n1,2026-01-05,{stage},100\n2,2026-01-06,{other},8\n"


def load(
    home: Home, outcome: str, stage: str, other: str, amount: str = "Amount"
) -> str:
    """Load two deals of these stages and return what was said."""
    mapping = home.warehouse / "mappings" / "ours.yml"
    mapping.parent.mkdir(parents=True)
    mapping.write_text(
        "name: ours\nfiles:\n  - entity: projects\n    stems: [deals]\n    fields:"
        f" {{project_id: Id, opened_on: Opened, amount: {amount}, outcome: {outcome}}}\n"
    )
    home.write("deals.csv", DEALS.format(stage=stage, other=other))
    return home.load("--source", "ours").err


OUTCOMES = "select outcome from raw.projects order by project_id"


@pytest.mark.parametrize(("yes", "no"), [("Yes", "No"), ("on", "off"), ("01", "1.10")])
def test_words_of_yaml_are_text(home: Home, yes: str, no: str) -> None:
    load(home, f"{{column: Stage, values: {{{yes}: won, {no}: lost}}}}", yes, no)
    assert home.query(OUTCOMES) == [("won",), ("lost",)]


def test_otherwise_alone_is_a_constant(home: Home) -> None:
    load(home, "{column: Stage, otherwise: won}", "any", "")
    assert home.query(OUTCOMES) == [("won",), ("won",)]


def test_a_blank_takes_otherwise_and_that_is_told(home: Home) -> None:
    said = load(home, "{column: Stage, values: {Won: won}, otherwise: open}", "Won", "")
    assert home.query(OUTCOMES) == [("won",), ("open",)]
    assert "no values: of outcome names blank (1); taken as open" in said


def test_values_that_nothing_names_are_told(home: Home) -> None:
    how = "{column: Stage, values: {Won: won}, otherwise: open}"
    said = load(home, how, "Closed Won", "Closed Won")
    assert "no values: of outcome names Closed Won (2); taken as open" in said


def test_a_column_that_is_misspelt_is_told(home: Home) -> None:
    how = "{column: Stage, values: {Won: won}, otherwise: open}"
    said = load(home, how, "Won", "Won", amount="Amout")
    assert (
        "has no column Amout, so amount is blank; the mapping may mean Amount" in said
    )

"""What the gazetteer tells of a name."""

import json

import pytest
from click.testing import CliRunner

from consumers.gazetteer import load_gazetteer
from schemas.errors import ConfigurationError, WirewatchError
from schemas.known_name import KnownName
from wirewatch.cli.gazetteer import gazetteer
from wirewatch.known_names import find_names


def shown(*words: str) -> str:
    done = CliRunner().invoke(gazetteer, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def found(name: str) -> tuple[KnownName, ...]:
    return find_names(load_gazetteer(), name, None)


@pytest.mark.parametrize("name", ["Lavrov", "Лаврова", "拉夫罗夫", "person/sergey-lavrov"])
def test_any_name_form_or_id_leads_to_the_entry(name: str) -> None:
    (lavrov,) = found(name)
    assert (lavrov.id, lavrov.country, lavrov.country_name) == ("person/sergey-lavrov", "RUS", "Russia")
    assert set(lavrov.names) == {"en", "ru", "zh"}
    assert lavrov.offices[0].office == "Minister of Foreign Affairs of Russia"
    assert lavrov.provenance["ru"] == ("unverified",)
    assert lavrov.provenance["qid"][0].startswith("https://")


def test_people_read_names_offices_sources_and_provenance() -> None:
    said = shown("Lavrov")
    assert "Russia (RUS)" in said
    assert "拉夫罗夫" in said
    assert "2004-03-09 –" in said
    assert "no end known on 2024-05-14; https://" in said
    assert "gender       unverified" in said


def test_programs_get_the_model() -> None:
    told = json.loads(shown("Lavrov", "--json"))
    assert KnownName.model_validate(told) == found("Lavrov")[0]
    assert told["offices"][1]["until"] == "2004-07-12"


def test_a_day_leaves_the_offices_that_may_have_been_held_on_it() -> None:
    told = json.loads(shown("Wang Yi", "--on", "2015-01-01", "--json"))
    assert [(office["office"], office["held"]) for office in told["offices"]] == [
        ("Minister of Foreign Affairs of China", "yes")
    ]
    said = shown("Lavrov", "--on", "2026-11-01")
    assert "Minister of Foreign Affairs of Russia" in said
    assert "perhaps held" in said


def test_an_office_without_a_source_has_no_days() -> None:
    said = shown("Ushakov")
    assert "days unknown" in said
    assert "unverified" in said


def test_a_name_of_several_shows_them_all() -> None:
    assert [known.id for known in found("Great Wall")] == [
        "organization/great-wall-motor",
        "place/great-wall",
    ]
    assert len(shown("Great Wall", "--json").splitlines()) == 2


def test_an_unknown_name_is_told_with_those_near_it() -> None:
    with pytest.raises(WirewatchError, match=r"knows no 'Lavrow'; near it are Lavrov"):
        found("Lavrow")
    with pytest.raises(WirewatchError, match=r"docs/gazetteer\.md tells how to add it"):
        found("qqqqqqqqqqqq")


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_a_mistake(name: str) -> None:
    with pytest.raises(ConfigurationError, match="A name is needed"):
        found(name)

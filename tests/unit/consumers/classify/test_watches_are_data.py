"""A watch is a TOML file: a second one needs no code, and a mistake in one is told in a sentence."""

from pathlib import Path

import pytest

from consumers.classify.classify import classify
from consumers.classify.watch import load_watches
from consumers.gazetteer.gazetteer import Gazetteer
from schemas.errors import ConfigurationError

SECOND = Path(__file__).with_name("data") / "kazakhstan-china.toml"


def test_a_second_watch_gets_its_own_verdicts(gazetteer: Gazetteer) -> None:
    watches = (*load_watches(), *load_watches((SECOND,)))

    _, _, verdicts = classify("Tokayev and Xi sign rail agreement in Astana", 44, "en", watches, gazetteer)

    assert [(verdict.watch, verdict.relevant) for verdict in verdicts] == [
        ("china-russia", False),
        ("kazakhstan-china", True),
    ]


def test_one_item_can_concern_two_watches(gazetteer: Gazetteer) -> None:
    watches = (*load_watches(), *load_watches((SECOND,)))
    text = "China ships oats by rail\n\nRussia sold oats to China. Kazakhstan and China agreed on transit."

    _, _, verdicts = classify(text, 24, "en", watches, gazetteer)

    assert [verdict.relevant for verdict in verdicts] == [True, True]


def test_the_shipped_watch_names_entries_the_gazetteer_knows(gazetteer: Gazetteer) -> None:
    watch = load_watches()[0]
    named = {*watch.carriers, *watch.blocs, *watch.joint_entries}
    for party in watch.parties:
        named |= {*party.entries, *party.leaders, *party.capitals}

    assert sorted(named - {entry.id for entry in gazetteer.entries()}) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("possible = 0.2", "possible = 0.7"), "possible <= threshold"),
        (('countries = ["CHN"]', 'countries = ["KAZ"]'), "share a country"),
        (("sport = -3.4", "sport = 3.4"), "negative"),
        (("bias = -1.9\n", ""), "weights.bias"),
        (("bias = -1.9", "bias = -1.9\nsunshine = 1"), "weights.sunshine"),
        (('id = "kazakhstan-china"', 'id = "Kazakhstan!"'), "id"),
        (("threshold = 0.5", "threshold = "), "not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_place(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(SECOND.read_text("utf-8").replace(*change), "utf-8")

    with pytest.raises(ConfigurationError, match=r"broken\.toml") as caught:
        load_watches((broken,))

    assert told in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_watches((tmp_path / "nowhere.toml",))


def test_two_watches_cannot_share_an_id(tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_text(SECOND.read_text("utf-8"), "utf-8")

    with pytest.raises(ConfigurationError, match="share the id"):
        load_watches((SECOND, copy))

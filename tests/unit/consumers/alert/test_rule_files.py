"""Rules files: what is read, and how mistakes are told."""

from pathlib import Path

import pytest

import wirewatch
from consumers.alert.rule_files import RulesError, check_rules, load_rules
from consumers.alert.rules import slug
from consumers.alert.when import FORMS
from schemas.errors import ConfigurationError

CHANNELS = ("terminal", "jsonl")
GOOD = """
[[rule]]
id = "gas"
name = "Gas pipelines"
query = '"Power of Siberia" OR 西伯利亚力量'
channels = ["terminal", "jsonl"]

[[rule]]
name = "Порты и причалы"
query = 'порт'
channels = ["jsonl"]
languages = ["ru"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rules.toml"


def messages(file: Path, source: str) -> list[str]:
    file.write_text(source, "utf-8")
    return [finding.message for finding in check_rules(file, CHANNELS)]


def rule(**fields: str) -> str:
    written = {"name": '"Ports"', "query": "'port'", "channels": '["jsonl"]'} | fields
    return "[[rule]]\n" + "\n".join(f"{key} = {value}" for key, value in written.items() if value) + "\n"


def test_rules_are_read_in_order_with_ids_of_their_own_or_of_their_names(file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    gas, ports = load_rules(file, CHANNELS)
    assert (gas.id, gas.name, gas.channels, gas.languages) == ("gas", "Gas pipelines", CHANNELS, ())
    assert (ports.id, ports.languages) == ("порты-и-причалы", ("ru",))


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(rule(name='"Second"'), "utf-8")
    (tmp_path / "a.toml").write_text(rule(name='"First"'), "utf-8")
    (tmp_path / "notes.txt").write_text("not a rule", "utf-8")
    assert [read.id for read in load_rules(tmp_path)] == ["first", "second"]


def test_a_rule_that_is_switched_off_is_checked_but_not_loaded(file: Path) -> None:
    file.write_text(rule(enabled="false"), "utf-8")
    assert load_rules(file) == ()
    assert messages(file, rule(enabled="false", query="'('")) == ["its query cannot be read."]


def test_the_rules_that_ship_have_no_mistake() -> None:
    shipped = Path(wirewatch.__file__).parent / "rules.toml"
    assert check_rules(shipped, CHANNELS) == ()
    assert len(load_rules(shipped, CHANNELS)) >= 3


def test_all_mistakes_are_told_at_once_with_file_line_and_rule(file: Path) -> None:
    file.write_text(
        rule(query="'topic:enrgy AND gas'", name='"Energy"')
        + rule(name='"Pager"', channels='["pager"]')
        + rule(name='"Odd"', qery="'x'"),
        "utf-8",
    )
    with pytest.raises(RulesError) as caught:
        load_rules(file, CHANNELS)
    assert isinstance(caught.value, ConfigurationError)
    assert [(f.rule, f.line) for f in caught.value.findings] == [("Energy", 1), ("Pager", 5), ("Odd", 9)]
    told = str(caught.value)
    for part in (
        f"{file}:1:",
        "topic:enrgy AND gas\n",
        "^^^^^",
        "topic:energy",
        "no channel 'pager'",
        "Did you mean 'query'?",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (rule(name=""), "name is missing."),
        (rule(query=""), "query is missing."),
        (rule(query="''"), "query must be a text."),
        (rule(query="'" + "a " * 2_001 + "'"), "query is longer than 4000 characters."),
        (rule(channels=""), "channels is missing."),
        (rule(channels='"jsonl"'), "channels must be a list of names."),
        (rule(channels="[]"), "channels must be a list of names."),
        (rule(id='"a b"'), "id must be letters, digits, hyphens, dots or underscores, 100 at most."),
        (rule(name='"!!"'), "name has no letter or digit to make an id from."),
        (rule(languages='["Russian"]'), 'languages must be a list of language codes, as in ["en", "zh"].'),
        (rule(when='"now and then"'), f"when cannot be read: write {FORMS}."),
        (rule(quiet='"at night"'), "quiet cannot be read: write quiet hours as 22:00-07:00 Europe/Moscow."),
        (rule(per='"day"'), "per must be one of: event, story, item, entity."),
        (rule(max_per_hour="0"), "max_per_hour must be a number from 1 to 1000."),
        (rule(levels='["high"]'), "levels has no 'high': central, substantial, passing, none."),
        (rule(mute_until='"soon"'), "mute_until must be a date or time, as in 2026-12-01 or 2026-12-01T08:00:00+03:00."),
        (rule(template='"{% if %}"'), "template is no template of Jinja: Expected an expression, got 'end of statement block' (line 1)."),
        (rule(enabled='"no"'), "enabled must be true or false."),
        ("[rule]\nname = 'Ports'\n", "A rule begins with [[rule]], in double brackets."),
        ("rules = []\n", "There is no 'rules' in a rules file."),
    ],
)  # fmt: skip
def test_each_mistake_has_its_sentence(source: str, message: str, file: Path) -> None:
    assert messages(file, source) == [message]


def test_an_id_is_given_once(file: Path) -> None:
    (message,) = messages(file, rule() + rule(query="'other'"))
    assert message == f"its id 'ports' is taken by the rule at {file}:1."


def test_a_file_that_is_not_toml_is_told_with_its_place(file: Path) -> None:
    (message,) = messages(file, '[[rule]]\nquery = "a "b""\n')
    assert message.startswith("It is not valid TOML: ")
    assert "line 2" in message


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    (finding,) = check_rules(tmp_path / "none.toml")
    assert "No such file" in finding.text()
    (finding,) = check_rules(tmp_path)
    assert finding.message == "There is no *.toml file in this folder."


def test_a_query_that_depends_on_the_present_is_refused(file: Path) -> None:
    assert messages(file, rule(query="'port AND published_at:[now-7d TO *]'")) == [
        "its query cannot be read."
    ]


@pytest.mark.parametrize(
    ("name", "made"), [("Gas pipelines", "gas-pipelines"), ("  Ports & Piers! ", "ports-piers"), ("中俄贸易", "中俄贸易")]
)  # fmt: skip
def test_a_slug_keeps_words_of_any_script(name: str, made: str) -> None:
    assert slug(name) == made

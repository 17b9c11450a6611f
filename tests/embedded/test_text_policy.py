"""A text policy: the words go, facts and search stay, and a replay takes over what it cannot make anew."""

import json

from tests.embedded.conftest import Desk
from tests.embedded.test_forget import everything
from tests.embedded.test_stream import GAS, GAS_BODY, found

FILLING = " The hall was cold and the tea was late, a clerk remarked to nobody." * 12
OPENING = f"It was a Monday.{FILLING} Zhukovsky square lay under snow.{FILLING}"
AT_ONCE = {
    "WIREWATCH_TEXT_POLICY__SOURCES": '{"wire": "link"}',
    "WIREWATCH_TEXT_POLICY__AFTER_DAYS": "0.000001",
    "WIREWATCH_RETENTION__DERIVED_DAYS": "0",
}


def test_the_text_goes_and_its_facts_stay_also_over_a_replay(desk: Desk) -> None:
    desk.poll()
    desk.wire.publish("gas", GAS, f"{OPENING} {GAS_BODY}{FILLING}")
    desk.poll()
    (hit,) = found(desk)
    before = json.loads(desk.run("show", hit["item_id"], "--json").stdout)
    assert b"Zhukovsky" in everything(desk)
    desk.environment |= AT_ONCE
    done = desk.run("vacuum")
    assert done.returncode == 0, done.stderr
    assert "1 of the texts in index g1" in done.stdout
    assert b"Zhukovsky" not in everything(desk)
    left = json.loads(desk.run("show", hit["item_id"], "--json").stdout)
    assert left["item"]["abridged"] == "link"
    assert left["item"]["text_sha256"] == before["item"]["text_sha256"]
    names = [[fact["name"] for fact in shown["facts"]["entities"]] for shown in (before, left)]
    assert names[0] == names[1] != []
    assert [each["title"] for each in found(desk, "abridged:link AND gas")] == [GAS]
    replayed = desk.run("replay", "--from", "2020-01-01", "--yes", "--swap-within", "0")
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
    assert json.loads(desk.run("show", hit["item_id"], "--json").stdout)["facts"] == left["facts"]


def test_texts_that_would_go_before_the_topics_do_are_a_mistake_in_the_settings(desk: Desk) -> None:
    desk.environment |= AT_ONCE | {"WIREWATCH_RETENTION__DERIVED_DAYS": "7"}
    done = desk.run("vacuum")
    assert done.returncode == 2
    assert "must be at least retention.derived_days (7)" in done.stderr

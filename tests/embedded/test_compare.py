"""`compare` and `show` over a stream of two sources, as a user runs them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping

import pytest

from tests.embedded.conftest import Desk
from tests.embedded.newswire import Newswire
from tests.loopback import Answer, serving


@pytest.fixture
def english() -> Newswire:
    return Newswire()


@pytest.fixture
def two(desk: Desk, english: Newswire) -> Iterator[Desk]:
    """A desk with two wires that told of one meeting, an English and a Russian one."""
    russian = Newswire()
    english.publish(
        "e1",
        "Wang Yi meets Lavrov in Moscow",
        "Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergei Lavrov in Moscow today. They discussed Iran.",
    )
    russian.publish("r1", "Лавров и Ван И встретились в Москве",
                    "Сергей Лавров провёл сегодня в Москве переговоры с главой МИД Китая Ван И. Обсуждался Иран.")  # fmt: skip

    def respond(path: str, headers: Mapping[str, str]) -> Answer:
        return (russian if "ru" in path else english).respond(path, headers)

    with serving(respond) as address:
        (desk.folder / "feeds.csv").write_text(
            "url,source_id,source,kind,language,country,control,owner\n"
            f"{address}/en.rss,wire,The Wire,agency,en,GBR,independent,\n"
            f"{address}/ru.rss,tass,ТАСС,agency,ru,RUS,state,\n"
        )
        desk.poll()
        yield desk


def test_an_event_is_compared_in_every_format_and_shown_with_the_item(two: Desk) -> None:
    items = [json.loads(line) for line in two.run("search", "--json").stdout.splitlines()]
    assert {item["source_id"] for item in items} == {"wire", "tass"}
    shown = two.run("show", items[0]["item_id"])
    assert "Event " in shown.stdout
    assert "2 stories, 2 sources, 2 independent" in shown.stdout
    told = json.loads(two.run("compare", items[0]["item_id"], "--format", "json").stdout)
    assert {telling["source_id"] for telling in told["tellings"]} == {"wire", "tass"}
    assert {telling["control"] for telling in told["tellings"]} == {"independent", "state"}
    assert {"Wang Yi", "Sergey Lavrov"} <= {fact["what"] for fact in told["shared"]}
    event_id = told["happening"]["event_id"]
    rows = list(csv.reader(io.StringIO(two.run("compare", event_id, "--format", "csv").stdout)))
    assert sorted(rows[0][1:]) == ["The Wire", "ТАСС"]
    assert two.run("compare", event_id, "--format", "markdown").stdout.startswith("| source | ")
    table = two.run("compare", event_id).stdout
    assert "The Wire" in table
    assert "state, agency, RUS" in table
    found = two.run("search", f'event_id:"{event_id}"', "--json").stdout.splitlines()
    assert len(found) == 2


def test_after_a_replay_an_event_is_compared_with_what_came_since(two: Desk, english: Newswire) -> None:
    assert two.run("replay", "--yes", "--swap").returncode == 0
    assert two.run("index", "drop", "g1").returncode == 0
    later = "Russia and China review Iran at foreign ministers' talks"
    english.publish(
        "e2", later, "Sergei Lavrov and Wang Yi met in Moscow today, the Russian Foreign Ministry said."
    )
    two.poll()
    items = [json.loads(line) for line in two.run("search", "--json").stdout.splitlines()]
    told = json.loads(two.run("compare", items[-1]["item_id"], "--format", "json").stdout)
    assert len(items) == 3
    assert {item for telling in told["tellings"] for item in telling["items"]} == {
        item["item_id"] for item in items
    }


def test_what_is_no_event_is_told_in_a_sentence(two: Desk) -> None:
    done = two.run("compare", "nothing")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no event" in done.stderr
    assert "Traceback" not in done.stderr

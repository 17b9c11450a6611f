"""backfill, replay and index as a user runs them."""

import json
from typing import Any

from tests.embedded.conftest import Desk

GAS = "Gazprom and CNPC agree Power of Siberia 2 route, China and Russia say"
BODY = "China and Russia agreed on Monday on a price for gas from Power of Siberia 2, Gazprom said."


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def days(desk: Desk) -> list[str]:
    return sorted(hit["published_at"][:10] for hit in lines(desk.run("search", "*", "--json").stdout))


def fill(desk: Desk) -> None:
    rows = "".join(
        f'"{GAS} on day {day}","{BODY} Item {day}.",https://wire.example/{day},2025-05-{day:02},wire\n'
        for day in range(1, 8)
    )
    (desk.folder / "old.csv").write_text(f"title,body,link,date,source_id\n{rows}broken\n")


def test_a_table_is_brought_in_once_with_its_own_dates_without_alerts_and_its_mistakes_named(
    desk: Desk,
) -> None:
    fill(desk)
    done = desk.run("backfill", "old.csv", "--feeds", "feeds.csv", "--json")
    assert done.returncode == 1, done.stderr
    (told,) = lines(done.stdout)
    assert (told["items"], told["faults"], told["format"]) == (7, 1, "csv")
    assert told["examples"][0].startswith("line 9: ")
    assert days(desk) == [f"2025-05-0{n}" for n in range(1, 8)]
    again = desk.run("backfill", "old.csv", "--feeds", "feeds.csv")
    assert (again.returncode, again.stdout) == (0, "old.csv: brought in before; nothing to do.\n")
    assert desk.run("alerts", "list", "--json").stdout == ""
    assert desk.run("backfill", "old.csv", "--source", "nobody").returncode == 2


def test_a_day_is_replayed_compared_swapped_and_rolled_back(desk: Desk) -> None:
    fill(desk)
    desk.run("backfill", "old.csv", "--feeds", "feeds.csv")
    week = days(desk)
    (plan,) = lines(
        desk.run("replay", "--from", "2025-05-03", "--to", "2025-05-04", "--dry-run", "--json").stdout
    )
    assert (plan["sightings"], plan["items"], plan["documents"], plan["live"]) == ({"0": 1}, 1, 6, "g1")
    assert plan["estimate_s"] > 0
    done = desk.run("replay", "--from", "2025-05-03", "--to", "2025-05-04", "--yes", "--swap-within", "0")
    assert done.returncode == 0, done.stderr
    assert "1 sightings of 1 items" in done.stdout
    assert "Of 1 rebuilt items 1 are equal" in done.stdout
    assert "Searches see g2 now" in done.stdout
    assert days(desk) == week
    listed = {each["name"]: each for each in lines(desk.run("index", "list", "--json").stdout)}
    assert (listed["g2"]["live"], listed["g2"]["items"], listed["g1"]["live"]) == (True, 7, False)
    assert listed["g2"]["selected"] == "from 2025-05-03, to 2025-05-04"
    assert desk.run("index", "drop", "g2").returncode == 2
    assert "Searches see g1 again." in desk.run("index", "rollback").stdout
    assert days(desk) == week
    assert desk.run("index", "drop", "g2").stdout == "g2 is gone.\n"
    assert not (desk.folder / "wirewatch-data/index.g2.db").exists()


def test_a_run_feeds_both_generations_and_alerts_once_by_the_live_one(desk: Desk) -> None:
    desk.wire.publish("old", GAS, BODY)
    desk.poll()
    assert desk.run("replay", "--yes", "--swap").returncode == 0
    desk.wire.publish(
        "new", "Russia, China open Power of Siberia pumping station near Blagoveshchensk", "Gazprom said so."
    )
    assert lines(desk.poll().stdout)[0]["alerts"] == 1
    listed = {each["name"]: each for each in lines(desk.run("index", "list", "--json").stdout)}
    assert {name: (each["items"], each["lag"]) for name, each in listed.items()} == {
        "g1": (2, 0),
        "g2": (2, 0),
    }
    desk.run("index", "rollback")
    desk.poll()
    assert len(lines((desk.folder / "wirewatch-data/alerts.jsonl").read_text())) == 1


def test_mistakes_in_a_replay_are_sentences(desk: Desk) -> None:
    desk.wire.publish("old", GAS, BODY)
    desk.poll()
    for words, said in (
        (("replay", "--query", "topic:", "--dry-run"), "^"),
        (("replay", "--by-offset", "x", "--dry-run"), "PARTITION:FROM-TO"),
        (("index", "swap", "g9"), "no generation g9"),
        (("index", "rollback"), "no swap to roll back"),
    ):
        done = desk.run(*words)
        assert done.returncode == 2, words
        assert said in done.stderr
        assert "Traceback" not in done.stderr

"""Commands: what they print, and what they say to a mistake."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY, RAIN

TEXT = "BEIJING, May 5, 2025 (Wire) - Russian President Vladimir Putin will visit China on Tuesday, the Kremlin said."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", "topic:enrgy"), "topic:energy"),
        (("search", '"unclosed'), "^"),
        (("search", "gas", "--since", "yesterweek"), "30d"),
        (("show", "nothing"), "no coverage"),
        (("status",), "wirewatch run"),
        (("run", "--feeds", "missing.csv"), "missing.csv"),
        (("run", "--json"), "--once"),
        (("analyze", "missing.txt"), "missing.txt"),
        (("dead", "redrive"), "--all"),
        (("gazetteer", " "), "Xi Jinping"),
        (("gazetteer", "Lavrov", "--on", "2024-13-01"), "2024-13-01"),
        (("frobnicate",), "No such command"),
    ],
)
def test_a_mistake_is_told_without_a_stack_trace_and_exits_with_2(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    done = desk.run(*words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_nobody_knows_is_told_with_a_hint_and_exits_with_1(desk: Desk) -> None:
    done = desk.run("gazetteer", "Lavrow")
    assert (done.returncode, done.stdout) == (1, "")
    assert "near it are Lavrov" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "demo",
        "analyze",
        "search",
        "show",
        "status",
        "alerts",
        "feeds",
        "rules",
        "gazetteer",
        "dead",
        "doctor",
        "vacuum",
    ],
)
def test_help_teaches_by_example(desk: Desk, command: str) -> None:
    done = desk.run(command, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout


def test_a_query_is_answered_with_a_table_of_headlines_and_snippets(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    done = desk.run("search", 'topic:energy AND "Power of Siberia"~3', "--since", "30d")
    assert done.returncode == 0
    assert GAS[:40] in done.stdout
    assert "1 of 1" in done.stdout


def test_an_item_is_shown_with_its_facts_marked_where_they_stand(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    (line,) = desk.run("search", "--json").stdout.splitlines()
    shown = desk.run("show", json.loads(line)["item_id"]).stdout
    assert "Gazprom]" in shown
    assert "Entities" in shown


def test_a_plain_text_is_analysed_from_the_day_of_its_dateline(desk: Desk) -> None:
    record = json.loads(desk.run("analyze", "--format", "json", stdin=TEXT).stdout)
    assert record["item"]["text"] == TEXT
    assert record["language"] == "en"
    assert record["verdicts"][0]["relevant"] is True
    assert "2025-05-06" in {date["value"] for date in record["facts"]["dates"]}
    read = desk.run("analyze", "--why", stdin=TEXT)
    assert read.returncode == 0
    assert "Vladimir Putin]" in read.stdout


def test_json_lines_are_analysed_into_the_scorers_lines(desk: Desk) -> None:
    item = {
        "id": "x1",
        "title": "Trade between China and Russia rose 5%",
        "body": "",
        "published": "2026-01-01",
    }
    done = desk.run("analyze", "--format", "predictions", stdin=json.dumps(item, ensure_ascii=False))
    prediction = json.loads(done.stdout)
    assert (prediction["id"], prediction["relevant"]) == ("x1", True)
    assert {"topics", "entities", "dates", "amounts", "quotes", "events"} <= set(prediction)


def test_a_broken_line_is_named_by_its_number(desk: Desk) -> None:
    done = desk.run("analyze", stdin='{"id": "a", "title": "x"}\n{"title": "no id"}\n')
    assert (done.returncode, "line 2: id: Field required" in done.stderr) == (2, True)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [('{"id": ', "line 2: Invalid JSON"), ('{"id": "b", "published": "May"}', "line 2: Invalid isoformat")],
)
def test_what_is_wrong_with_a_line_is_said_once_before_anything_is_printed(
    desk: Desk, line: str, said: str
) -> None:
    done = desk.run("analyze", stdin='{"id": "a", "title": "x"}\n' + line)
    assert (done.returncode, said in done.stderr, done.stdout) == (2, True, ""), done.stderr


def test_events_say_who_did_it_to_whom(desk: Desk) -> None:
    shown = desk.run("analyze", stdin=TEXT).stdout
    assert "Vladimir Putin → China" in shown


def test_times_are_shown_on_the_readers_clock_with_its_offset(desk: Desk) -> None:
    desk.environment["TZ"] = "MSK-3"
    desk.wire.published_at = datetime(2026, 3, 3, 22, 4, tzinfo=UTC)
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    assert "2026-03-04 01:04+03:00" in desk.run("search").stdout


def test_long_titles_are_cut_for_people_and_whole_for_programs(desk: Desk) -> None:
    title = GAS + " and so on" * 2_000
    desk.wire.publish("gas", title, GAS_BODY)
    desk.poll()
    shown = desk.run("search").stdout
    assert (shown.count("\n") < 8, "…" in shown) == (True, True)
    assert len(json.loads(desk.run("search", "--json").stdout)["title"]) > 10_000


def test_more_than_was_asked_for_is_told(desk: Desk) -> None:
    for number in range(4):
        desk.wire.publish(f"gas {number}", f"{GAS}, round {number}", GAS_BODY)
    desk.poll()
    assert "2 shown; more match (use --limit)" in desk.run("search", "--limit", "2").stdout


def test_a_full_disk_at_standard_output_is_told_in_a_sentence(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    for words in (("search", "gas"), ("search", "gas", "--json")):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                desk.arguments(*words), cwd=desk.folder, env=desk.environment, stdout=full, stderr=subprocess.PIPE,
                text=True, check=False, timeout=100,
            )  # fmt: skip
        assert (done.returncode, done.stderr) == (1, "wirewatch: No space left on device.\n")


def test_a_reader_that_has_seen_enough_is_no_mistake(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    with subprocess.Popen(
        desk.arguments("search"), cwd=desk.folder, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (0, b"")


def test_letters_the_terminal_lacks_are_replaced_and_json_stays_utf_8(desk: Desk) -> None:
    desk.environment["PYTHONIOENCODING"] = "ascii"
    desk.wire.publish("gas", f"{GAS}: «Газпром»", GAS_BODY)
    desk.poll()
    done = desk.run("search", "топик:Китае")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert desk.run("search", "Газпром").returncode == 0
    (line,) = desk.run("search", "--json").stdout.splitlines()
    assert "«Газпром»" in json.loads(line)["title"]


def test_rules_with_mistakes_are_told_with_a_caret(desk: Desk) -> None:
    (desk.folder / "bad.toml").write_text(
        '[[rule]]\nname = "x"\nquery = "topic:enrgy"\nchannels = ["terminal"]\n'
    )
    done = desk.run("rules", "check", "bad.toml")
    assert (done.returncode, "^" in done.stderr, "energy" in done.stderr) == (2, True, True)
    assert desk.run("rules", "check").returncode == 0


def test_doctor_checks_everything_and_masks_nothing_it_should_show(desk: Desk) -> None:
    done = desk.run("doctor")
    assert done.returncode == 0
    assert "poll_interval_s" in done.stdout
    assert not {"None", "()"} & set(done.stdout.split())
    (desk.folder / "wirewatch.toml").write_text('rules = "gone.toml"\n')
    assert desk.run("doctor").returncode == 2


def test_vacuum_keeps_what_is_in_force(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    (desk.folder / "wirewatch.toml").write_text("[retention]\nderived_days = 0\n")
    done = desk.run("vacuum")
    assert done.returncode == 0
    assert "news.coverage" in done.stdout
    assert desk.run("search", "--json").stdout.count("\n") == 1


def test_a_dead_letter_can_be_listed_and_sent_through_again(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    assert desk.run("dead", "list").stdout == "No dead letters.\n"
    assert desk.run("dead", "list", "--json").stdout == ""
    assert desk.run("dead", "redrive", "--all").stdout.startswith("0 re-driven")


def test_the_demo_shows_coverage_a_marked_item_alerts_and_what_was_missed(desk: Desk) -> None:
    done = desk.run("demo")
    assert done.returncode == 0, done.stdout + done.stderr
    for heading in ("Coverage", "One item, its facts marked", "Alerts", "Missed"):
        assert heading in done.stdout
    assert "ALERT" in done.stdout
    assert done.stderr == ""


def test_a_demo_clears_no_folder_but_its_own(desk: Desk) -> None:
    data = desk.folder / "wirewatch-data"
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    before = sorted(data.iterdir())
    done = desk.run("demo", "--data", "wirewatch-data")
    assert (done.returncode, "not from a demo" in done.stderr) == (2, True), done.stderr
    assert sorted(data.iterdir()) == before


def test_a_demo_is_not_led_by_the_users_settings_and_can_be_run_again(desk: Desk) -> None:
    (desk.folder / "wirewatch.toml").write_text('alerts_file = "mine.jsonl"\nwatches = ["gone.toml"]\n')
    for _ in range(2):
        done = desk.run("demo", "--data", "shown")
        assert done.returncode == 0, done.stderr
    assert not (desk.folder / "mine.jsonl").exists()
    assert (desk.folder / "shown/alerts.jsonl").exists()
    assert "Feeds: 7 with news, 0 unchanged, 0 failing." in done.stdout


def test_every_entry_seen_is_accounted_for_and_a_retraction_is_not_indexed(desk: Desk) -> None:
    def summary() -> dict[str, int]:
        told: dict[str, int] = json.loads(desk.poll().stdout)
        assert told["sightings"] == told["repeats"] + told["indexed"] + told["irrelevant"] + told["dead"]
        return {name: told[name] for name in ("sightings", "indexed", "irrelevant")}

    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.wire.publish("rain", *RAIN)
    assert summary() == {"sightings": 2, "indexed": 1, "irrelevant": 1}
    desk.wire.publish("gas", *RAIN)
    assert summary() == {"sightings": 1, "indexed": 0, "irrelevant": 1}

"""From a feed to coverage and alerts, over several polls."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.embedded.conftest import Desk
from tests.loopback import free_port

GAS = "Gazprom and CNPC agree Power of Siberia 2 route, China and Russia say"
GAS_BODY = "China and Russia agreed on Monday on a price for gas from Power of Siberia 2, Gazprom said."
SECOND_WATCH = Path(__file__).resolve().parents[1] / "unit/consumers/classify/data/kazakhstan-china.toml"
RAIN = ("Rain floods forty homes near Lisbon", "Schools stayed closed for a second day.")


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def got(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
        return str(response.read().decode())


def figures_once(port: int, line: str) -> str:
    """The figures as soon as they hold a line."""
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        with suppress(urllib.error.URLError):
            if line in (text := got(port, "/metrics")):
                return text
        time.sleep(0.1)
    raise AssertionError(f"no {line} within a minute")


def found(desk: Desk, query: str = "*") -> list[dict[str, Any]]:
    return lines(desk.run("search", query, "--json").stdout)


def test_items_end_indexed_or_irrelevant_and_the_summary_says_so(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.wire.publish("rain", *RAIN)
    (summary,) = lines(desk.poll().stdout)
    assert (summary["sightings"], summary["indexed"], summary["irrelevant"], summary["dead"]) == (2, 1, 1, 0)
    assert summary["drained"] is True
    (hit,) = found(desk)
    assert (hit["title"], hit["source_id"], hit["revision"]) == (GAS, "wire", 1)


def test_a_second_poll_of_the_same_feed_brings_nothing(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    (summary,) = lines(desk.poll().stdout)
    assert (summary["feeds_unchanged"], summary["sightings"]) == (1, 0)


def test_a_first_poll_alerts_nobody_and_news_alerts_once_over_restarts(desk: Desk) -> None:
    desk.wire.publish("old", GAS, GAS_BODY)
    assert lines(desk.poll().stdout)[0]["alerts"] == 0
    desk.wire.publish(
        "new", "Russia, China open Power of Siberia pumping station near Blagoveshchensk", "Gazprom said so."
    )
    assert lines(desk.poll().stdout)[0]["alerts"] == 1
    desk.poll()
    sent = lines((desk.folder / "wirewatch-data/alerts.jsonl").read_text())
    assert [alert["match"]["rule_name"] for alert in sent] == ["Pipelines"]
    listed = lines(desk.run("alerts", "list", "--json").stdout)
    assert {alert["channel"] for alert in listed} == {"terminal", "jsonl"}
    (clause,) = listed[0]["match"]["explanation"]
    assert clause["spans"][0]["surface"]


def test_an_edit_is_a_new_revision_of_one_document(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    desk.wire.publish("gas", GAS, GAS_BODY + " The price was not given.")
    desk.poll()
    (hit,) = found(desk)
    assert hit["revision"] == 2


def test_an_edit_that_makes_an_item_irrelevant_retracts_it_and_its_reasons_can_be_seen(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    (hit,) = found(desk)
    desk.wire.publish("gas", *RAIN)
    desk.poll()
    assert found(desk) == []
    shown = desk.run("show", hit["item_id"])
    assert (shown.returncode, "Turned away by classify" in shown.stdout) == (0, True)


def test_irrelevant_items_are_indexed_marked_where_that_is_asked_for(desk: Desk) -> None:
    (desk.folder / "wirewatch.toml").write_text("index_irrelevant = true\n")
    desk.wire.publish("rain", *RAIN)
    desk.poll()
    (hit,) = found(desk)
    assert (hit["level"], hit["topics"]) == ("none", [])


def test_a_failing_feed_is_told_and_stops_nothing(desk: Desk) -> None:
    with (desk.folder / "feeds.csv").open("a") as catalogue:
        catalogue.write("http://127.0.0.1:1/x,gone,Gone,agency,en,GBR,independent,\n")
    desk.wire.publish("gas", GAS, GAS_BODY)
    (summary,) = lines(desk.poll().stdout)
    assert (summary["feeds_polled"], summary["feeds_failing"], summary["indexed"]) == (1, 1, 1)
    (failing,) = summary["failing"]
    assert failing["error"]
    assert failing["error_text"]
    status = json.loads(desk.run("status", "--json").stdout)
    assert {feed["health"] for feed in status["feeds"]} == {"ok", "failing"}


def test_a_second_watch_is_a_file(desk: Desk) -> None:
    (desk.folder / "wirewatch.toml").write_text(f'watches = ["{SECOND_WATCH}"]\n')
    desk.wire.publish(
        "rail", "Kazakhstan, China sign rail agreement", "China and Kazakhstan signed it in Astana."
    )
    desk.poll()
    (hit,) = found(desk)
    record = json.loads(desk.run("show", hit["item_id"], "--json").stdout)
    assert {verdict["watch"]: verdict["relevant"] for verdict in record["verdicts"]} == {
        "china-russia": False,
        "kazakhstan-china": True,
    }


def test_an_index_that_was_deleted_is_filled_again_from_the_log(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    for file in (desk.folder / "wirewatch-data").glob("index.db*"):
        file.unlink()
    desk.poll()
    assert [hit["title"] for hit in found(desk)] == [GAS]


def test_sigterm_drains_and_leaves_with_exit_code_0(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    arguments = desk.arguments("run", "--allow-private", "--feeds", "feeds.csv")
    with subprocess.Popen(
        arguments,
        cwd=desk.folder,
        env=desk.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "Feeds: 1 not polled yet\n"
        assert GAS[:40] in running.stdout.readline()
        second = desk.run("run", "--once", "--feeds", "feeds.csv")
        assert second.returncode == 2
        assert "Another `wirewatch run`" in second.stderr
        os.kill(running.pid, signal.SIGTERM)
        started = time.monotonic()
        rest, errors = running.communicate(timeout=30)
    assert (running.returncode, errors) == (0, "")
    assert "1 indexed" in rest
    assert time.monotonic() - started < 20


def test_without_a_network_the_run_says_so_in_a_sentence_and_points_to_the_demo(desk: Desk) -> None:
    (desk.folder / "feeds.csv").write_text("https://one.invalid/rss\nhttps://two.invalid/rss\n")
    done = desk.run("run", "--once", "--feeds", "feeds.csv")
    assert done.returncode == 1
    assert "no network" in done.stdout + done.stderr
    assert "demo" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_run_can_be_watched_from_outside_and_tells_how_old_news_was(desk: Desk) -> None:
    port = free_port()
    desk.environment |= {"WIREWATCH_MONITOR": f"127.0.0.1:{port}", "WIREWATCH_POLL_INTERVAL_S": "1"}
    desk.wire.publish("old", GAS, GAS_BODY)
    desk.poll()
    desk.wire.publish("new", "Russia and China sign a visa agreement", "The ministers signed it in Moscow.")
    running = subprocess.Popen(
        desk.arguments("run", "--allow-private", "--feeds", "feeds.csv"),
        cwd=desk.folder, env=desk.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        figures = figures_once(port, 'wirewatch_delay_seconds_count{part="indexed"} 1.0')
        assert 'wirewatch_delay_seconds_count{part="seen"} 1.0' in figures
        assert 'wirewatch_records_total{outcome="emitted",stage="index"} 1.0' in figures
        assert 'wirewatch_lag_records{stage="index"}' in figures
        assert (got(port, "/live"), got(port, "/ready")) == ("ok\n", "ok\n")
    finally:
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (0, b"")

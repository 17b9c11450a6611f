"""Alerts as a user lives with them: channels outside, muting, taking on, sending again, rules that change while the stream runs."""

import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from consumers.ports import Output
from schemas import topics
from schemas.wire import headers_of
from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY
from wirewatch.adapters.sqlite_log import SqliteLog

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A webhook: its address for Apprise, and what it got."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/alerts", got
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def room(desk: Desk, hook: tuple[str, list[dict[str, Any]]]) -> Desk:
    """A desk with a channel outside and the Atom feed, polled once: what comes from now on is live."""
    (desk.folder / "wirewatch.toml").write_text(
        f'[channels.desk]\nurl = "{hook[0]}"\nper_minute = 6000\nzone = "Asia/Shanghai"\n'
    )
    write_rules(desk, channels='["desk", "atom", "jsonl"]')
    desk.wire.publish("old", "Rain in Rome")
    desk.environment["WIREWATCH_POLL_INTERVAL_S"] = "1"
    desk.poll()
    return desk


def write_rules(
    desk: Desk, channels: str = '["desk"]', more: str = "", query: str = '"Power of Siberia"'
) -> None:
    rule = (
        f"[[rule]]\nid = 'pipelines'\nname = 'Pipelines'\nquery = '{query}'\nchannels = {channels}\n{more}\n"
    )
    (desk.folder / "rules.toml").write_text(rule)


def alerts(desk: Desk) -> list[dict[str, Any]]:
    done = desk.run("alerts", "list", "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_alert_reaches_webhook_file_and_feed_and_is_looked_at_taken_on_and_sent_again(
    room: Desk, hook: tuple[str, list[dict[str, Any]]]
) -> None:
    got = hook[1]
    room.wire.publish("gas", GAS, GAS_BODY)
    room.poll()
    (message,) = got
    assert GAS in message["message"]
    assert "+08:00" in message["message"]
    feed = Xml.parse(room.folder / "wirewatch-data" / "alerts.atom").getroot()  # noqa: S314 - our own file
    assert len(feed.findall(f"{ATOM}entry")) == 1
    by_channel = {alert["channel"]: alert["alert_id"] for alert in alerts(room)}
    assert set(by_channel) == {"desk", "atom", "jsonl"}
    name = by_channel["desk"][:12]
    shown = room.run("alerts", "show", name).stdout
    assert GAS in shown
    assert "· sent" in shown
    assert room.run("alerts", "ack", name, "--by", "Ann", "--note", "checked").returncode == 0
    assert room.run("alerts", "resend", name).returncode == 0
    room.poll()
    assert len(got) == 2
    assert "sent again (1)" in got[1]["message"]
    shown = room.run("alerts", "show", name).stdout
    assert "re-sent 1×" in shown
    assert "taken on by Ann" in shown
    assert "Ann" in room.run("alerts", "list").stdout
    room.poll()
    assert len(got) == 2
    assert room.run("alerts", "show", "zzz").returncode == 1


def test_a_muted_rule_stays_silent_and_checks_say_so(
    room: Desk, hook: tuple[str, list[dict[str, Any]]]
) -> None:
    assert room.run("rules", "mute", "pipelines", "--for", "8h").returncode == 0
    room.wire.publish("gas", GAS, GAS_BODY)
    room.poll()
    checked = room.run("rules", "check")
    assert "silent until" in checked.stdout
    assert "1 report of 1 stories" in checked.stdout
    room.run("rules", "mute", "pipelines", "--off")
    room.poll()
    assert hook[1] == []
    assert "silent until" not in room.run("rules", "check").stdout
    for words in (("nobody", "--for", "8h"), ("pipelines",), ("pipelines", "--for", "long")):
        done = room.run("rules", "mute", *words)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_costly_and_empty_rules_are_warned_of(room: Desk) -> None:
    write_rules(room, query="NOT Paris")
    assert "costly" in room.run("rules", "check").stdout
    write_rules(room, query="Atlantis")
    assert "empty: nothing since" in room.run("rules", "check").stdout


def test_rules_that_change_are_obeyed_while_the_stream_runs_and_mistaken_ones_are_not(
    room: Desk, hook: tuple[str, list[dict[str, Any]]]
) -> None:
    write_rules(room, query="Atlantis")
    words = room.arguments("run", "--allow-private", "--feeds", "feeds.csv")
    journal = room.folder / "said.txt"
    room.environment["WIREWATCH_DESK"] = "127.0.0.1:0"
    with (
        journal.open("w") as said,
        subprocess.Popen(words, cwd=room.folder, env=room.environment, stdout=said, stderr=said) as running,
    ):
        try:
            until(lambda: "Desk:" in journal.read_text())
            write_rules(room, query='"unclosed')
            until(lambda: "rules_not_taken" in journal.read_text())
            write_rules(room)
            time.sleep(1.5)
            room.wire.publish("gas", GAS, GAS_BODY)
            until(lambda: len(hook[1]) == 1)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(60)
    assert running.returncode == 0, journal.read_text()


def test_a_channel_that_is_away_holds_nothing_up_and_gets_it_later(
    room: Desk, hook: tuple[str, list[dict[str, Any]]]
) -> None:
    right = (room.folder / "wirewatch.toml").read_text()
    (room.folder / "wirewatch.toml").write_text('[channels.desk]\nurl = "json://127.0.0.1:9/away"\n')
    room.wire.publish("gas", GAS, GAS_BODY)
    done = room.run("run", "--once", "--allow-private", "--feeds", "feeds.csv", "--json")
    assert json.loads(done.stdout)["indexed"] == 1
    assert len((room.folder / "wirewatch-data" / "alerts.jsonl").read_text().splitlines()) == 1
    assert hook[1] == []
    (room.folder / "wirewatch.toml").write_text(right)
    room.poll()
    assert len(hook[1]) == 1


def test_the_programs_own_trouble_alerts_once_a_day(
    room: Desk, hook: tuple[str, list[dict[str, Any]]]
) -> None:
    (room.folder / "rules.toml").write_text(
        "[[rule]]\nid = 'house'\nname = 'The house'\nalarm = 'dead_letters'\nchannels = ['desk']\npriority = 'urgent'\n"
    )
    log = SqliteLog(room.folder / "wirewatch-data" / "log.db")
    log.open_stage("test").commit([Output(topics.ITEMS.name, "x", b"\xff", headers_of(topics.ITEMS))], {})
    log.close()
    for _ in range(3):
        room.poll()
    assert [message["title"] for message in hook[1]] == ["[urgent] 1 records could not pass"]


@pytest.mark.parametrize(
    "channel",
    [
        "[channels.terminal]\nurl = 'json://a'",
        "[channels.desk]\nurl = 'nowhere'",
        "[channels.desk]\nurl='smoke://geheim@hill'",
    ],
)
def test_a_channel_with_a_mistake_is_told_before_anything_starts_and_shows_no_secret(
    room: Desk, channel: str
) -> None:
    (room.folder / "wirewatch.toml").write_text(channel)
    done = room.run("run", "--once", "--allow-private", "--feeds", "feeds.csv", "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, "it did not come to be"
        time.sleep(0.05)

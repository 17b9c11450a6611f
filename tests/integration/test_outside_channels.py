"""Channels outside, against real servers on loopback: mail by SMTP, webhooks by HTTP."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from consumers.outputs import output
from consumers.run import Turn
from schemas.errors import ConfigurationError, TransientError
from schemas.ledger import LedgerEntry
from schemas.topics import ALERTS, ALERTS_LEDGER, DEAD
from tests.loopback import free_port
from tests.unit.wirewatch.messages.test_message import HOSTILE, alert, match
from wirewatch.adapters.channels.outside import OutsideChannel
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.channel_settings import ChannelSettings
from wirewatch.senders import Senders

HEADLINES = ["Путин посетит Китай 1 декабря", "习近平会见普京：贸易额增长5%", "Xi & Putin <meet> in “Moscow”"]


@dataclass
class Post:
    """A post office that keeps what it is sent."""

    letters: list[Message] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def post() -> Iterator[Post]:
    office = Post(port=free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    yield office
    controller.stop()


@dataclass
class Hook:
    """A webhook that keeps what it is sent, and answers as told."""

    status: int = 200
    hold_s: float = 0.0
    got: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"json://127.0.0.1:{self.port}/alerts"


@contextmanager
def hooked() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            time.sleep(hook.hold_s)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if hook.status == 200:
                hook.got.append((dict(self.headers), json.loads(body)))
            self.send_response(hook.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hook.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hooked() as made:
        yield made


def channel(url: str, **fields: Any) -> OutsideChannel:
    return OutsideChannel("desk", ChannelSettings.model_validate({"url": url, "per_minute": 6000, **fields}))


def parts(letter: Message) -> dict[str, str]:
    found = {}
    for part in letter.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            found[part.get_content_type()] = payload.decode(part.get_content_charset() or "utf-8")
    return found


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_letter_arrives_in_text_and_html_in_every_script(post: Post, headline: str) -> None:
    sent = alert(match(title=headline, facts=()))
    channel(
        f"mailto://127.0.0.1:{post.port}?from=wirewatch@desk.example&to=ann@desk.example&mode=insecure"
    ).send(sent)
    (letter,) = post.letters
    assert str(make_header(decode_header(letter["Subject"]))) == headline
    assert letter["X-Wirewatch-Alert"] == sent.alert_id
    told = parts(letter)
    assert headline.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in told["text/html"]
    assert "посетит" in told["text/html"]
    assert headline in told["text/plain"] or headline.split()[0] in told["text/plain"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_a_feed_writes_becomes_a_header_or_markup_of_a_letter(post: Post, text: str) -> None:
    sent = alert(match(title=text, source=match().source.model_copy(update={"name": text}), facts=(text,)))
    channel(f"mailto://127.0.0.1:{post.port}?from=w@desk.example&to=ann@desk.example&mode=insecure").send(
        sent
    )
    (letter,) = post.letters
    assert letter["Bcc"] is None
    assert letter["To"].count("@") == 1
    html = parts(letter)["text/html"].lower()
    assert "<script" not in html
    assert "<img" not in html


def test_a_webhook_gets_the_message_with_a_key_that_stays(hook: Hook) -> None:
    sent = alert(match(title=HEADLINES[1]))
    made = channel(hook.url)
    made.send(sent)
    time.sleep(0.02)
    made.send(sent)
    (first_headers, first), (again_headers, _) = hook.got
    assert HEADLINES[1] in first["message"]
    assert first_headers["Idempotency-Key"] == again_headers["Idempotency-Key"] == sent.alert_id


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_what_is_not_taken_is_trouble_that_passes_and_tells_no_secret(hook: Hook, status: int) -> None:
    hook.status = status
    with pytest.raises(TransientError) as told:
        channel(hook.url.replace("json://", "json://ann:geheim@")).send(alert())
    assert "geheim" not in str(told.value)


def test_a_channel_is_spoken_to_so_often_and_no_more(hook: Hook) -> None:
    made = channel(hook.url, per_minute=1)
    made.send(alert())
    with pytest.raises(TransientError) as told:
        made.send(alert())
    assert told.value.retry_after_s is not None
    assert 50 < told.value.retry_after_s <= 60
    assert len(hook.got) == 1


def test_an_address_nobody_knows_is_refused_without_showing_it() -> None:
    with pytest.raises(ConfigurationError) as told:
        channel("smoke://signals:geheim@hill")
    assert "desk" in str(told.value)
    assert "geheim" not in str(told.value)


def decided(log: MemoryLog, *names: str, count: int = 1, at: datetime | None = None) -> None:
    """Alerts decided for channels, as decide writes them."""
    for number in range(count):
        for name in names:
            made = alert(alert_id=f"{name}-{number}", channel=name, decided_at=at or datetime.now(UTC))
            log.open_stage("wirewatch.decide").commit([output(ALERTS, name, made)], {})


def entries(log: MemoryLog) -> list[LedgerEntry]:
    return [LedgerEntry.model_validate_json(value) for _, value in log.compacted(ALERTS_LEDGER.name)]


def states(log: MemoryLog) -> dict[str, str]:
    return {entry.alert_id: entry.state for entry in entries(log)}


@contextmanager
def senders(log: MemoryLog, give_up_h: float = 24, **urls: str) -> Iterator[tuple[Senders, list[Turn]]]:
    made = {
        name: OutsideChannel(name, ChannelSettings.model_validate({"url": url, "per_minute": 6000}))
        for name, url in urls.items()
    }
    turns: list[Turn] = []
    patience = dict.fromkeys(made, timedelta(hours=give_up_h))
    running = Senders(log, made, patience, ("terminal", *made), turns.append)
    running.start()
    try:
        yield running, turns
    finally:
        running.stop()


def until(holds: Any, seconds: float = 20) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, "it did not come to be"
        time.sleep(0.02)


def test_a_slow_and_a_failing_channel_delay_no_other() -> None:
    log = MemoryLog()
    decided(log, "slow", "failing", "good", count=10)
    with hooked() as slow, hooked() as failing, hooked() as good:
        slow.hold_s, failing.status = 1.0, 500
        with senders(log, slow=slow.url, failing=failing.url, good=good.url) as (running, turns):
            until(lambda: len(good.got) == 10)
            assert len(slow.got) < 10
            assert not failing.got
            failing.status, slow.hold_s = 200, 0.0
            until(lambda: len(failing.got) == len(slow.got) == 10, 60)
            assert running.drain(10)
    assert set(states(log).values()) == {"sent"}
    assert {turn.stage for turn in turns} == {"send.slow", "send.failing", "send.good"}
    keys = [headers["Idempotency-Key"] for headers, _ in failing.got]
    assert keys == [f"failing-{number}" for number in range(10)]


def test_a_half_dead_host_that_never_answers_delays_no_other() -> None:
    log = MemoryLog()
    decided(log, "dead", "good")
    with hooked() as dead, hooked() as good:
        dead.hold_s = 5.0
        with senders(log, dead=dead.url + "?rto=1", good=good.url) as (running, _):
            until(lambda: len(good.got) == 1, 4)
            assert states(log) == {"good-0": "sent", "dead-0": "decided"}  # begun, and not taken
            assert not running.drain(0.5)


def test_what_cannot_be_delivered_becomes_a_dead_letter_and_the_next_goes_out(hook: Hook) -> None:
    log = MemoryLog()
    decided(log, "desk", at=datetime.now(UTC) - timedelta(hours=2))
    hook.status = 500
    with senders(log, give_up_h=1, desk=hook.url):
        until(lambda: log.count(DEAD.name) == 1, 30)
        hook.status = 200
        log.open_stage("wirewatch.decide").commit(
            [output(ALERTS, "desk", alert(alert_id="next", channel="desk"))], {}
        )
        until(lambda: states(log) == {"desk-0": "decided", "next": "sent"})
    (given_up,) = [entry for entry in entries(log) if entry.alert_id == "desk-0"]
    assert given_up.begun_at is None  # driven again later it is not told as one that may have arrived


def test_after_a_restart_what_was_sent_is_not_sent_again(hook: Hook) -> None:
    log = MemoryLog()
    decided(log, "desk", count=3)
    for _ in range(2):
        with senders(log, desk=hook.url) as (running, _):
            assert running.drain(20)
    assert len(hook.got) == 3


def test_the_address_of_a_channel_is_shown_nowhere(hook: Hook) -> None:
    settings = ChannelSettings.model_validate({"url": hook.url.replace("json://", "json://ann:geheim@")})
    assert not re.search("geheim", repr(settings) + str(settings.model_dump()))

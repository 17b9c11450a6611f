"""What every channel must do, whatever it is made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from consumers.ports import Channel
from schemas.alert import Alert
from schemas.coverage import Story
from schemas.match import Clause, Match
from schemas.source import Source
from schemas.span import Span
from wirewatch.adapters.channels.atom import AtomChannel
from wirewatch.adapters.channels.jsonl import JsonLinesChannel
from wirewatch.adapters.channels.memory import MemoryChannel
from wirewatch.adapters.channels.terminal import TerminalChannel

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
STEERING = "\x1b\u202e\x9b\u2066"


def alert(alert_id: str, title: str | None = "Ports agree to share berths", channel: str = "c") -> Alert:
    text = title or "Ports agree"
    match = Match(
        rule_id="ports",
        rule_name="Ports and harbours",
        channels=(channel,),
        item_id="a",
        revision=1,
        origin="live",
        source=Source(id="harbour-wire", name="Harbour Wire"),
        title=title,
        summary="Officials of both ports met on Monday.",
        link="https://news.example/a",
        language="en",
        topics=("transport",),
        published_at=AT,
        first_seen_at=AT,
        story=Story(story_id="a", copies=1, sources=("harbour-wire",), first_seen_at=AT),
        explanation=(Clause(clause="ports", spans=(Span.of(text, 0, 5),)),),
    )
    return Alert(
        alert_id=alert_id, rule_id="ports", subject="a", change="first", channel=channel, decided_at=AT, match=match
    )  # fmt: skip


@dataclass
class Case:
    """A channel and what a reader of it has seen so far."""

    channel: Channel
    seen: Callable[[], list[str]]


@pytest.fixture(params=["memory", "terminal", "jsonl", "atom"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    if request.param == "memory":
        memory = MemoryChannel()
        yield Case(memory, lambda: [kept.model_dump_json() for kept in memory.sent])
    elif request.param == "terminal":
        shown: list[str] = []
        yield Case(TerminalChannel(shown.append), lambda: shown)
    elif request.param == "atom":
        feed = tmp_path / "alerts" / "alerts.atom"
        yield Case(AtomChannel(feed), lambda: _entries(feed))
    else:
        path = tmp_path / "alerts" / "alerts.jsonl"
        file = JsonLinesChannel(path)
        yield Case(file, lambda: path.read_text("utf-8").splitlines())
        file.close()


def _entries(feed: Path) -> list[str]:
    """The entries of an Atom feed, the oldest first, as a reader parses them."""
    found = feedparser.parse(feed.read_bytes()).entries
    return [f"{entry.title} {entry.link} {entry.content[0].value}" for entry in reversed(found)]


def test_an_alert_arrives_with_its_headline_source_and_link(case: Case) -> None:
    case.channel.send(alert("1"))
    (message,) = case.seen()
    assert all(
        part in message for part in ("Ports agree to share berths", "Harbour Wire", "https://news.example/a")
    )


def test_the_same_alert_twice_arrives_once(case: Case) -> None:
    case.channel.send(alert("1"))
    case.channel.send(alert("2"))
    case.channel.send(alert("1"))
    assert len(case.seen()) == 2


def test_alerts_arrive_in_order(case: Case) -> None:
    for number in range(5):
        case.channel.send(alert(str(number), f"Headline number {number}"))
    assert [f"Headline number {n}" in message for n, message in enumerate(case.seen())] == [True] * 5


def test_an_item_without_a_title_is_told_by_its_summary(case: Case) -> None:
    case.channel.send(alert("1", title=None))
    assert "Officials of both ports" in case.seen()[0]


def test_a_channel_has_a_name(case: Case) -> None:
    assert case.channel.name


@pytest.mark.parametrize("case", ["terminal", "jsonl"], indirect=True)
def test_what_feeds_write_cannot_steer_a_screen(case: Case) -> None:
    case.channel.send(alert("1", f"Ports{STEERING}\nagree to share berths"))
    assert not set(STEERING).intersection("".join(case.seen()))

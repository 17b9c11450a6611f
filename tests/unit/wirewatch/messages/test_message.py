"""Alerts as messages: the fact first, everything a reader needs, and nothing a feed could slip in."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.alert import Alert
from schemas.coverage import Story
from schemas.match import Clause, Excerpt, Match
from schemas.source import Source
from schemas.span import Span
from wirewatch.messages.message import Message, message_of

SEEN = datetime(2026, 3, 3, 6, 14, tzinfo=UTC)
TASS = Source(id="tass", name="ТАСС", kind="agency", language="ru", country="RUS", control="state")
ZONE = ZoneInfo("Asia/Shanghai")


def match(item_id: str = "a", **fields: Any) -> Match:
    story = fields.pop("story_id", item_id)
    made: dict[str, Any] = {
        "rule_id": "visits", "rule_name": "Visits of leaders", "channels": ("desk",), "item_id": item_id, "revision": 1,
        "origin": "live", "source": TASS, "title": "Путин посетит Китай 1 декабря", "summary": "", "link": "https://tass.example/1",
        "language": "ru", "topics": (), "published_at": SEEN, "first_seen_at": SEEN, "independent": 3,
        "story": Story(story_id=story, copies=8, sources=("tass", "ria"), first_seen_at=SEEN),
        "explanation": (Clause(clause="event.type:visit", spans=(Span(start=6, end=13, surface="посетит"),)),),
        "facts": ("visit scheduled: Vladimir Putin → China · 2026-12-01",),
        "excerpt": Excerpt(text="Владимир Путин посетит Китай, сообщили в Кремле.", marks=((15, 22),)),
    }  # fmt: skip
    return Match(**(made | fields))


def alert(of: Match | None = None, **fields: Any) -> Alert:
    made: dict[str, Any] = {
        "alert_id": "0f" * 16, "rule_id": "visits", "subject": "a", "change": "first", "channel": "desk", "decided_at": SEEN,
        "match": of or match(),
    }  # fmt: skip
    return Alert(**(made | fields))


def test_a_message_says_the_fact_and_whose_word_it_is() -> None:
    said = message_of(alert(), ZONE)
    assert (
        said.subject == "Visit scheduled: Vladimir Putin → China · 2026-12-01 — Путин посетит Китай 1 декабря"
    )
    assert said.text.splitlines() == [
        "Путин посетит Китай 1 декабря",
        "ТАСС (state, agency, RUS) · 2026-03-03 14:14+08:00 · ru",
        "https://tass.example/1",
        "",
        "  Владимир Путин [посетит] Китай, сообщили в Кремле.",
        "",
        "  · visit scheduled: Vladimir Putin → China · 2026-12-01",
        "",
        "  because event.type:visit (посетит)",
        "  +7 copies, 3 independent sources, first: tass 14:14+08:00",
        "",
        f"Rule “Visits of leaders” · alert {'0f' * 16}",
    ]
    assert "<mark>посетит</mark>" in said.html
    assert 'href="https://tass.example/1"' in said.html


def test_a_digest_is_grouped_by_story_with_a_count() -> None:
    others = (
        match("b", story_id="s"),
        match("c", title="习近平会见普京", language="zh-Hans"),
        match("d", story_id="s"),
    )
    said = message_of(alert(kind="digest", others=others, left_out=4, note="gathered: quiet hours"))
    assert said.subject == "8 reports: Путин посетит Китай 1 декабря"
    assert said.text.startswith("8 reports of 3 stories; gathered: quiet hours\n")
    assert said.text.count("ТАСС") == 3
    assert "and 1 more of this story" in said.text
    assert "… and 4 more." in said.text
    assert "习近平会见普京" in said.html


def test_an_update_names_what_changed() -> None:
    said = message_of(alert(kind="update", note="amount (trade): 5 USD → 7 USD"))
    assert said.subject.startswith("Changed: amount (trade): 5 USD → 7 USD: ")
    assert said.text.startswith("What changed: amount (trade): 5 USD → 7 USD\n")


def test_urgent_alerts_say_so_and_teams_find_themselves() -> None:
    said = message_of(alert(priority="urgent", team="Asia", owner="Ann", tags=("energy",), again=1))
    assert said.subject.startswith("[urgent] ")
    assert said.text.rstrip().endswith("· Asia · Ann · energy · alert " + "0f" * 16 + " · sent again (1)")


def test_a_rules_own_template_makes_the_text_and_cannot_reach_out() -> None:
    assert message_of(alert(template="{{ rule }}: {{ stories[0].report.headline }}")).text == (
        "Visits of leaders: Путин посетит Китай 1 декабря"
    )
    escaped = message_of(alert(template="{{ alert.__class__.__mro__ }}")).text
    assert "template failed" in escaped
    assert "object" not in escaped.partition("template failed")[0]


HOSTILE = [
    "<script>alert(1)</script>",
    "Subject\r\nBcc: everyone@example.org",
    "\x1b[2J\u202egnihtemos",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "[link](javascript:alert(1))",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_feed_writes_adds_no_header_markup_or_control(text: str) -> None:
    _is_harmless(
        message_of(
            alert(match(title=text, facts=(text,), excerpt=Excerpt(text=text), link=f"https://a/{text}"))
        )
    )


@given(st.text(min_size=1))
def test_no_text_at_all_breaks_out(text: str) -> None:
    _is_harmless(message_of(alert(match(title=text, facts=(text,), excerpt=Excerpt(text=text), link=text))))


def _is_harmless(said: Message) -> None:
    assert "\n" not in said.subject
    assert "\r" not in said.subject + said.text
    assert "\x1b" not in said.text + said.html + said.subject
    assert "\u202e" not in said.text + said.html
    for mark in ("<script", "<img", "onerror=alert(1)>"):
        assert mark not in said.html.lower()
    assert "javascript:" not in said.html.partition("<body")[2].replace("[link](javascript:alert(1))", "")
    assert "49" not in said.subject


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", None, "ftp://a.example/x", "https:"]
)
def test_only_links_to_pages_are_links(link: str | None) -> None:
    said = message_of(alert(match(link=link)))
    assert "href" not in said.html
    assert link is None or link not in said.text

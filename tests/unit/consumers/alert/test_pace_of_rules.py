"""Digests, counts, spikes, silences, limits, quiet hours and mutes, decided over a log and its restarts."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from consumers.alert.decide import DecideStage
from consumers.alert.quiet import quiet_of
from consumers.alert.rules import Rule, fixed
from consumers.alert.when import when_of
from consumers.outputs import output
from consumers.query.parse import parse_query
from consumers.run import StageLoop
from schemas.alert import Alert
from schemas.change import Change
from schemas.match import Match
from schemas.mute import Mute
from schemas.page import PageState
from schemas.topics import ALERTS, MATCHES, PAGES_STATE, RULES_MUTES
from wirewatch.adapters.memory_log import MemoryLog

MakeMatch = Callable[..., Match]
START = datetime(2026, 3, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Newsroom:
    """A log with one rule, "ports", and a clock; every turn is a process of its own."""

    def __init__(self, make_match: MakeMatch, when: str = "at once", **fields: Any) -> None:
        self.log, self.now, self._make = MemoryLog(), START, make_match
        self.rule = Rule(
            "ports", "Ports", "ports", parse_query("ports"), ("memory",), when=when_of(when), **fields
        )
        self._told = 0

    def later(self, by: timedelta) -> None:
        self.now += by

    def comes(self, *items: str, **fields: Any) -> list[Alert]:
        """Reports come, each of a story of its own unless `story_id` is given; the alerts of that turn."""
        made = [
            self._make(item, **({"story_id": item, "first_seen_at": self.now, "published_at": None} | fields))
            for item in items
        ]
        self.log.open_stage("wirewatch.match").commit([output(MATCHES, m.rule_id, m) for m in made], {})
        return self.turn()

    def turn(self) -> list[Alert]:
        stage = DecideStage(timedelta(days=1), fixed([self.rule]))
        loop = StageLoop(stage, self.log.open_stage(stage.spec.group, stage.spec.reads), lambda: self.now)
        loop.turn()
        sent = [Alert.model_validate_json(record.value) for record in self.log.records(ALERTS.name)]
        new, self._told = sent[self._told :], len(sent)
        return new


def ids(alert: Alert) -> list[str]:
    return [alert.match.item_id, *(other.item_id for other in alert.others)]


def test_a_digest_gathers_until_its_hour_and_then_goes_out_once(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, "digest 0 17 * * *")
    assert room.comes("a", "b") == []
    room.later(HOUR)
    assert room.comes("c") == []
    assert room.comes("copy", story_id="a") == []
    room.now = START.replace(hour=17)
    (digest,) = room.turn()
    assert (digest.kind, ids(digest), digest.left_out) == ("digest", ["c", "b", "a"], 0)
    assert room.turn() == []
    assert room.comes("late copy", story_id="b") == []
    room.now = START.replace(day=4, hour=18)
    assert room.turn() == []


def test_a_digest_shows_thirty_reports_and_counts_the_rest(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, "digest 0 17 * * *")
    room.comes(*(f"item-{n}" for n in range(45)))
    room.now = START.replace(hour=17)
    (digest,) = room.turn()
    assert (len(digest.others) + 1, digest.left_out) == (30, 15)


def test_three_within_two_hours_fire_once_and_count_anew(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, "count >= 3 within 2h")
    assert room.comes("a") == []
    room.later(3 * HOUR)
    assert room.comes("b", "b again", story_id="b") == []
    room.later(HOUR)
    assert room.comes("c") == []
    (alert,) = room.comes("d")
    assert (alert.kind, ids(alert), alert.note) == ("count", ["d", "c", "b"], "3 within 2 h")
    assert room.comes("e", "f") == []
    assert [a.kind for a in room.comes("g")] == ["count"]


def test_counts_that_are_full_at_one_moment_are_alerts_of_their_own(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, "count >= 3 within 2h")
    first, second = room.comes("a", "b", "c", "d", "e", "f")
    assert [ids(first), ids(second)] == [["c", "b", "a"], ["f", "e", "d"]]
    assert first.alert_id != second.alert_id


def test_a_spike_is_measured_against_the_rules_own_past(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, "spike >= 3x within 6h")
    for day in range(8):
        room.now = START + timedelta(days=day)
        assert room.comes(f"usual-{day}") == []
    room.now = START + timedelta(days=8)
    assert room.comes("a", "b") == []
    (alert,) = room.comes("c", "d")
    assert (alert.kind, ids(alert)) == ("spike", ["c", "b", "a"])
    assert "0.2 are usual" in alert.note or "0.3 are usual" in alert.note
    assert room.comes("e") == []


def test_silence_is_told_once_and_ends_when_something_comes(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, "silence 24h")
    assert room.comes("a") == []
    room.later(23 * HOUR)
    assert room.turn() == []
    room.later(HOUR)
    (alert,) = room.turn()
    assert (alert.kind, ids(alert)) == ("silence", ["a"])
    room.later(48 * HOUR)
    assert room.turn() == []
    assert room.comes("b") == []
    room.later(24 * HOUR)
    assert [a.kind for a in room.turn()] == ["silence"]


def test_beyond_its_limit_a_rule_gathers_and_says_so(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, max_per_hour=2)
    assert [ids(a) for a in room.comes("a", "b", "c", "d")] == [["a"], ["b"]]
    room.later(HOUR / 2)
    assert room.comes("e") == []
    room.later(HOUR)
    (digest,) = room.turn()
    assert (digest.kind, ids(digest), digest.note) == (
        "digest",
        ["e", "d", "c"],
        "gathered: more than 2 an hour",
    )
    assert [ids(a) for a in room.comes("f", "g")] == [["f"]]


def test_quiet_hours_hold_all_but_the_urgent_until_they_end(make_match: MakeMatch) -> None:
    quiet = quiet_of("08:00-12:00")
    room = Newsroom(make_match, quiet=quiet)
    assert room.comes("a", "b") == []
    room.later(2 * HOUR)
    assert room.turn() == []
    room.later(HOUR)
    (digest,) = room.turn()
    assert (ids(digest), digest.note) == (["b", "a"], "gathered: quiet hours")
    assert [ids(a) for a in Newsroom(make_match, quiet=quiet, priority="urgent").comes("a")] == [["a"]]


def test_what_comes_while_a_rule_is_muted_never_alerts(make_match: MakeMatch) -> None:
    room = Newsroom(make_match)
    mute = Mute(rule_id="ports", until=START + HOUR, at=START)
    room.log.open_stage("wirewatch.mute").commit([output(RULES_MUTES, "ports", mute)], {})
    assert room.comes("a") == []
    room.later(HOUR)
    assert room.comes("copy", story_id="a") == []
    assert [ids(a) for a in room.comes("b")] == [["b"]]
    assert Newsroom(make_match, mute_until=START + HOUR).comes("a") == []


def test_a_material_change_alerts_again_once_and_names_itself(make_match: MakeMatch) -> None:
    room = Newsroom(make_match)
    change = Change(kind="amount", about="trade", before="5 USD", after="7 USD")
    assert [a.kind for a in room.comes("a")] == ["first"]
    assert room.comes("a", revision=2) == []
    (update,) = room.comes("a", revision=3, changes=(change,))
    assert (update.kind, update.note) == ("update", "amount (trade): 5 USD → 7 USD")
    assert room.comes("copy", story_id="a", changes=(change,)) == []


def test_independent_reports_of_one_event_alert_once(make_match: MakeMatch) -> None:
    room = Newsroom(make_match)
    assert len(room.comes("a", event_id="a", events_absorbed=("a",))) == 1
    for number in range(40):
        assert room.comes(f"report-{number}", event_id="a", events_absorbed=("a",)) == []
    assert room.comes("elsewhere", event_id="z", events_absorbed=("z", "a")) == []
    assert len(room.comes("other", event_id="other", events_absorbed=("other",))) == 1


@pytest.mark.parametrize(
    ("per", "fields", "alerts"),
    [
        ("item", {"story_id": "a"}, 3),
        ("story", {"story_id": "a", "event_id": "e"}, 1),
        ("entity", {"touched": ("Gazprom",)}, 1),
        ("event", {"event_id": "e", "events_absorbed": ("e",)}, 1),
    ],
)
def test_a_rule_alerts_once_for_each_of_what_it_is_about(
    make_match: MakeMatch, per: Any, fields: dict[str, Any], alerts: int
) -> None:
    room = Newsroom(make_match, per=per)
    assert sum(len(room.comes(item, **fields)) for item in ("a", "b", "c")) == alerts


def test_entities_alert_each_by_itself(make_match: MakeMatch) -> None:
    room = Newsroom(make_match, per="entity")
    assert len(room.comes("a", touched=("Gazprom", "CNPC"))) == 2
    assert [a.subject for a in room.comes("b", touched=("CNPC", "Rosneft"))] == ["entity:Rosneft"]


def test_a_rule_that_is_gone_alerts_as_its_match_says(make_match: MakeMatch) -> None:
    room = Newsroom(make_match)
    assert [a.channel for a in room.comes("a", rule_id="gone", channels=("memory",))] == ["memory"]


def test_everything_is_remembered_however_the_reports_are_cut_into_turns(make_match: MakeMatch) -> None:
    def alerts(cuts: Sequence[int]) -> list[list[str]]:
        room = Newsroom(make_match, "count >= 3 within 2h")
        items = [f"item-{n}" for n in range(9)]
        found = []
        for start, end in zip((0, *cuts), (*cuts, 9), strict=True):
            found += room.comes(*items[start:end])
        return [ids(alert) for alert in found]

    assert alerts(()) == alerts((1, 2, 5)) == alerts((3, 6)) == alerts(tuple(range(1, 9)))
    assert len(alerts(())) == 3


class Waits(Newsroom):
    """A newsroom whose alerts wait a minute for the whole text; `page` says where the page of an item stands."""

    def turn(self) -> list[Alert]:
        stage = DecideStage(timedelta(days=1), fixed([self.rule]), timedelta(minutes=1))
        StageLoop(stage, self.log.open_stage(stage.spec.group, stage.spec.reads), lambda: self.now).turn()
        sent = [Alert.model_validate_json(record.value) for record in self.log.records(ALERTS.name)]
        new, self._told = sent[self._told :], len(sent)
        return new

    def page(self, item: str, state: Any, tries: int = 1) -> None:
        page = PageState(item_id=item, revision=1, state=state, link="https://a", since=self.now, tries=tries)
        self.log.open_stage("wirewatch.complete").commit([output(PAGES_STATE, item, page)], {})


def test_an_alert_waits_for_the_whole_text_and_goes_out_once_with_it(make_match: MakeMatch) -> None:
    room = Waits(make_match)
    assert room.comes("a", awaits_text=True) == []
    room.page("a", "taken")
    assert room.turn() == []
    (alert,) = room.comes("a", awaits_text=False, title="The whole of it")
    assert alert.match.title == "The whole of it"
    room.later(timedelta(minutes=5))
    assert room.turn() == []


def test_after_its_time_an_alert_goes_out_with_what_is_known_and_the_text_brings_no_second(
    make_match: MakeMatch,
) -> None:
    room = Waits(make_match)
    assert room.comes("a", "b", awaits_text=True) == []
    room.later(timedelta(seconds=59))
    assert room.turn() == []
    room.later(timedelta(seconds=1))
    assert [ids(alert) for alert in room.turn()] == [["a"], ["b"]]
    assert room.comes("a", awaits_text=False) == []


@pytest.mark.parametrize(("state", "tries"), [("failed", 1), ("awaited", 1)])
def test_an_alert_waits_no_longer_once_its_page_is_missed(
    make_match: MakeMatch, state: str, tries: int
) -> None:
    room = Waits(make_match)
    assert room.comes("a", awaits_text=True) == []
    room.page("a", state, tries)
    assert [ids(alert) for alert in room.turn()] == [["a"]]
    room.page("b", state, tries)
    assert [ids(alert) for alert in room.comes("b", awaits_text=True)] == [["b"]]


def test_two_copies_that_waited_for_their_pages_alert_once(make_match: MakeMatch) -> None:
    room = Waits(make_match)
    room.comes("a", awaits_text=True)
    room.comes("b", story_id="a", awaits_text=True)
    room.later(timedelta(minutes=1))
    assert [ids(alert) for alert in room.comes("c", story_id="a")] == [["a"]]
    assert room.turn() == []

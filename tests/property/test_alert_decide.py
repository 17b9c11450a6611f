"""Alerts under any order of matches, cut into batches anyhow."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.alert.decide import DecideStage, why_silent
from consumers.outputs import output
from consumers.run import StageLoop
from schemas.alert import Alert
from schemas.coverage import Story
from schemas.match import Match
from schemas.source import Source
from schemas.topics import ALERTS, MATCHES
from wirewatch.adapters.memory_log import MemoryLog

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def match(
    rule: str, story: str, origin: str, hours: int, retracted: bool, channels: tuple[str, ...]
) -> Match:
    return Match.model_validate(
        {
            "rule_id": rule,
            "rule_name": rule.upper(),
            "channels": channels,
            "item_id": story,
            "revision": 1,
            "retracted": retracted,
            "origin": origin,
            "source": Source(id="s", name="S"),
            "title": "Ports agree",
            "summary": "",
            "link": None,
            "language": "en",
            "topics": (),
            "published_at": None,
            "first_seen_at": NOW - timedelta(hours=hours),
            "story": Story(story_id=story, copies=1, sources=("s",), first_seen_at=NOW),
            "explanation": (),
        }
    )


matches = st.lists(
    st.builds(
        match,
        st.sampled_from(["gas", "ports"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["live", "live", "live", "first_poll", "replay"]),
        st.integers(0, 30),
        st.booleans(),
        st.sampled_from([("x",), ("y",), ("x", "y")]),
    ),
    max_size=15,
)


def decided(found: list[Match], batch_size: int) -> list[Alert]:
    log, stage = MemoryLog(), DecideStage(DAY)
    log.open_stage("wirewatch.match").commit([output(MATCHES, m.rule_id, m) for m in found], {})
    while True:
        fresh = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW, batch_size)
        if not fresh.turn().read:
            return [Alert.model_validate_json(record.value) for record in log.records(ALERTS.name)]


@given(matches)
@settings(deadline=None)
def test_a_rule_a_story_and_a_channel_alert_at_most_once(found: list[Match]) -> None:
    alerts = decided(found, 200)
    keys = [(alert.rule_id, alert.subject, alert.channel) for alert in alerts]
    assert len(keys) == len(set(keys)) == len({alert.alert_id for alert in alerts})
    assert all(why_silent(alert.match, NOW, DAY) is None for alert in alerts)
    wanted = {
        (m.rule_id, m.story.story_id, channel)
        for m in found
        if why_silent(m, NOW, DAY) is None
        for channel in m.channels
    }
    assert set(keys) == wanted


@given(matches, st.integers(1, 5))
@settings(deadline=None)
def test_batches_and_restarts_change_nothing(found: list[Match], batch_size: int) -> None:
    assert decided(found, batch_size) == decided(found, 200)

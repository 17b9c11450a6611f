"""send: each alert once, in order, and never past one that did not go out."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from consumers.alert.send import SendStage
from consumers.outputs import output
from consumers.ports import Channel
from consumers.run import StageLoop, Turn
from schemas.alert import Alert
from schemas.errors import TransientError
from schemas.ledger import LedgerEntry
from schemas.match import Match
from schemas.topics import ALERTS, ALERTS_LEDGER
from wirewatch.adapters.channels.memory import MemoryChannel
from wirewatch.adapters.memory_log import MemoryLog

MakeMatch = Callable[..., Match]
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


class ChannelThatIsDown(MemoryChannel):
    """Refuses the alerts whose ids are in `refused`."""

    def __init__(self, *refused: str) -> None:
        super().__init__()
        self.refused = set(refused)

    def send(self, alert: Alert) -> None:
        if alert.alert_id in self.refused:
            raise TransientError("the line is busy", retry_after_s=7)
        super().send(alert)


def alert_of(match: Match, alert_id: str, channel: str = "memory") -> Alert:
    return Alert(
        alert_id=alert_id, rule_id=match.rule_id, subject=alert_id, change="first", channel=channel, decided_at=NOW, match=match
    )  # fmt: skip


def publish(log: MemoryLog, *alerts: Alert) -> None:
    log.open_stage("wirewatch.decide").commit([output(ALERTS, alert.channel, alert) for alert in alerts], {})


def send(log: MemoryLog, *channels: Channel) -> Turn:
    """One turn of a fresh send stage."""
    stage = SendStage({channel.name: channel for channel in channels})
    return StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW).turn()


def ledger(log: MemoryLog) -> dict[str, str]:
    state = log.open_stage("look")
    return {
        key: LedgerEntry.model_validate_json(value).state for key, value in state.scan(ALERTS_LEDGER.name)
    }


def test_alerts_are_handed_over_and_written_down_as_sent(make_match: MakeMatch) -> None:
    log, channel = MemoryLog(), MemoryChannel()
    publish(log, alert_of(make_match(), "1"), alert_of(make_match(), "2"))
    assert send(log, channel).emitted == 2
    assert [alert.alert_id for alert in channel.sent] == ["1", "2"]
    assert ledger(log) == {"1": "sent", "2": "sent"}


def test_what_was_sent_is_not_sent_again_by_a_channel_that_cannot_tell(make_match: MakeMatch) -> None:
    log = MemoryLog()
    publish(log, alert_of(make_match(), "1"))
    send(log, MemoryChannel())
    publish(log, alert_of(make_match(), "1"))
    forgetful = MemoryChannel()
    assert dict(send(log, forgetful).skipped) == {"already": 1}
    assert forgetful.sent == []


def test_trouble_stops_at_the_alert_that_did_not_go_out(make_match: MakeMatch) -> None:
    log, channel = MemoryLog(), ChannelThatIsDown("2")
    publish(log, *(alert_of(make_match(), str(n)) for n in (1, 2, 3)))
    turn = send(log, channel)
    assert (turn.emitted, turn.wait_s, turn.trouble) == (1, 7, "channel memory: the line is busy")
    assert [alert.alert_id for alert in channel.sent] == ["1"]
    channel.refused.clear()
    send(log, channel)
    assert [alert.alert_id for alert in channel.sent] == ["1", "2", "3"]
    assert set(ledger(log).values()) == {"sent"}


def test_an_alert_for_a_channel_that_is_gone_expires(make_match: MakeMatch) -> None:
    log = MemoryLog()
    publish(log, alert_of(make_match(), "1", channel="pager"))
    with capture_logs() as logs:
        assert dict(send(log, MemoryChannel()).skipped) == {"no_channel": 1}
    assert ledger(log) == {"1": "expired"}
    (told,) = logs
    assert (told["log_level"], told["channel"], told["rule"]) == ("warning", "pager", make_match().rule_name)


class ChannelOnWhichTheProcessDies(MemoryChannel):
    """Takes an alert; then the process is gone."""

    def send(self, alert: Alert) -> None:
        super().send(alert)
        raise SystemExit


def loop_that_begins_in_writing(log: MemoryLog, channel: Channel) -> StageLoop:
    stage = SendStage({channel.name: channel}, begins_in_writing=True)
    return StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW)


def entry(log: MemoryLog, alert_id: str) -> LedgerEntry:
    value = log.open_stage("look").lookup(ALERTS_LEDGER.name, alert_id)
    assert value is not None
    return LedgerEntry.model_validate_json(value)


def test_the_ledger_says_that_an_alert_is_about_to_go_out_before_it_does(make_match: MakeMatch) -> None:
    log, channel = MemoryLog(), MemoryChannel()
    publish(log, alert_of(make_match(), "1"))
    loop = loop_that_begins_in_writing(log, channel)
    assert (loop.turn().is_first, channel.sent) == (True, [])
    assert (entry(log, "1").state, entry(log, "1").begun_at) == ("decided", NOW)
    assert (loop.turn().emitted, len(channel.sent)) == (1, 1)
    assert (entry(log, "1").state, entry(log, "1").repeated) == ("sent", 0)
    assert loop.lag() == 0


def test_an_alert_that_may_have_gone_out_before_a_crash_is_shown_as_sent_anew(make_match: MakeMatch) -> None:
    log, died, channel = MemoryLog(), ChannelOnWhichTheProcessDies(), MemoryChannel()
    publish(log, alert_of(make_match(), "1"), alert_of(make_match(), "2"))
    dying = loop_that_begins_in_writing(log, died)
    dying.turn()
    with pytest.raises(SystemExit):
        dying.turn()
    dying.close()
    loop = loop_that_begins_in_writing(log, channel)
    with capture_logs() as logs:
        while loop.lag():
            loop.turn()
    assert [alert.alert_id for alert in died.sent + channel.sent] == ["1", "1", "2"]
    assert {each: (entry(log, each).state, entry(log, each).repeated) for each in ("1", "2")} == {
        "1": ("sent", 1), "2": ("sent", 0),
    }  # fmt: skip
    assert [told["event"] for told in logs] == ["alert_sent_anew"]


def test_trouble_of_the_channel_is_no_sending_anew(make_match: MakeMatch) -> None:
    log, channel = MemoryLog(), ChannelThatIsDown("1")
    publish(log, alert_of(make_match(), "1"))
    loop = loop_that_begins_in_writing(log, channel)
    loop.turn()
    assert loop.turn().wait_s == 7
    channel.refused.clear()
    assert loop.turn().emitted == 1
    assert entry(log, "1").repeated == 0

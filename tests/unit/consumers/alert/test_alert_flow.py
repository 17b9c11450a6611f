"""match, decide and send together, over one log."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consumers.alert.decide import DecideStage
from consumers.alert.match import MatchStage
from consumers.alert.rules import Rule, fixed
from consumers.alert.send import SendStage
from consumers.cluster.stage import ClusterStage
from consumers.outputs import output
from consumers.ports import Channel
from consumers.query.parse import parse_query
from consumers.run import StageLoop
from consumers.stage import Stage
from schemas.coverage import Coverage
from schemas.extracted import Extracted
from schemas.topics import ALERTS_LEDGER, FACTS, MATCHES
from wirewatch.adapters.channels.jsonl import JsonLinesChannel
from wirewatch.adapters.channels.memory import MemoryChannel
from wirewatch.adapters.memory_log import MemoryLog

MakeCoverage = Callable[..., Coverage]
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
RULE = Rule("ports", "Ports", "ports", parse_query("ports"), ("memory",))
BODY = (
    "Officials of both ports met on Monday and agreed to share berths for container ships from next spring. "
    "The deal covers six berths, two of them still to be built, and runs for ten years, a harbour master said."
)


def stream(log: MemoryLog, channel: Channel, until: type = SendStage) -> None:
    """Run the stages from cluster to `until` until nothing waits, each made anew as after a restart."""
    stages: Sequence[Stage] = (
        ClusterStage(), MatchStage(fixed([RULE])), DecideStage(timedelta(days=1)), SendStage({"memory": channel}),
    )  # fmt: skip
    for stage in stages:
        loop = StageLoop(stage, log.open_stage(stage.spec.group, stage.spec.reads), lambda: NOW)
        while loop.lag():
            loop.turn()
        if isinstance(stage, until):
            return


def feed(log: MemoryLog, items: Sequence[Coverage]) -> None:
    facts = [Extracted.model_validate(item.model_dump()) for item in items]
    log.open_stage("wirewatch.extract").commit([output(FACTS, f.item.item_id, f) for f in facts], {})


def test_copies_of_one_report_alert_once_over_restarts(make_coverage: MakeCoverage) -> None:
    log, channel = MemoryLog(), MemoryChannel()
    for number in range(3):
        feed(log, [make_coverage(f"a{number}-{n}", body=BODY) for n in range(4)])
        stream(log, channel)
    assert [alert.match.item_id for alert in channel.sent] == ["a0-0"]


def test_an_empty_start_on_thousands_of_old_items_sends_nothing(make_coverage: MakeCoverage) -> None:
    log, channel = MemoryLog(), MemoryChannel()
    feed(
        log,
        [
            make_coverage(f"a{n}", title=f"Ports agree {n} times over {n * 7}", origin="first_poll")
            for n in range(2_000)
        ],
    )
    stream(log, channel)
    assert (channel.sent, log.count(MATCHES.name), log.count(ALERTS_LEDGER.name)) == ([], 0, 0)


def test_what_a_first_poll_saw_can_still_alert_by_a_live_copy(make_coverage: MakeCoverage) -> None:
    log, channel = MemoryLog(), MemoryChannel()
    feed(log, [make_coverage("old", body=BODY, origin="first_poll")])
    stream(log, channel)
    feed(log, [make_coverage("live", body=BODY)])
    stream(log, channel)
    assert [(alert.match.item_id, alert.subject) for alert in channel.sent] == [("live", "old")]


def test_a_crash_between_the_file_and_the_commit_writes_no_second_line(
    make_coverage: MakeCoverage, tmp_path: Path
) -> None:
    log, path = MemoryLog(), tmp_path / "alerts.jsonl"
    feed(log, [make_coverage("a", body=BODY)])
    crashing = SendStage({"memory": JsonLinesChannel(path, "memory")})
    stream(log, MemoryChannel(), until=DecideStage)
    view = log.open_stage(crashing.spec.group, crashing.spec.reads)
    crashing.handle(view.read(10), view, NOW)  # handed over, and then the process dies: nothing is committed
    again = JsonLinesChannel(path, "memory")
    stream(log, again)
    again.close()
    assert len(path.read_text("utf-8").splitlines()) == 1
    assert log.count(ALERTS_LEDGER.name) == 1

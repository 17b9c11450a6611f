"""The stage over a log: what it keeps, what a restart finds, when stories close."""

from collections.abc import Callable
from datetime import datetime, timedelta

from consumers.cluster.stage import ClusterStage
from consumers.cluster.stories import REMEMBERED_FOR
from consumers.outputs import output
from consumers.run import StageLoop
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage
from schemas.extracted import Extracted
from schemas.topics import CLUSTER_STATE, COVERAGE, FACTS
from wirewatch.adapters.memory_log import MemoryLog

MakeItem = Callable[..., Extracted]
BODY = (
    "Officials of both ports met on Monday and agreed to share berths for container ships from next spring."
)


class Run:
    """A log with the cluster stage over it, restarted at will."""

    def __init__(self, now: datetime) -> None:
        self.log, self.now = MemoryLog(), now
        self.restart()

    def restart(self) -> None:
        self.stage = ClusterStage()
        stage_log = self.log.open_stage(self.stage.spec.group, self.stage.spec.reads)
        self.loop = StageLoop(self.stage, stage_log, lambda: self.now)

    def feed(self, *items: Extracted) -> list[Coverage]:
        before = self.log.count(COVERAGE.name)
        self.log.open_stage("wirewatch.extract").commit(
            [output(FACTS, item.item.item_id, item) for item in items], {}
        )
        self.loop.turn()
        return [Coverage.model_validate_json(r.value) for r in list(self.log.records(COVERAGE.name))[before:]]

    def members(self) -> dict[str, ClusterMember]:
        state = self.log.open_stage("look")
        return {k: ClusterMember.model_validate_json(v) for k, v in state.scan(CLUSTER_STATE.name)}


def test_a_restart_finds_the_stories_as_they_were(make: MakeItem) -> None:
    run = Run(make("a").item.first_seen_at)
    run.feed(
        make("a", body=BODY),
        make("b", body=BODY, source="pacific-desk"),
        make("c", title="Something else altogether happened"),
        make("b", body=BODY, source="pacific-desk", revision=2, retracted=True),
    )
    before = run.stage.stories
    run.restart()
    (coverage,) = run.feed(make("d", body=BODY, source="steppe-courier"))
    assert (coverage.story.story_id, coverage.story.copies, coverage.cluster_seq) == ("a", 2, 5)
    before.put("d", run.members()["d"])
    assert run.stage.stories.content() == before.content()


def test_the_same_order_gives_the_same_bytes(make: MakeItem) -> None:
    items = [make(f"i{n}", body=BODY if n % 2 else f"{BODY} {n}", source=f"s{n}") for n in range(8)]
    whole, stopped = Run(make("a").item.first_seen_at), Run(make("a").item.first_seen_at)
    whole.feed(*items)
    for item in items:
        stopped.feed(item)
        stopped.restart()
    assert [r.value for r in whole.log.records(COVERAGE.name)] == [
        r.value for r in stopped.log.records(COVERAGE.name)
    ]
    assert whole.members() == stopped.members()


def test_a_story_closes_fourteen_days_after_its_last_copy(make: MakeItem) -> None:
    start = make("a").item.first_seen_at
    run = Run(start)
    run.feed(make("a", body=BODY), make("b", body=BODY, source="pacific-desk", hours=48))
    run.now = start + timedelta(days=15)
    run.loop.turn()
    assert not run.members()["a"].closed
    run.now = start + timedelta(days=16, hours=1)
    run.loop.turn()
    assert all(member.closed and not member.shingles for member in run.members().values())


def test_a_late_revision_keeps_its_story_over_a_restart(make: MakeItem) -> None:
    start = make("a").item.first_seen_at
    run = Run(start)
    run.feed(make("a", body=BODY), make("b", body=BODY, source="pacific-desk"))
    run.now = start + timedelta(days=20)
    run.loop.turn()
    run.restart()
    revised = make("b", body=BODY, source="pacific-desk", revision=2, hours=24 * 20)
    (coverage,) = run.feed(revised)
    assert (coverage.story.story_id, coverage.story.copies, coverage.cluster_seq) == ("a", 2, 3)
    (newcomer,) = run.feed(make("c", body=BODY, source="steppe-courier", hours=24 * 20))
    assert newcomer.story.story_id == "c"


def test_the_order_never_starts_again_when_all_stories_are_forgotten(make: MakeItem) -> None:
    start = make("a").item.first_seen_at
    run = Run(start)
    run.feed(*(make(f"i{n}", title=f"Headline of its own number {n} today") for n in range(3)))
    for days in (20, 20 + REMEMBERED_FOR.days):
        run.now = start + timedelta(days=days)
        run.loop.turn()
    assert list(run.members()) == ["i2"]
    run.restart()
    (coverage,) = run.feed(make("x", title="A new headline after a long silence"))
    assert coverage.cluster_seq == 4

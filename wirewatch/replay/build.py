"""A new generation, built beside the live one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from consumers.ports import IndexVersions
from consumers.query.parse import parse_query
from consumers.query.search import IndexReader, SearchRequest
from consumers.replay.carried import CarriedClusterStage, LivePlaces
from consumers.replay.comparing import compare
from consumers.replay.copying import copy_documents, copy_state, copy_verdicts
from consumers.replay.generations import generations_of, log_of
from consumers.replay.history import History, refuse_what_is_gone
from consumers.replay.progress import Steps, Told
from consumers.replay.rebuilding import feed_wanted, join_tail, order
from consumers.replay.scoped import ScopedLog, own_topics, rebuild_topics
from consumers.replay.selecting import select, select_touched, set_fence, wanted_items
from consumers.replay.selection import Selection
from consumers.replay.sides import Sides
from schemas import topics as t
from schemas.cluster_state import ClusterMember
from schemas.control import Generation, Generations, Selected
from schemas.errors import ConfigurationError
from schemas.event_state import EventState
from schemas.replay import ReplayComparison, ReplayPlan, ReplayStep
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.replay.again import reading_again
from wirewatch.replay.catching_up import catch_up
from wirewatch.replay.control import Control
from wirewatch.replay.plan import make_plan
from wirewatch.replay.ruleset import ruleset_of
from wirewatch.replay.stages import drain, following_loops, make_in_processes, making_loops, placing_loops
from wirewatch.settings import SQLITE, Settings

GROUP = "wirewatch.replay"
_STORIES = tuple(
    spec
    for name in t.GENERATION_TOPICS
    if (spec := t.TOPICS[name]).compacted and spec not in (t.ITEMS_STATE, t.INDEX_STATE)
)
"""State that is taken over whole: stories, and whatever else gathers items."""

FOUND_AT_MOST = 1_000_000
"""Items a query may pick."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a replay is asked for. `alerts`: what was rebuilt may alert once it is live, as far as it is young enough."""

    selected: Selected = field(default_factory=Selected)
    from_bytes: bool = False
    alerts: bool = False
    processes: int = 1


class Replay:
    """Replays over an opened log, by a command that has the right to change the generations. `told` of every step's progress."""

    def __init__(
        self,
        settings: Settings,
        folder: DataFolder,
        control: Control,
        versions: IndexVersions,
        history: History,
        told: Told,
    ) -> None:
        self._settings, self._folder, self._control = settings, folder, control
        log = control.log
        self._log, self._versions, self._history, self._told = log, versions, history, told

    def plan(self, request: Request) -> ReplayPlan:
        """The dry run. Raises ConfigurationError where the range is no longer held or the selection has a mistake."""
        refuse_what_is_gone(self._history, request.selected.since)
        live = generations_of(self._log).live
        index = self._versions.open(live)
        try:
            sides = Sides(log_of(self._log, live), index, log_of(self._log, live), index, self._history)
            selection = self._selection(request.selected, index)
            return make_plan(self._settings, sides, live, request.selected, selection, self._told)
        finally:
            index.close()

    def begin(self, request: Request) -> Generation:
        """The generation to build: a new one, or the one that was begun with the same request and not finished.

        Raises ConfigurationError where another one is unfinished, or the range is no longer held.
        """
        generations = generations_of(self._log)
        for unfinished in generations.generations:
            if unfinished.state == "building":
                asked = (request.selected, request.from_bytes)
                if request.selected != Selected() and asked != (unfinished.selected, unfinished.from_bytes):
                    raise ConfigurationError(
                        f"{unfinished.name} ({unfinished.selected}) is not finished: go on with it by `wirewatch replay "
                        f"--resume`, or give it up with `wirewatch index drop {unfinished.name}`."
                    )
                return unfinished
        refuse_what_is_gone(self._history, request.selected.since)
        begun = Generation(
            name=f"g{generations.newest + 1}",
            state="building",
            made_from=generations.live,
            selected=request.selected,
            from_bytes=request.from_bytes,
            alerts=request.alerts,
            ruleset=ruleset_of(self._settings),
            created_at=now(),
        )
        self._make_topics(begun.name, request.processes)
        self._commit(generations, begun, newest=generations.newest + 1)
        return begun

    def build(self, generation: Generation, processes: int = 1) -> ReplayComparison:
        """Build the generation, going on where a killed replay was; compare it with the live one, and let the stages
        feed it from then on. Raises WirewatchError; run again, it goes on."""
        generations = generations_of(self._log)
        if generations.live != generation.made_from:
            raise ConfigurationError(
                f"{generation.name} was made from {generation.made_from}, and {generations.live} is live now: give it up "
                f"with `wirewatch index drop {generation.name}` and begin anew."
            )
        self._make_topics(generation.name, processes)
        with self._opened(generation) as sides:
            steps = Steps(sides.next.open_stage(GROUP), self._told)
            try:
                self._take_over(generation, sides, steps)
                self._make(generation, sides, steps, processes)
                self._place(sides, steps)
                self._follow(sides, steps)
                compared = self._compare(sides)
                steps.commit("build", ReplayStep(done=True))
            finally:
                steps.close()
        self._commit(generations_of(self._log), generation.model_copy(update={"state": "standing"}))
        self._log.drop_topics(rebuild_topics(generation.name), [f"wirewatch.{generation.name}.replay"])
        return compared

    def _take_over(self, generation: Generation, sides: Sides, steps: Steps) -> None:
        """Everything that comes from live: what is rebuilt, then copies of the rest."""
        self._catch_up(generation)
        fence = set_fence(sides, steps)
        selection = self._selection(generation.selected or Selected(), sides.live_index)
        select(sides, selection, fence, steps)
        copy_state(sides, t.ITEMS_STATE, wanted_items(sides), steps)
        select_touched(sides, fence, steps)
        self._catch_up(generation)
        wanted = wanted_items(sides)
        for spec in _STORIES:
            copy_state(sides, spec, (), steps)
        copy_verdicts(sides, wanted, steps)
        copy_documents(sides, wanted, steps)
        if generation.from_bytes:
            with reading_again() as read_again:
                feed_wanted(sides, wanted, fence, steps, read_again)
        else:
            feed_wanted(sides, wanted, fence, steps)

    def _make(self, generation: Generation, sides: Sides, steps: Steps, processes: int) -> None:
        """Revisions and facts of what is rebuilt."""
        if steps.step("tail").done:
            return
        total = max(steps.step("select").count, 1)

        def waiting() -> int:
            left = sides.next.bounds(t.REPLAYED.name)
            read = sides.next.committed("wirewatch.classify")
            return sum(held.next for held in left.values()) - sum(
                o for at, o in read.items() if at.topic == t.REPLAYED.name
            )

        def told(_: int) -> None:
            left = waiting()
            self._told("rebuild", max(total - left, 0), max(total, left))

        if processes > 1:
            make_in_processes(self._settings, self._folder, generation.name, processes, waiting, told)
        else:
            drain(making_loops(sides.next, self._settings), told)

    def _place(self, sides: Sides, steps: Steps) -> None:
        """The ordered facts in their stories and in the index."""
        if steps.step("tail").done:
            return
        order(sides, wanted_items(sides), steps)
        total = max(sides.next.count(t.ORDERED.name), 1)
        drain(
            placing_loops(sides.next, _cluster(sides), sides.next_index),
            lambda waiting: self._told("place", max(total - waiting, 0), total),
        )
        join_tail(sides, steps)

    def _follow(self, sides: Sides, steps: Steps) -> None:
        """Read on until there is nothing more to read than live has."""
        drain(
            following_loops(sides.next, self._settings, sides.next_index, _cluster(sides)),
            lambda waiting: self._told("follow", 0 if waiting else 1, 1),
        )

    def _compare(self, sides: Sides) -> ReplayComparison:
        wanted = sorted(wanted_items(sides))

        def shown() -> Iterator[str]:
            for n, item in enumerate(wanted):
                if n % 100 == 0:
                    self._told("compare", n, len(wanted))
                yield item

        counts = (sides.live_index.count(), sides.next_index.count())
        return compare(shown(), sides.live_index.get, sides.next_index.get, counts)

    def _selection(self, selected: Selected, index: IndexReader) -> Selection:
        """What was asked for, with the items its query finds in the live index."""
        if selected.query is None:
            return Selection.of(selected)
        answer = index.search(SearchRequest(parse_query(selected.query, now=now()), limit=FOUND_AT_MOST))
        return Selection.of(selected, frozenset(hit.document.item_id for hit in answer.hits))

    def _catch_up(self, generation: Generation) -> None:
        live = generation.made_from or generations_of(self._log).live
        catch_up(
            self._settings, self._folder, self._log, self._versions, live,
            lambda waiting: self._told("wait for live", 0 if waiting else 1, 1),
        )  # fmt: skip

    def _make_topics(self, name: str, processes: int) -> None:
        """A cluster's topics have the partitions of the table; the embedded log's as many as there are to be processes."""
        partitions = processes if self._folder.log_address == SQLITE and processes > 1 else None
        self._log.make_topics((*own_topics(name), *rebuild_topics(name)), partitions)

    def _commit(self, generations: Generations, changed: Generation, **changes: object) -> None:
        others = tuple(each for each in generations.generations if each.name != changed.name)
        update = {"generations": (*others, changed), **changes}
        self._control.commit(generations.model_copy(update=update))

    @contextmanager
    def _opened(self, generation: Generation) -> Iterator[Sides]:
        live = generation.made_from or generations_of(self._log).live
        live_index, next_index = self._versions.open(live), self._versions.open(generation.name)
        try:
            yield Sides(
                log_of(self._log, live),
                live_index,
                ScopedLog(self._log, generation.name),
                next_index,
                self._history,
            )
        finally:
            live_index.close()
            next_index.close()


def _cluster(sides: Sides) -> CarriedClusterStage:
    """cluster as a replay runs it."""
    state = sides.live.open_stage("wirewatch.replay.reader")

    def member(item_id: str) -> ClusterMember | None:
        value = state.lookup(t.CLUSTER_STATE.name, item_id)
        return None if value is None else ClusterMember.model_validate_json(value)

    def event(event_id: str) -> EventState | None:
        value = state.lookup(t.EVENTS_STATE.name, event_id)
        return None if value is None else EventState.model_validate_json(value)

    return CarriedClusterStage(LivePlaces(sides.live_index.get, member, event))

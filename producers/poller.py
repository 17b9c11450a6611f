"""Polling a catalogue of feeds: whose turn it is, how many at once, and one commit for each poll."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from producers.feed import Feed
from producers.poll import Poll, Polled, report_of
from producers.ports import Observer, PollLog, PollReport
from producers.schedule import is_due
from producers.sightings import trace_id_of
from producers.trouble import Trouble
from schemas import topics
from schemas.errors import ConfigurationError, PoisonError, TransientError
from schemas.feed_state import FeedSeen, FeedState, SeenEntry
from schemas.output import Output
from schemas.sighting import Sighting
from schemas.topics import TopicSpec
from schemas.wire import FIRST_SEEN, ORIGIN, TRACE, decode, encode, headers_of

log = structlog.get_logger()

_OWN_MACHINE = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")
COMMIT_AGAIN_S = 10.0  # how soon a feed is polled again whose poll the log could not take
LOOK_AGAIN_S = 0.5  # how soon a waiting poller looks at the clock again
QUIET_TOGETHER = 32  # polls that brought nothing, whose states are one commit


class Poller:
    """Polls feeds when they are due, at most `at_once` together and `per_host` at one host, where `host_delay_s` seconds lie between
    the end of one poll and the next.

    Of the catalogue it polls the hosts that the log gives it: with several pollers each has a share, and a host has one
    poller at a time. When the share changes, polls under way are given up, and the state of the feeds is read anew.

    A poll's sightings, dead letters and new state are one commit, so a crash can never remember an ETag and
    forget the items. Polls that brought nothing are committed some together, within half a second: where a crash forgets them, the
    feeds are polled once more. `commit` is called on the thread that runs the poller and blocks it for as long as the disk
    takes; the log is used by that thread alone. A ConfigurationError of the log stops the poller and goes to
    the caller; passing trouble leaves the feed's state as it was, so that it is polled again.
    """

    def __init__(
        self,
        feeds: Sequence[Feed],
        log: PollLog,
        poll: Poll,
        observe: Observer,
        *,
        at_once: int = 8,
        per_host: int = 1,
        host_delay_s: float = 0.0,
    ) -> None:
        self.feeds = tuple({feed.key: feed for feed in feeds}.values())
        self._wanted = self.feeds
        self._log = log
        self._poll = poll
        self._observe = observe
        self._places = asyncio.Semaphore(at_once)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._host_delay_s = host_delay_s
        self._host_rests_until: dict[str, float] = {}
        self._states: dict[str, FeedState] = {}
        self._again_at: dict[str, datetime] = {}
        self._repeated: dict[str, set[str]] = defaultdict(set)
        self._share_number: int | None = None
        self._forgotten: frozenset[str] = frozenset()
        self._mine: tuple[Feed, ...] = ()
        self._quiet: dict[str, list[Output]] = {}

    def watch(self, feeds: Sequence[Feed]) -> None:
        """Poll these feeds from now on. Those that are new are polled at once; of those that are gone nothing is forgotten, so that they
        can come back. To be called on the thread that runs the poller."""
        self._wanted = tuple({feed.key: feed for feed in feeds}.values())

    async def poll_all_once(self) -> tuple[PollReport, ...]:
        """Poll every feed of this poller's now, whether due or not; the reports in the catalogue's order."""
        self._take_share()
        return await self._poll_together(self._mine)

    async def poll_due(self, now: datetime) -> tuple[PollReport, ...]:
        """Poll the feeds whose time has come."""
        self._take_share()
        return await self._poll_together([feed for feed in self._mine if self._is_due(feed, now)])

    async def run(self, stop: asyncio.Event) -> None:
        """Poll each feed whenever it is due, until `stop` is set. Polls under way are given up then: they have
        committed nothing, so nothing is lost."""
        under_way: dict[str, asyncio.Task[PollReport]] = {}
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                if self._share_moved():
                    await _give_up(list(under_way.values()))
                    under_way.clear()
                now = self._poll.clock()
                for feed in self._mine:
                    if feed.key not in under_way and self._is_due(feed, now):
                        under_way[feed.key] = asyncio.create_task(self._poll_one(feed))
                await asyncio.wait({stopped, *under_way.values()}, timeout=LOOK_AGAIN_S)
                self._commit_quiet()
                for key in [key for key, task in under_way.items() if task.done()]:
                    under_way.pop(key).result()
        finally:
            await _give_up([stopped, *under_way.values()])
            self._commit_quiet()

    async def _poll_together(self, feeds: Sequence[Feed]) -> tuple[PollReport, ...]:
        tasks = [asyncio.create_task(self._poll_one(feed)) for feed in feeds]
        try:
            return tuple(await asyncio.gather(*tasks))
        finally:
            await _give_up(tasks)
            self._commit_quiet()

    async def _poll_one(self, feed: Feed) -> PollReport:
        async with self._hosts[feed.host]:
            await self._let_rest(feed.host)
            async with self._places:
                try:
                    report = await self._poll_and_commit(feed)
                finally:
                    rests_until = asyncio.get_running_loop().time() + self._host_delay_s
                    self._host_rests_until[feed.host] = rests_until
        self._observe(report)
        return report

    async def _let_rest(self, host: str) -> None:
        """Wait until a host has had its pause; our own machine needs none."""
        if _OWN_MACHINE.fullmatch(host):
            return
        pause_s = self._host_rests_until.get(host, 0.0) - asyncio.get_running_loop().time()
        if pause_s > 0:
            await asyncio.sleep(pause_s)

    async def _poll_and_commit(self, feed: Feed) -> PollReport:
        try:
            polled = await self._poll_safely(feed, self._state_of(feed))
            self._remember(feed, without_entries(polled.state))  # first: the commit may be of many, and fail
            self._commit(feed, polled)
        except TransientError as error:
            log.warning("poll_not_committed", stage="poll", feed=feed.key, trouble=str(error))
            self._not_taken(feed.key)
            return report_of(feed, "failing", error="not_committed", error_text=str(error))
        return polled.report

    def _commit(self, feed: Feed, polled: Polled) -> None:
        outputs = outputs_of(feed, polled, self._forgotten)
        if polled.report.outcome != "unchanged":
            self._quiet.pop(feed.key, None)
            self._log.commit(outputs, {})
            return
        self._quiet[feed.key] = outputs
        if len(self._quiet) >= QUIET_TOGETHER:
            self._commit_quiet()

    def _commit_quiet(self) -> None:
        """Commit the states of polls that brought nothing; where the log cannot take them, the feeds are polled again soon."""
        quiet, self._quiet = self._quiet, {}
        if not quiet:
            return
        try:
            self._log.commit([output for outputs in quiet.values() for output in outputs], {})
        except TransientError as error:
            log.warning("poll_not_committed", stage="poll", feeds=len(quiet), trouble=str(error))
            for key in quiet:
                self._not_taken(key)

    async def _poll_safely(self, feed: Feed, state: FeedState) -> Polled:
        try:
            repeated = self._repeated[feed.source.id]
            return await self._poll.poll_feed(feed, state, repeated, lambda: self._seen_of(feed))
        except (ConfigurationError, TransientError):
            raise
        except Exception as error:
            log.error("poll_failed", stage="poll", feed=feed.key, exc_info=error)
            trouble = Trouble(
                "internal_error", f"The program failed ({type(error).__name__}): please report it."
            )
            return self._poll.failing(feed, state, trouble, self._poll.clock())

    def _share_moved(self) -> bool:
        """Whether other feeds are this poller's than before, or none as long as the log cannot tell."""
        try:
            return self._take_share()
        except TransientError as error:
            log.warning("poll_waits", stage="poll", trouble=str(error))
            had_any, self._mine, self._share_number = bool(self._mine), (), None
            return had_any

    def _take_share(self) -> bool:
        """Ask which feeds are this poller's; where that has changed, read their state."""
        share = self._log.holding()
        if share.number == self._share_number and self.feeds is self._wanted:
            return False
        self.feeds = self._wanted
        self._quiet.clear()  # another poller may have polled those since
        mine = {feed.key: feed for feed in self.feeds if share.owns(feed.host)}
        self._states.clear()
        self._again_at.clear()
        self._forgotten = frozenset(item_id for item_id, _ in self._log.scan(topics.FORGOTTEN.name))
        for key, value in self._log.scan(topics.FEEDS_STATE.name):
            if key in mine:
                self._remember(mine[key], _state(key, value))
        self._mine, self._share_number = tuple(mine.values()), share.number
        return True

    def _remember(self, feed: Feed, state: FeedState) -> None:
        """Keep a state in memory."""
        self._states[feed.key] = state
        self._again_at.pop(feed.key, None)
        self._repeated[feed.source.id].update(state.repeated_guids)

    def _not_taken(self, key: str) -> None:
        """The log could not take a poll, or did and could not say so: what it has is read before the next one."""
        self._states.pop(key, None)
        self._again_at[key] = self._poll.clock() + timedelta(seconds=COMMIT_AGAIN_S)

    def _is_due(self, feed: Feed, now: datetime) -> bool:
        state = self._states.get(feed.key)
        return is_due(state.next_due_at if state else self._again_at.get(feed.key), now)

    def _state_of(self, feed: Feed) -> FeedState:
        known = self._states.get(feed.key)
        if known is not None:
            return known
        value = self._log.lookup(topics.FEEDS_STATE.name, feed.key)
        return _state(feed.key, value) if value else FeedState(feed=feed.key)

    def _seen_of(self, feed: Feed) -> tuple[SeenEntry, ...]:
        """The entries that are known: in the log, or still in a state that an older program wrote."""
        kept = self._state_of(feed).seen
        value = None if kept else self._log.lookup(topics.FEEDS_SEEN.name, feed.key)
        return kept if value is None else _seen(feed.key, value)


def sighting_output(sighting: Sighting) -> Output:
    """The record of a sighting."""
    seen = sighting.item
    carried = {
        TRACE: trace_id_of(sighting),
        ORIGIN: seen.origin,
        FIRST_SEEN: str(int(seen.first_seen_at.timestamp() * 1000)),
    }
    return Output(topics.ITEMS.name, seen.item_id, encode(sighting), headers_of(topics.ITEMS, carried))


def outputs_of(feed: Feed, polled: Polled, forgotten: Collection[str] = ()) -> list[Output]:
    """The records of one poll: sightings but of what is forgotten, dead letters, what is known of the feed."""
    outputs = [
        sighting_output(sighting) for sighting in polled.sightings if sighting.item.item_id not in forgotten
    ]
    outputs += [
        Output(topics.DEAD.name, letter.dead_id, encode(letter), headers_of(topics.DEAD))
        for letter in polled.dead
    ]
    state = polled.state
    if state.seen:
        outputs.append(_of_feed(topics.FEEDS_SEEN, feed, FeedSeen(feed=state.feed, entries=state.seen)))
    outputs.append(_of_feed(topics.FEEDS_STATE, feed, without_entries(state)))
    return outputs


def without_entries(state: FeedState) -> FeedState:
    """A state as it is kept in memory and in its topic: the entries have a topic of their own."""
    return state.model_copy(update={"seen": ()}) if state.seen else state


def _of_feed(spec: TopicSpec, feed: Feed, value: FeedState | FeedSeen) -> Output:
    return Output(spec.name, value.feed, encode(value), headers_of(spec), partition_by=feed.host)


def _state(key: str, value: bytes) -> FeedState:
    """A stored state; one that is damaged is forgotten: the feed is polled as if for the first time."""
    try:
        return decode(FeedState, topics.FEEDS_STATE, value, {})
    except PoisonError as error:
        log.warning("poll_state_unreadable", stage="poll", feed=key, trouble=str(error))
        return FeedState(feed=key)


def _seen(key: str, value: bytes) -> tuple[SeenEntry, ...]:
    """Stored entries; where they are damaged all are new again, and their items known."""
    try:
        return decode(FeedSeen, topics.FEEDS_SEEN, value, {}).entries
    except PoisonError as error:
        log.warning("poll_state_unreadable", stage="poll", feed=key, trouble=str(error))
        return ()


async def _give_up(tasks: "Sequence[asyncio.Task[Any]]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

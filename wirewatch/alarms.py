"""The program's own troubles as matches, for rules that have an `alarm` in place of a query: they go through the same channels.

A trouble alerts once a day (UTC) for as long as it lasts, however many processes see it and however often they start. What is looked
at: dead letters that wait, feeds that fail, stages that lag.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from consumers.alert.rules import Alarm, Rule, RuleBook
from consumers.outputs import output
from consumers.ports import Log, Output
from schemas import topics
from schemas.coverage import Story
from schemas.errors import WirewatchError
from schemas.match import Excerpt, Match
from schemas.source import Source
from schemas.status import FeedStatus
from wirewatch.clock import now as clock
from wirewatch.dead_letters import dead_letters
from wirewatch.status import feed_statuses

log = structlog.get_logger()

LAGGING = 10_000
"""Records before a stage that are trouble."""
FAILING_POLLS = 5
NAMED_MOST = 8
LOOK_EVERY_S = 60.0
GROUP = "wirewatch.alarms"
_OURSELVES = Source(id="wirewatch", name="Wirewatch")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble as it is now: in a sentence, and with what to do about it."""

    alarm: Alarm
    sentence: str
    advice: str


def troubles(dead: int, feeds: Iterable[FeedStatus], lags: Mapping[str, int]) -> Iterator[Trouble]:
    """The troubles there are. Pure."""
    if dead:
        yield Trouble(
            "dead_letters",
            f"{dead} records could not pass",
            "Look with `wirewatch dead list`, mend the cause, re-drive.",
        )
    failing = [feed for feed in feeds if feed.failures >= FAILING_POLLS]
    if failing:
        named = ", ".join(f"{feed.feed} ({feed.error})" for feed in failing[:NAMED_MOST])
        more = f" and {len(failing) - NAMED_MOST} more" if len(failing) > NAMED_MOST else ""
        yield Trouble(
            "feed_failing",
            f"{len(failing)} feeds fail again and again",
            f"{named}{more}. See `wirewatch status`.",
        )
    lagging = {name: waiting for name, waiting in lags.items() if waiting >= LAGGING}
    if lagging:
        named = ", ".join(f"{name}: {waiting}" for name, waiting in lagging.items())
        yield Trouble("stage_lagging", f"{len(lagging)} stages lag behind", f"Records that wait: {named}.")


def matches_of(found: Iterable[Trouble], rules: Iterable[Rule], now: datetime) -> Iterator[Match]:
    """The matches of troubles with the rules that are about them. Pure."""
    present = {trouble.alarm: trouble for trouble in found}
    for rule in rules:
        if rule.alarm in present:
            yield _match(rule, present[rule.alarm], now)


class Watchman:
    """Looks for troubles every so often, where a rule is about any, and hands them on; each once a day."""

    def __init__(
        self, log: Log, rules: Callable[[], RuleBook], lags: Callable[[], Mapping[str, int]]
    ) -> None:
        self._log, self._rules, self._lags = log, rules, lags
        self._told: set[str] = set()

    def look(self, now: datetime) -> None:
        """One look. Raises TransientError where the log is away."""
        rules = [rule for rule in self._rules().rules if rule.alarm is not None]
        if not rules:
            return
        found = troubles(len(dead_letters(self._log)), feed_statuses(self._log), self._lags())
        new = [
            match
            for match in matches_of(found, rules, now)
            if f"{match.rule_id} {match.item_id}" not in self._told
        ]
        write_matches(self._log, new)
        self._told.update(f"{match.rule_id} {match.item_id}" for match in new)

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.look, clock())
            except WirewatchError as error:
                log.warning("alarms_wait", trouble=str(error))
            await asyncio.sleep(LOOK_EVERY_S)


@asynccontextmanager
async def watched(watchman: Watchman | None) -> AsyncIterator[None]:
    """Watch while the block runs."""
    if watchman is None:
        yield
        return
    async with beside(watchman.watch()):
        yield


@asynccontextmanager
async def beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Do some endless work while the block runs."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def write_matches(log: Log, matches: Iterable[Match]) -> None:
    """Hand matches to decide."""
    outputs: list[Output] = [output(topics.MATCHES, match.rule_id, match) for match in matches]
    if outputs:
        stage = log.open_stage(GROUP)
        try:
            stage.commit(outputs, {})
        finally:
            stage.close()


def _match(rule: Rule, trouble: Trouble, now: datetime) -> Match:
    episode = f"alarm:{trouble.alarm}:{now.date().isoformat()}"
    return Match(
        rule_id=rule.id, rule_name=rule.name, channels=rule.channels, item_id=episode, revision=1, origin="live", source=_OURSELVES,
        title=trouble.sentence, summary=trouble.advice, link=None, language="en", topics=(), published_at=None, first_seen_at=now,
        story=Story(story_id=episode, copies=1, sources=(_OURSELVES.id,), first_seen_at=now), explanation=(),
        excerpt=Excerpt(text=trouble.advice),
    )  # fmt: skip

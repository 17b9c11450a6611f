"""The poll of one feed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from producers.feed import Feed
from producers.freshness import asks_unconditionally, caught
from producers.gaps import gap_of
from producers.health import days_after
from producers.hints import Hints, hints_of
from producers.moves import Move, moved
from producers.ports import Fetched, Fetcher, NotModified, Parser, PollOutcome, PollReport, Validators
from producers.rate import Rate, observed
from producers.reading import read_document
from producers.schedule import health_of, interval_s, next_due, weight_of
from producers.sightings import Publication, entries_in_force, publish
from producers.slices import digest_of
from producers.trouble import ErrorCode, Trouble
from schemas.dead_letter import DeadLetter
from schemas.feed_state import FeedGap, FeedMove, FeedRate, FeedState, SeenEntry
from schemas.sighting import Sighting


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll gives: to be committed together, then told. The state has the entries that are known where they were asked for."""

    report: PollReport
    state: FeedState
    sightings: tuple[Sighting, ...] = ()
    dead: tuple[DeadLetter, ...] = ()


@dataclass(frozen=True, slots=True)
class Poll:
    """How feeds are polled. `clock` is ours, in UTC; `interval_s` the time between polls of a feed that works."""

    fetcher: Fetcher
    parser: Parser
    clock: Callable[[], datetime]
    interval_s: float

    async def poll_feed(
        self,
        feed: Feed,
        state: FeedState,
        repeated: Collection[str] = (),
        seen: Callable[[], tuple[SeenEntry, ...]] | None = None,
    ) -> Polled:
        """One poll: 1. ask the server whether there is something new; 2. compare bytes; 3. read the entries
        whose bytes are new; 4. make sightings of those whose content is; 5. say when to come again.

        Nothing is remembered of a document that could not be read: the next poll asks for it afresh.
        `repeated` are names known to be shared by entries, from other feeds of the source; `seen` gives the entries that are
        known, where the state is without them, and is asked only where a document is new.
        """
        known_as = (
            Validators() if asks_unconditionally(state) else Validators(state.etag, state.last_modified)
        )
        address = state.move.to if state.move is not None and state.move.adopted else feed.address
        answer = await self.fetcher.fetch(address, known_as)
        now = self.clock()
        if isinstance(answer, Trouble):
            return self.failing(feed, state, answer, now)
        if isinstance(answer, NotModified):
            told = {"told_unchanged": state.told_unchanged + 1, "fresh_s": answer.fresh_s}
            return self._unchanged(feed, state.model_copy(update=told), answer.validators, now)
        digest = digest_of(answer.body)
        state = _heard(state, answer, digest)
        if digest == state.body_digest:
            return self._unchanged(feed, _moved(state, answer, now), answer.validators, now)
        if seen is not None:
            state = state.model_copy(update={"seen": seen()})
        known = entries_in_force(state)
        reading = await read_document(answer.body, answer.content_type, feed.key, known, self.parser)
        if isinstance(reading, Trouble):
            return self.failing(feed, state, reading, now)
        publication = publish(feed, state, reading, now, repeated)
        after = _looked_into(_moved(state, answer, now), answer.body, publication)
        if answer.is_delta:  # entries that were not sent are still in the feed
            after = after.model_copy(update={"window": state.window})
        return self._published(feed, after, publication, digest, answer, now)

    def failing(self, feed: Feed, state: FeedState, trouble: Trouble, now: datetime) -> Polled:
        """A poll that brought nothing; what was known stays known. A move that was adopted and fails is forgotten."""
        failures = state.failures + weight_of(trouble.code)
        changes = {
            "source_id": feed.source.id,
            "polls": state.polls + 1,
            "failures": failures,
            "health": health_of(failures),
            "error": trouble.code,
            "error_text": trouble.text,
            "last_polled_at": now,
            "move": None,
            "next_due_at": next_due(
                feed.key, now, polls=state.polls + 1, failures=failures, interval_s=self.interval_s, retry_after_s=trouble.retry_after_s
            ),
        }  # fmt: skip
        report = report_of(feed, "failing", error=trouble.code, error_text=trouble.text)
        return Polled(report, state.model_copy(update=changes))

    def _published(
        self,
        feed: Feed,
        state: FeedState,
        publication: Publication,
        digest: str,
        answer: Fetched,
        now: datetime,
    ) -> Polled:
        new, validators = len(publication.sightings), answer.validators
        gap = None
        if not answer.is_delta:
            gap = gap_of(state.last_ok_at, publication.entries, publication.known, publication.sightings, now)
        changes: dict[str, Any] = {
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "body_digest": digest,
            "seen": publication.seen,
            "repeated_guids": publication.repeated_guids,
            "items": state.items + new,
            "last_new_at": now if new else state.last_new_at,
            "health": "ok",
        }
        if gap is not None:
            changes |= {
                "gaps": state.gaps + 1,
                "last_gap": FeedGap(since=gap.since, until=gap.until, found_at=now),
            }
        report = replace(
            report_of(feed, "polled", entries=publication.entries, new=new, dead=len(publication.dead)),
            delays_s=tuple(_delays(publication.sightings)),
            gap_s=gap.seconds if gap else None,
        )
        after = self._worked(feed, state, new, now).model_copy(update=changes)
        return Polled(report, after, publication.sightings, publication.dead)

    def _unchanged(self, feed: Feed, state: FeedState, validators: Validators, now: datetime) -> Polled:
        changes = {
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "health": "unchanged",
        }
        after = self._worked(feed, state, 0, now).model_copy(update=changes)
        return Polled(report_of(feed, "unchanged"), after)

    def _worked(self, feed: Feed, state: FeedState, new: int, now: datetime) -> FeedState:
        rate = _rate_after(state, new, now)
        hints = Hints(state.every_s, state.skip_hours, state.skip_days)
        every_s = interval_s(self.interval_s, rate, state.window, now, state.fresh_s, hints)
        changes = {
            "source_id": feed.source.id,
            "polls": state.polls + 1,
            "failures": 0,
            "error": None,
            "error_text": None,
            "last_polled_at": now,
            "last_ok_at": now,
            "rate": FeedRate(overall=rate.overall, watched_h=rate.watched_h, by_hour=rate.by_hour),
            "days": days_after(state, new, now.date()),
            "days_to": now.date(),
            "next_due_at": next_due(
                feed.key, now, polls=state.polls + 1, failures=0, interval_s=every_s, hints=hints
            ),
        }  # fmt: skip
        return state.model_copy(update=changes)


def _heard(state: FeedState, answer: Fetched, digest: str) -> FeedState:
    """What a document as such says: for how long it is fresh, and whether the server was wrong to say nothing had changed."""
    return state.model_copy(
        update={
            "fresh_s": answer.fresh_s,
            "distrusted": state.distrusted or caught(state, digest),
            "told_unchanged": 0,
        }
    )


def _moved(state: FeedState, answer: Fetched, now: datetime) -> FeedState:
    """What is known of a move after a document that was read."""
    kept = state.move
    known = Move(kept.to, kept.times, kept.since, kept.adopted) if kept else None
    after = moved(known, answer.moved_to, now, is_feed=True)
    move = (
        FeedMove(to=after.to, times=after.times, since=after.since, adopted=after.adopted) if after else None
    )
    return state.model_copy(update={"move": move})


def _looked_into(state: FeedState, body: bytes, publication: Publication) -> FeedState:
    """What a document says of itself: its hints, its window, its newest date."""
    hints = hints_of(body)
    dates = [
        each.item.published_at
        for each in publication.sightings
        if each.item.published_at and not each.item.published_flags
    ]
    newest = max([*dates, *([state.newest_at] if state.newest_at else [])], default=None)
    return state.model_copy(
        update={
            "every_s": hints.every_s, "skip_hours": hints.skip_hours, "skip_days": hints.skip_days,
            "window": publication.entries, "newest_at": newest,
        }
    )  # fmt: skip


def _rate_after(state: FeedState, new: int, now: datetime) -> Rate:
    """The feed's rate after a poll. What a first poll finds is no rate: it may be of weeks."""
    kept = Rate(state.rate.overall, state.rate.watched_h, state.rate.by_hour)
    if state.last_ok_at is None:
        return kept
    return observed(kept, new, (now - state.last_ok_at).total_seconds() / 3600, now)


def report_of(
    feed: Feed,
    outcome: PollOutcome,
    *,
    entries: int = 0,
    new: int = 0,
    dead: int = 0,
    error: ErrorCode | None = None,
    error_text: str | None = None,
) -> PollReport:
    """The report of a poll."""
    source = feed.source
    return PollReport(feed.key, source.id, source.name, outcome, entries, new, dead, error, error_text)


def _delays(sightings: Iterable[Sighting]) -> Iterator[float]:
    """From the time of publication that live items claim to our clock, where the claim can be true."""
    for sighting in sightings:
        item = sighting.item
        if item.origin == "live" and item.published_at is not None and not item.published_flags:
            yield max((item.first_seen_at - item.published_at).total_seconds(), 0.0)

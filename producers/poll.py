"""The poll of one feed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from producers.feed import Feed
from producers.ports import Fetcher, NotModified, Parser, PollOutcome, PollReport, Validators
from producers.reading import read_document
from producers.schedule import health_of, next_due
from producers.sightings import Publication, entries_in_force, publish
from producers.slices import digest_of
from producers.trouble import ErrorCode, Trouble
from schemas.dead_letter import DeadLetter
from schemas.feed_state import FeedState
from schemas.sighting import Sighting


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll gives: to be committed together, then told."""

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

    async def poll_feed(self, feed: Feed, state: FeedState, repeated: Collection[str] = ()) -> Polled:
        """One poll: 1. ask the server whether there is something new; 2. compare bytes; 3. read the entries
        whose bytes are new; 4. make sightings of those whose content is; 5. say when to come again.

        Nothing is remembered of a document that could not be read: the next poll asks for it afresh.
        `repeated` are names known to be shared by entries, from other feeds of the source.
        """
        answer = await self.fetcher.fetch(feed.address, Validators(state.etag, state.last_modified))
        now = self.clock()
        if isinstance(answer, Trouble):
            return self.failing(feed, state, answer, now)
        if isinstance(answer, NotModified):
            return self._unchanged(feed, state, answer.validators, now)
        digest = digest_of(answer.body)
        if digest == state.body_digest:
            return self._unchanged(feed, state, answer.validators, now)
        known = entries_in_force(state)
        reading = await read_document(answer.body, answer.content_type, feed.key, known, self.parser)
        if isinstance(reading, Trouble):
            return self.failing(feed, state, reading, now)
        publication = publish(feed, state, reading, now, repeated)
        return self._published(feed, state, publication, digest, answer.validators, now)

    def failing(self, feed: Feed, state: FeedState, trouble: Trouble, now: datetime) -> Polled:
        """A poll that brought nothing; what was known stays known."""
        failures = state.failures + 1
        changes = {
            "polls": state.polls + 1,
            "failures": failures,
            "health": health_of(failures),
            "error": trouble.code,
            "error_text": trouble.text,
            "last_polled_at": now,
            "next_due_at": self._next_due(feed, state.polls + 1, failures, now, trouble.retry_after_s),
        }
        report = report_of(feed, "failing", error=trouble.code, error_text=trouble.text)
        return Polled(report, state.model_copy(update=changes))

    def _published(
        self,
        feed: Feed,
        state: FeedState,
        publication: Publication,
        digest: str,
        validators: Validators,
        now: datetime,
    ) -> Polled:
        new = len(publication.sightings)
        changes = {
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "body_digest": digest,
            "seen": publication.seen,
            "repeated_guids": publication.repeated_guids,
            "items": state.items + new,
            "last_new_at": now if new else state.last_new_at,
            "health": "ok",
        }
        report = replace(
            report_of(feed, "polled", entries=publication.entries, new=new, dead=len(publication.dead)),
            delays_s=tuple(_delays(publication.sightings)),
        )
        after = self._worked(feed, state, now).model_copy(update=changes)
        return Polled(report, after, publication.sightings, publication.dead)

    def _unchanged(self, feed: Feed, state: FeedState, validators: Validators, now: datetime) -> Polled:
        changes = {
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "health": "unchanged",
        }
        after = self._worked(feed, state, now).model_copy(update=changes)
        return Polled(report_of(feed, "unchanged"), after)

    def _worked(self, feed: Feed, state: FeedState, now: datetime) -> FeedState:
        changes = {
            "polls": state.polls + 1,
            "failures": 0,
            "error": None,
            "error_text": None,
            "last_polled_at": now,
            "last_ok_at": now,
            "next_due_at": self._next_due(feed, state.polls + 1, 0, now),
        }
        return state.model_copy(update=changes)

    def _next_due(
        self, feed: Feed, polls: int, failures: int, now: datetime, retry_after_s: float | None = None
    ) -> datetime:
        return next_due(
            feed.key,
            now,
            polls=polls,
            failures=failures,
            interval_s=self.interval_s,
            retry_after_s=retry_after_s,
        )


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

"""The stage complete: news.classified in, page sightings out to news.items; where each page stands is in pages.state.

It never waits: a page is asked for when its item comes by, which goes on at once, and what has come is written at the next look at the clock.
What is awaited when the process ends is asked for again by the next one.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from consumers.batch import RecordStage
from consumers.complete.completing import completed
from consumers.complete.ports import Answer, Missed, Page, Pages
from consumers.complete.wanted import next_try, why_not_wanted
from consumers.outputs import output, read
from consumers.ports import Output, Record, StateReader
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import COMPLETE
from schemas import topics
from schemas.classified import Classified
from schemas.page import PageFailure, PageState
from schemas.sighting import Sighting
from schemas.wire import FIRST_SEEN, ORIGIN, TRACE


class CompleteStage(RecordStage):
    """Asks for the pages that are wanted, writes what came. Without `pages` every item passes by."""

    spec = COMPLETE

    def __init__(self, pages: Pages | None) -> None:
        self._pages = pages
        self._awaited: dict[str, PageState] = {}
        self._asked: set[tuple[str, int]] = set()

    def open(self, state: StateReader, now: datetime) -> bool:
        """Load the pages that are awaited."""
        found = (
            (key, PageState.model_validate_json(value)) for key, value in state.scan(topics.PAGES_STATE.name)
        )
        self._awaited = {key: page for key, page in found if page.state == "awaited"}
        return False

    def awaiting(self) -> int:
        """How many pages are being fetched for the first time: what they bring is a matter of seconds."""
        return 0 if self._pages is None else sum(page.tries == 0 for page in self._awaited.values())

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """Write down that a page is awaited, or why not."""
        if self._pages is None:
            return Skip("off")
        classified = read(Classified, topics.CLASSIFIED, record)
        item = classified.item
        kept = state.lookup(topics.PAGES_STATE.name, item.item_id)
        known = PageState.model_validate_json(kept) if kept else None
        reason = why_not_wanted(classified, record.headers, known)
        if reason is not None:
            return Skip(reason)
        wanted = PageState(
            item_id=item.item_id, revision=classified.revision, state="awaited", link=item.link, since=now, source_id=item.source.id,
            sighting=Sighting(item=item, content_sha256=item.text_sha256, entry_zlib=b""),
            headers={name: record.headers[name] for name in (TRACE, ORIGIN, FIRST_SEEN) if name in record.headers},
        )  # fmt: skip
        self._awaited[item.item_id] = wanted
        return Emit((output(topics.PAGES_STATE, item.item_id, wanted),))

    def due(self, now: datetime) -> Sequence[Output]:
        """What has come, and what is asked for next."""
        if self._pages is None:
            return ()
        outputs: list[Output] = []
        for answer in self._pages.answers():
            self._asked.discard((answer.item_id, answer.revision))
            page = self._awaited.get(answer.item_id)
            if page is not None and page.revision == answer.revision:
                outputs += self._written(page, answer, now)
        self._ask(self._pages, now)
        return outputs

    def _ask(self, pages: Pages, now: datetime) -> None:
        """Ask for what is awaited, those asked for longest ago first, as far as there is room."""
        room = pages.room()
        ready = (
            page for page in self._awaited.values() if page.next_try_at is None or page.next_try_at <= now
        )
        for page in sorted(ready, key=lambda each: (each.tries, each.since)):
            key = (page.item_id, page.revision)
            if room <= 0:
                return
            if key not in self._asked and page.link is not None:
                pages.ask(page.item_id, page.revision, page.link)
                self._asked.add(key)
                room -= 1

    def _written(self, page: PageState, answer: Answer, now: datetime) -> Iterator[Output]:
        found = answer.found
        if isinstance(found, Page) and page.sighting is not None:
            made = completed(page.sighting, page.revision, found)
            if isinstance(made, Sighting):
                del self._awaited[page.item_id]
                yield output(topics.ITEMS, page.item_id, made, page.headers)
                yield self._kept(
                    _settled(page, "taken", None).model_copy(update={"page_sha256": found.page_sha256})
                )
                return
            found = Missed(made)
        if isinstance(found, Missed):
            yield self._missed(page, found, now)

    def _missed(self, page: PageState, missed: Missed, now: datetime) -> Output:
        tries = page.tries + 1
        again = next_try(tries, missed.failure, missed.retry_after_s, now)
        if again is None:
            self._awaited.pop(page.item_id, None)
            return self._kept(_settled(page.model_copy(update={"tries": tries}), "failed", missed.failure))
        waiting = page.model_copy(update={"tries": tries, "next_try_at": again, "failure": missed.failure})
        self._awaited[page.item_id] = waiting
        return self._kept(waiting)

    def _kept(self, page: PageState) -> Output:
        return output(topics.PAGES_STATE, page.item_id, page)


def _settled(page: PageState, state: str, failure: PageFailure | None) -> PageState:
    """A page that is awaited no longer."""
    return page.model_copy(
        update={"state": state, "failure": failure, "sighting": None, "headers": {}, "next_try_at": None}
    )

"""An index in memory: for tests, and for runs that keep nothing."""

import threading
import uuid
from collections.abc import Iterator, Sequence

from consumers.ports import IndexDocument, StoredDocument, Written
from consumers.query.hit import hit_of
from consumers.query.match import match_query
from consumers.query.scope import microseconds, time_of
from consumers.query.search import Deadline, SearchAnswer, SearchHit, SearchRequest
from consumers.query.searchable import searchable_of
from schemas.control import FIRST_GENERATION
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from schemas.match import Clause
from schemas.wire import encode


class MemoryIndex:
    """An index that lives as long as the object; the matcher looks at every item."""

    def __init__(self) -> None:
        self._uuid = uuid.uuid4().hex
        self._versions: dict[str, int] = {}
        self._found: dict[str, Coverage] = {}
        self._lock = threading.Lock()

    def uuid(self) -> str:
        """The id of this index."""
        return self._uuid

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        """Write documents; one answer each, in order."""
        with self._lock:
            return [self._write(document) for document in documents]

    def _write(self, document: IndexDocument) -> Written:
        if self._versions.get(document.item_id, -1) < document.version:
            self._versions[document.item_id] = document.version
            self._found.pop(document.item_id, None)
            if not document.retired:
                self._found[document.item_id] = Coverage.model_validate_json(document.source)
        return Written("ok")

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The items that match."""
        items = self._newest_last()
        deadline = Deadline(request.within_s)
        hits: list[SearchHit] = []
        for coverage, hit in _looked_at(items, request):
            if deadline.is_over():
                reached = time_of(coverage.item) if request.order == "newest" else None
                shown = hits[: request.limit]
                return SearchAnswer(shown, len(shown), is_all=False, out_of_time=True, reached=reached)
            hits += [hit] if hit is not None else []
        if request.order == "relevance":
            hits.sort(key=lambda hit: -hit.score)
        shown = hits[: request.limit]
        return SearchAnswer(
            shown, total=len(shown) + (len(hits) > len(shown)), is_all=len(hits) == len(shown)
        )

    def found(self, request: SearchRequest) -> Iterator[Coverage]:
        """Everything that matches, the newest first."""
        for coverage, hit in _looked_at(self._newest_last(), request):
            if hit is not None:
                yield coverage

    def get(self, item_id: str) -> Coverage | None:
        """The newest revision of an item; None where it is not there or was retracted."""
        return self._found.get(item_id)

    def _newest_last(self) -> list[Coverage]:
        with self._lock:
            return sorted(self._found.values(), key=lambda c: (microseconds(time_of(c.item)), c.item.item_id))

    def count(self) -> int:
        """How many items can be found."""
        return len(self._found)

    def documents(self, after: str = "") -> Iterator[StoredDocument]:
        """What is held of every item, in the order of ids."""
        with self._lock:
            held = sorted(
                (item_id, version) for item_id, version in self._versions.items() if item_id > after
            )
        for item_id, version in held:
            yield StoredDocument(item_id, version, self._found.get(item_id))

    def close(self) -> None:
        """Nothing to release."""


class MemoryIndexVersions:
    """Versions that live as long as the object."""

    def __init__(self) -> None:
        self._versions: dict[str, MemoryIndex] = {}
        self._live = FIRST_GENERATION

    def names(self) -> Sequence[str]:
        """The generations that have a version."""
        return sorted(self._versions, key=lambda name: int(name[1:]))

    def live(self) -> str:
        """The generation searches see."""
        return self._live

    def open(self, generation: str) -> MemoryIndex:
        """A generation's version."""
        return self._versions.setdefault(generation, MemoryIndex())

    def point(self, generation: str) -> None:
        """Let searches see a version."""
        self._live = generation

    def drop(self, generation: str) -> None:
        """Forget a version."""
        if generation == self._live:
            raise ConfigurationError(f"{generation} is the version searches see; swap to another one first.")
        self._versions.pop(generation, None)

    def size_bytes(self, generation: str) -> int:
        """The bytes of a version's documents as JSON."""
        held = self._versions[generation].documents() if generation in self._versions else ()
        return sum(len(encode(each.coverage)) for each in held if each.coverage is not None)


def _looked_at(
    items: Sequence[Coverage], request: SearchRequest
) -> Iterator[tuple[Coverage, SearchHit | None]]:
    """Each item, the newest first, with its hit where it is one."""
    stories: set[str] = set()
    for coverage in reversed(items):
        at, story = time_of(coverage.item), coverage.story.story_id
        if request.since is not None and at < request.since:
            continue
        if request.until is not None and at >= request.until:
            continue
        if request.one_per_story and story in stories:
            continue
        clauses = match_query(request.query, searchable_of(coverage))
        if clauses is None:
            yield coverage, None
        else:
            stories.add(story)
            score = _worth(clauses) if request.order == "relevance" else 0.0
            yield coverage, hit_of(coverage, clauses, score)


def _worth(clauses: Sequence[Clause]) -> float:
    """How often the words asked for stand there."""
    return float(sum(len(clause.spans) for clause in clauses))

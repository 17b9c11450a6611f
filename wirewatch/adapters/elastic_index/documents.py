"""Documents to the lines of a bulk request. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consumers.index.fields import fact_fields, item_fields, story_fields
from consumers.ports import IndexDocument
from schemas.coverage import Coverage
from wirewatch.adapters.elastic_index.names import GenerationNames, Kind


@dataclass(frozen=True, slots=True)
class Action:
    """Two lines of a bulk request, and which document of the batch they belong to."""

    owner: int
    lines: tuple[bytes, bytes]

    @property
    def size(self) -> int:
        """Bytes it takes in a request."""
        return len(self.lines[0]) + len(self.lines[1]) + 2


@dataclass(frozen=True, slots=True)
class Actions:
    """Makes the actions of documents for the indexes of `names`, as indexed at `at`."""

    names: GenerationNames
    at: datetime

    def of(self, owner: int, document: IndexDocument) -> Iterator[Action]:
        """The item, its facts by slot with tombstones for the slots no longer used, and its story."""
        coverage, version = document.coverage, document.version
        if document.retired:
            yield from self.tombstones(owner, document)
        else:
            yield self._item(owner, document)
            facts = fact_fields(coverage)
            for slot, fields in enumerate(facts):
                yield self._action(owner, "news-facts", _slot_id(coverage, slot), version, fields)
            yield from self._empty_slots(owner, document, len(facts))
        yield from self._stories(owner, coverage)

    def tombstones(self, owner: int, document: IndexDocument) -> Iterator[Action]:
        """What stands for an item of which nothing may be found."""
        item_id = document.item_id
        yield self._action(owner, "news", item_id, document.version, {"item_id": item_id}, retired=True)
        yield from self._empty_slots(owner, document, 0)

    def _empty_slots(self, owner: int, document: IndexDocument, first: int) -> Iterator[Action]:
        last = max(document.highest_slot, len(document.coverage.facts.all()))
        for slot in range(first, last):
            fields = {"item_id": document.item_id, "slot": slot}
            id_ = _slot_id(document.coverage, slot)
            yield self._action(owner, "news-facts", id_, document.version, fields, retired=True)

    def _item(self, owner: int, document: IndexDocument) -> Action:
        fields = {**item_fields(document.coverage), "tokens": document.tokens}
        action = self._action(owner, "news", document.item_id, document.version, fields)
        head, body = action.lines
        return Action(owner, (head, body[:-1] + b',"record":' + document.source + b"}"))

    def _stories(self, owner: int, coverage: Coverage) -> Iterator[Action]:
        """The story as it is now, and those that were merged into it. Their version is the order of placing."""
        story, version = coverage.story, coverage.cluster_seq
        story_id = story.merged_into or story.story_id
        is_gone = story.copies == 0
        yield self._action(owner, "news-stories", story_id, version, story_fields(coverage), retired=is_gone)
        for id_ in {*story.absorbed, story.story_id} - {story_id}:
            fields = {"story_id": id_, "merged_into": story_id}
            yield self._action(owner, "news-stories", id_, version, fields, retired=True)

    def _action(
        self,
        owner: int,
        kind: Kind,
        id_: str,
        version: int,
        fields: Mapping[str, Any],
        *,
        retired: bool = False,
    ) -> Action:
        head = {
            "index": {
                "_index": self.names.alias(kind),
                "_id": id_,
                "version": version,
                "version_type": "external_gte",
                "require_alias": True,
            }
        }
        body = {**fields, "retired": retired, "indexed_at": self.at.isoformat()}
        return Action(owner, (_json(head), _json(body)))


def chunks(actions: Sequence[Action], most_bytes: int) -> Iterator[list[Action]]:
    """Actions in requests of at most so many bytes; one that is larger has a request of its own."""
    chunk: list[Action] = []
    size = 0
    for action in actions:
        if chunk and size + action.size > most_bytes:
            yield chunk
            chunk, size = [], 0
        chunk.append(action)
        size += action.size
    if chunk:
        yield chunk


def _slot_id(coverage: Coverage, slot: int) -> str:
    return f"{coverage.item.item_id}:{slot}"


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

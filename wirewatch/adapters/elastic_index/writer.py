"""Writing documents: one bulk request for a batch, one answer for each document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from consumers.ports import IndexDocument, Written
from wirewatch.adapters.elastic_index.answers import Decision, Refused, decide_item, gravest, raise_for
from wirewatch.adapters.elastic_index.connection import Connection
from wirewatch.adapters.elastic_index.documents import Action, Actions, chunks
from wirewatch.adapters.elastic_index.names import GenerationNames

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_REQUEST_BYTES = 8_000_000
"""A request of about so much: larger ones are no faster and hold more memory on both sides."""
LARGEST = 90_000_000
"""Bytes of one document; Elasticsearch takes requests of up to 100 MB."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to what the aliases stand for; `refresh` makes what was written be found at once (for tests)."""

    connection: Connection
    names: GenerationNames
    clock: Callable[[], datetime]
    refresh: bool = False

    def write(self, documents: Sequence[IndexDocument]) -> list[Written]:
        """Write documents; one answer each, in order. What is refused leaves nothing of its item behind."""
        if not documents:
            return []
        actions = Actions(self.names, self.clock())
        every = [action for owner, document in enumerate(documents) for action in actions.of(owner, document)]
        too_large = {action.owner for action in every if action.size > LARGEST}
        refused = dict.fromkeys(too_large, f"The document has more than {LARGEST:,} bytes.")
        with self.connection.client() as client:
            refused |= self._sent(client, [action for action in every if action.owner not in too_large])
            self._sent(
                client,
                [each for owner in sorted(refused) for each in actions.tombstones(owner, documents[owner])],
            )
        return [
            Written("refused", refused[owner]) if owner in refused else Written("ok")
            for owner in range(len(documents))
        ]

    def _sent(self, client: "Elasticsearch", actions: Sequence[Action]) -> dict[int, str]:
        """Why documents were refused, by their place in the batch. Raises where all must be tried again or stop."""
        refused: dict[int, str] = {}
        for chunk in chunks(actions, _REQUEST_BYTES):
            decisions = self._asked(client, chunk)
            raise_for(gravest(decisions), self.connection.address)
            for action, decision in zip(chunk, decisions, strict=True):
                if isinstance(decision, Refused):
                    refused.setdefault(action.owner, decision.why)
        return refused

    def _asked(self, client: "Elasticsearch", chunk: Sequence[Action]) -> list[Decision]:
        answer = client.bulk(
            operations=cast(Any, [line for action in chunk for line in action.lines]),  # sent as they are
            filter_path=["errors", "items.*.status", "items.*.error"],
            refresh=self.refresh,
        )
        return [decide_item(next(iter(item.values()))) for item in answer["items"]]

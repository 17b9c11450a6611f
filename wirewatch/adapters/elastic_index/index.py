"""The index in Elasticsearch."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from consumers.index.document import TOKENS_VERSION
from consumers.ports import IndexDocument, StoredDocument, Written
from consumers.query.search import SearchAnswer, SearchRequest
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError, WirewatchError
from wirewatch.adapters.elastic_index.connection import Access, Connection
from wirewatch.adapters.elastic_index.names import KINDS, GenerationNames, Kind
from wirewatch.adapters.elastic_index.reader import Reader
from wirewatch.adapters.elastic_index.setup import Layout
from wirewatch.adapters.elastic_index.writer import Writer
from wirewatch.clock import now

_DATED: dict[Kind, str] = {
    "news-facts": "published_at",
    "news": "published_at",
    "news-stories": "last_copy_at",
}
"""The field by which each kind of document grows old."""

_AT_ONCE = 2_000
"""Documents that one request removes: it must be done before the client gives up."""


class ElasticIndex:
    """A generation's index (None: the one that searches see) to write and to search; several threads and processes
    may use it at once. Nothing is asked of the server before the first call. `refresh` makes what is written be
    found at once; without it, a second later."""

    def __init__(
        self, access: Access, layout: Layout, generation: str | None = None, *,
        clock: Callable[[], datetime] = now, refresh: bool = False,
    ) -> None:  # fmt: skip
        self.layout = layout
        self._names = GenerationNames(layout.names, generation)
        self._connection = Connection(access)
        self._reader = Reader(self._connection, self._names)
        self._writer = Writer(self._connection, self._names, clock, refresh)
        self._has_written = False

    def uuid(self) -> str:
        """An id of all indexes together: where one is made anew, it is another. Raises ConfigurationError where one
        is missing, or has tokens that another version of the analyser made."""
        with self._connection.client() as client:
            parts = []
            for kind in KINDS:
                found = client.indices.get(index=self._names.alias(kind), features=["settings", "mappings"])
                for index, about in sorted(found.items()):
                    made_by = about["mappings"].get("_meta", {}).get("wirewatch", {}).get("tokens")
                    if made_by != TOKENS_VERSION:
                        raise ConfigurationError(
                            f"{index} holds the tokens of another version of wirewatch ({made_by}, not {TOKENS_VERSION}): "
                            "build the next version of the index with `wirewatch replay`."
                        )
                    parts.append(about["settings"]["index"]["uuid"])
            return ",".join(parts)

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        """Write documents; one answer each, in order."""
        self._has_written = self._has_written or bool(documents)
        return self._writer.write(documents)

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The items that match, exactly those the matcher matches."""
        return self._reader.search(request)

    def found(self, request: SearchRequest) -> Iterator[Coverage]:
        """Everything that matches, whole, the newest first, from one state of the index."""
        return self._reader.found(request)

    def get(self, item_id: str) -> Coverage | None:
        """The newest revision of an item; None where it is not there or was retracted."""
        return self._reader.get(item_id)

    def count(self) -> int:
        """How many items can be found."""
        return self._reader.count()

    def documents(self, after: str = "") -> Iterator[StoredDocument]:
        """What is held of every item, tombstones too, in the order of ids, after one."""
        return self._reader.documents(after)

    def expire(self, before: datetime) -> int:
        """Remove the items published (or, without a date, first seen) before a moment, with their facts, and the stories without a
        report since; how many items went."""
        gone = 0
        for kind, field in _DATED.items():
            query = {"range": {field: {"lt": before.isoformat()}}}
            while True:
                with self._connection.client() as client:
                    answer = client.delete_by_query(
                        index=self._names.alias(kind),
                        query=query,
                        max_docs=_AT_ONCE,
                        conflicts="proceed",
                        refresh=True,
                    )
                gone += answer["deleted"] if kind == "news" else 0
                if answer["deleted"] < _AT_ONCE:
                    break
        return gone

    def close(self) -> None:
        """Let go of the connections; what was written can be found from now on."""
        if self._has_written:
            with suppress(WirewatchError), self._connection.client() as client:
                client.indices.refresh(index=[self._names.alias(kind) for kind in KINDS])
        self._connection.close()

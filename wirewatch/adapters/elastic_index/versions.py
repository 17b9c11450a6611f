"""The index's versions: three indexes for each generation, and the aliases that name the one searches see."""

from collections.abc import Callable, Sequence
from datetime import datetime

from schemas.control import FIRST_GENERATION
from schemas.errors import ConfigurationError
from wirewatch.adapters.elastic_index.connection import Access, Connection
from wirewatch.adapters.elastic_index.index import ElasticIndex
from wirewatch.adapters.elastic_index.mappings import FOUND
from wirewatch.adapters.elastic_index.names import KINDS
from wirewatch.adapters.elastic_index.setup import Layout, Step, differences, set_up
from wirewatch.clock import now


class ElasticIndexVersions:
    """Versions under one prefix. A generation's stages write to it by aliases of its own (news-g2); the aliases that
    people search (news) move from one version to another at one stroke."""

    def __init__(
        self, access: Access, layout: Layout, *, clock: Callable[[], datetime] = now, refresh: bool = False
    ) -> None:
        self.layout = layout
        self.access, self._clock, self._refresh = access, clock, refresh
        self._connection = Connection(access)

    def names(self) -> Sequence[str]:
        """The generations that have a version, the oldest first."""
        with self._connection.client() as client:
            found = client.indices.get(index=self.layout.names.pattern("news"), features=["aliases"])
        names = {name for index in found if (name := self.layout.names.generation_of(index))}
        return sorted(names, key=lambda name: int(name[1:]))

    def live(self) -> str:
        """The generation searches see; the first where there is none yet."""
        with self._connection.client() as client:
            alias = self.layout.names.alias("news")
            found = (
                dict(client.indices.get_alias(name=alias)) if client.indices.exists_alias(name=alias) else {}
            )
        return next(
            (name for index in found if (name := self.layout.names.generation_of(index))), FIRST_GENERATION
        )

    def open(self, generation: str) -> ElasticIndex:
        """A generation's version, made where it is not there yet."""
        self.set_up(generation)
        return ElasticIndex(self.access, self.layout, generation, clock=self._clock, refresh=self._refresh)

    def set_up(self, generation: str | None = None) -> list[Step]:
        """Make what is missing of templates, of a version (None: the one searches see) and of aliases, and say what
        differs."""
        return set_up(self._connection, self.layout, generation or self.live())

    def differences(self) -> list[str]:
        """What is missing of what searches see, or not as this program needs it."""
        return differences(self._connection, self.layout)

    def point(self, generation: str) -> None:
        """Let searches see this generation's version from now on, at one stroke."""
        names = self.layout.names
        moved = [
            action
            for kind in KINDS
            for action in (
                {"remove": {"index": names.pattern(kind), "alias": names.alias(kind), "must_exist": False}},
                {"add": {
                    "index": names.index(kind, generation), "alias": names.alias(kind), "filter": FOUND,
                    "is_write_index": True,
                }},
            )
        ]  # fmt: skip
        with self._connection.client() as client:
            client.indices.update_aliases(actions=moved)

    def drop(self, generation: str) -> None:
        """Remove a version; one that is not there is no error."""
        if generation == self.live():
            raise ConfigurationError(f"{generation} is the version searches see; swap to another one first.")
        with self._connection.client() as client:
            client.indices.delete(
                index=[self.layout.names.index(kind, generation) for kind in KINDS], ignore_unavailable=True
            )

    def size_bytes(self, generation: str) -> int:
        """The bytes of a version's indexes, without their replicas."""
        indexes = [self.layout.names.index(kind, generation) for kind in KINDS]
        indexes = [self.layout.names.index(kind, generation) for kind in KINDS]
        with self._connection.client() as client:
            if not all(client.indices.exists(index=index) for index in indexes):
                return 0
            found = client.indices.stats(index=indexes, metric="store")
        return int(found["_all"]["primaries"]["store"]["size_in_bytes"])

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()

"""A real Elasticsearch for tests, with passwords asked for."""

import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from schemas.control import FIRST_GENERATION
from tests.servers import Launcher, free_ports
from wirewatch.adapters.elastic_index import Access, ElasticIndex, ElasticIndexVersions, IndexNames, Layout
from wirewatch.adapters.elastic_index.names import KINDS

USER = ("elastic", "elastic-secret")
"""Name and password of the user who may do everything."""

_FORGETS_AFTER_S = 0.3
"""Elasticsearch looks at a clock of 0.2 s steps when it forgets the versions of what was deleted."""


@dataclass(frozen=True)
class ElasticServer:
    """A node that runs."""

    launcher: Launcher

    @property
    def port(self) -> int:
        """Its port on loopback."""
        return int(self.launcher.variables["ES_PORT"])

    @property
    def address(self) -> str:
        """http://127.0.0.1:port."""
        return f"http://127.0.0.1:{self.port}"

    def access(self, **changes: Any) -> Access:
        """How to get in as the user who may do everything."""
        given = {"addresses": self.address, "username": USER[0], "password": USER[1]}
        return Access(**{**given, **changes})

    def versions(
        self, prefix: str | None = None, *, refresh: bool = True, **changes: Any
    ) -> ElasticIndexVersions:
        """Versions of an index under a prefix of their own, none made yet; what is written is found at once."""
        names = IndexNames(f"t{uuid.uuid4().hex[:12]}-" if prefix is None else prefix)
        return ElasticIndexVersions(self.access(**changes), Layout(names, replicas="0"), refresh=refresh)

    @contextmanager
    def client(self) -> Iterator[Elasticsearch]:
        """The library's own client, as the user who may do everything."""
        with Elasticsearch(self.address, basic_auth=USER, request_timeout=60) as client:
            yield client


def _indexes_of(index: ElasticIndex) -> list[str]:
    return [index.layout.names.index(kind, FIRST_GENERATION) for kind in KINDS]


class IndexPool:
    """Empty indexes for tests. To make them takes a second or more, so those a test has used are emptied for the next."""

    def __init__(self, server: ElasticServer) -> None:
        self._server = server
        self._free: list[ElasticIndex] = []
        self._taken: list[ElasticIndex] = []
        self._cleared_at = -_FORGETS_AFTER_S

    def take(self) -> ElasticIndex:
        """Indexes that hold nothing."""
        index = self._free.pop(0) if self._free else self._made()
        time.sleep(max(0.0, self._cleared_at + _FORGETS_AFTER_S - time.monotonic()))
        with self._server.client() as client:
            client.indices.refresh(index=_indexes_of(index))
        self._taken.append(index)
        return index

    def clear(self) -> None:
        """Empty those that were taken."""
        with self._server.client() as client:
            for index in self._taken:
                client.delete_by_query(
                    index=_indexes_of(index), query={"match_all": {}}, refresh=True, conflicts="proceed"
                )
        self._cleared_at = time.monotonic()
        self._free += self._taken
        self._taken = []

    def close(self) -> None:
        """Let go of the connections."""
        for index in (*self._free, *self._taken):
            index.close()

    def _made(self) -> ElasticIndex:
        index = self._server.versions().open(FIRST_GENERATION)
        with self._server.client() as client:  # what was deleted must not be remembered by its version
            client.indices.put_settings(
                index=[index.layout.names.index(kind, FIRST_GENERATION) for kind in KINDS],
                settings={"index.gc_deletes": "0s"},
            )
        return index


def start_elasticsearch(folder: Path, extra: Mapping[str, str] | None = None) -> Launcher:
    """Start a node in a folder that everybody may enter, on ports of its own. Raises CannotRun."""
    port, transport = free_ports(2)
    launcher = Launcher(
        "elasticsearch.sh",
        {
            "ES_STATE": str(folder / "elasticsearch"),
            "ES_PORT": str(port),
            "ES_TRANSPORT_PORT": str(transport),
            "ES_PASSWORD": USER[1],
            "ES_JAVA_OPTS": "-XX:TieredStopAtLevel=1",  # starts in half the time, and tests are over soon
            **(extra or {}),
        },
    )
    launcher.start()
    return launcher

"""The demo's coverage in a real Elasticsearch, as Kibana would find it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from consumers.index.document import document_of
from schemas.coverage import Coverage
from tests.elasticsearch_server import ElasticServer
from wirewatch.adapters.elastic_index import ElasticIndex, HealthBoard
from wirewatch.adapters.sqlite_index import SqliteIndex
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.demo.server import DemoSite
from wirewatch.demo.session import demo_settings
from wirewatch.open_session import opened_session


@dataclass(frozen=True)
class Demo:
    """What the demo collected, and the index it lies in."""

    coverage: tuple[Coverage, ...]
    index: ElasticIndex


@pytest.fixture(scope="session")
def demo(elasticsearch: ElasticServer) -> Iterator[Demo]:
    with TemporaryDirectory() as folder:
        collected = asyncio.run(_collected(DataFolder(Path(folder))))
    versions = elasticsearch.versions()
    index = versions.open("g1")
    assert {written.outcome for written in index.write([document_of(each) for each in collected])} == {"ok"}
    board = HealthBoard(elasticsearch.access(), versions.layout.names)
    board.note("test", now(), {"extract": 7, "index": 0}, {"extract": 1})
    with elasticsearch.client() as client:
        client.indices.refresh(index=versions.layout.names.health)
    yield Demo(collected, index)
    index.close()
    versions.close()


async def _collected(folder: DataFolder) -> tuple[Coverage, ...]:
    site = DemoSite()
    async with site.served() as address:
        settings = demo_settings(folder, address)
        async with opened_session(settings, folder, lambda _: None) as session:
            assert await session.run_once()
            site.news_is_out = True
            assert await session.run_once()
    index = SqliteIndex(folder.index)
    found = tuple(each.coverage for each in index.documents() if each.coverage is not None)
    index.close()
    return found

"""What the real Elasticsearch refuses, and what becomes of it."""

import copy
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from consumers.index.document import document_of
from consumers.ports import IndexDocument, Written
from schemas.control import FIRST_GENERATION
from schemas.errors import ConfigurationError, TransientError
from schemas.facts import Facts
from tests.builders import coverage, entity, item
from tests.elasticsearch_server import ElasticServer
from wirewatch.adapters.elastic_index import Access, ElasticIndex, IndexNames, Layout

Make = Callable[[], ElasticIndex]


def document(item_id: str = "wire:1", revision: int = 1) -> IndexDocument:
    of = item(item_id)
    facts = Facts(entities=(entity("e1", of.text, "Xi"), entity("e2", of.text, "Putin")))
    return document_of(coverage(of, revision=revision, facts=facts, highest_slot=2))


def found(server: ElasticServer, index: ElasticIndex, kind: str) -> list[str]:
    with server.client() as client:
        answer = client.search(index=f"{index.layout.names.prefix}{kind}", size=100, source=False)
    return sorted(hit["_id"] for hit in answer["hits"]["hits"])


def test_a_document_the_mapping_cannot_parse_is_refused_alone_and_leaves_nothing(
    elasticsearch: ElasticServer, make_elastic_index: Make
) -> None:
    index = make_elastic_index()
    assert index.write([document("wire:2")]) == [Written("ok")]
    poison = replace(document("wire:2", revision=2), tokens={"title": {"no": "text"}})  # type: ignore[dict-item]
    first, refused, third = index.write([document("wire:1"), poison, document("wire:3")])
    assert (first, third) == (Written("ok"), Written("ok"))
    assert refused.outcome == "refused"
    assert "tokens.title" in refused.detail
    assert found(elasticsearch, index, "news") == ["wire:1", "wire:3"]
    assert found(elasticsearch, index, "news-facts") == ["wire:1:0", "wire:1:1", "wire:3:0", "wire:3:1"]
    mended = document("wire:2", revision=2)
    assert index.write([mended]) == [Written("ok")]
    assert found(elasticsearch, index, "news") == ["wire:1", "wire:2", "wire:3"]


def test_a_field_the_mapping_does_not_know_stops_us(make_elastic_index: Make) -> None:
    unknown = replace(document(), tokens={"smell": "x"})
    with pytest.raises(ConfigurationError, match=r"dynamic introduction of \[smell\].*wirewatch setup"):
        make_elastic_index().write([unknown])


def test_an_index_that_takes_no_writes_stops_us_and_a_full_disk_passes(
    elasticsearch: ElasticServer, make_elastic_index: Make
) -> None:
    index = make_elastic_index()
    name = index.layout.names.index("news-facts", FIRST_GENERATION)
    for block, raised, said in (
        ("index.blocks.write", ConfigurationError, "takes no writes"),
        ("index.blocks.read_only_allow_delete", TransientError, "disk usage exceeded"),
    ):
        with elasticsearch.client() as client:
            client.indices.put_settings(index=name, settings={block: True})
            try:
                with pytest.raises(raised, match=said):
                    index.write([document()])
            finally:
                client.indices.put_settings(index=name, settings={block: None})
    assert index.write([document()]) == [Written("ok")]
    assert found(elasticsearch, index, "news-facts") == ["wire:1:0", "wire:1:1"]


def test_a_missing_index_stops_us_and_is_not_made_by_writing(elasticsearch: ElasticServer) -> None:
    names = IndexNames("nowhere-")
    index = ElasticIndex(elasticsearch.access(), Layout(names))
    with pytest.raises(ConfigurationError, match="wirewatch setup"):
        index.uuid()
    with pytest.raises(ConfigurationError, match="wirewatch setup"):
        index.write([document()])
    with elasticsearch.client() as client:
        assert not client.indices.exists(index=names.alias("news"))
    index.close()


def test_wrong_passwords_and_missing_rights_stop_us(
    elasticsearch: ElasticServer, make_elastic_index: Make
) -> None:
    layout = make_elastic_index().layout
    stranger = ElasticIndex(elasticsearch.access(password="guessed"), layout)  # noqa: S106
    with pytest.raises(ConfigurationError, match="does not accept the user name, password or API key"):
        stranger.write([document()])
    role = f"{layout.names.prefix}wirewatch-search"
    key = api_key(elasticsearch, {role: layout.roles()[role]})
    reader = ElasticIndex(Access(elasticsearch.address, api_key=key), layout)
    assert reader.count() == 0
    with pytest.raises(ConfigurationError, match="may not do what is needed"):
        reader.write([document()])
    stranger.close()
    reader.close()


def api_key(server: ElasticServer, roles: object) -> str:
    with server.client() as client:
        return str(client.security.create_api_key(name="test", role_descriptors=roles)["encoded"])  # type: ignore[arg-type]


def test_fields_that_an_older_program_knew_nothing_of_are_added_to_its_indexes(
    elasticsearch: ElasticServer,
) -> None:
    versions = elasticsearch.versions()
    index = versions.layout.names.index("news-facts", FIRST_GENERATION)
    template = versions.layout.template("news-facts")
    older = copy.deepcopy(template)
    del older["template"]["mappings"]["properties"]["amount"]["properties"]["usd"]
    name = next(name for name, each in versions.layout.templates().items() if each == template)
    with elasticsearch.client() as client:
        client.indices.put_index_template(name=name, **older)
        client.indices.create(
            index=index,
            mappings=older["template"]["mappings"],
            settings=older["template"]["settings"],
        )
    said = {step.name: step.detail for step in versions.set_up() if step.detail.endswith("added")}
    assert said == {
        name: "index template: properties.amount.properties.usd is missing, added",
        index: "amount.properties.usd is missing, added",
    }
    assert [step for step in versions.set_up() if step.differs] == []
    versions.close()


def test_the_roles_setup_prints_suffice_for_each_part(elasticsearch: ElasticServer) -> None:
    versions = elasticsearch.versions()
    roles, prefix = versions.layout.roles(), versions.layout.names.prefix
    keys = {name: api_key(elasticsearch, {name: role}) for name, role in roles.items()}
    access = {name: Access(elasticsearch.address, api_key=key) for name, key in keys.items()}
    setting_up = elasticsearch.versions(prefix, username=None, api_key=keys[f"{prefix}wirewatch-setup"])
    assert [step.differs for step in setting_up.set_up()].count(False) >= 9
    assert setting_up.set_up() == []
    writer = ElasticIndex(access[f"{prefix}wirewatch-index"], versions.layout, FIRST_GENERATION)
    assert writer.uuid().count(",") == 2
    assert writer.write([document()]) == [Written("ok")]
    writer.close()
    reader = ElasticIndex(access[f"{prefix}wirewatch-search"], versions.layout)
    assert (reader.count(), reader.get("wire:1")) == (1, document().coverage)
    reader.close()
    setting_up.close()


@contextmanager
def answering(status: int, body: bytes, headers: dict[str, str]) -> Iterator[str]:
    """Something that gives every request the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_HTML = {"Content-Type": "text/html"}
_JSON = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"}
_OLD = json.dumps({"version": {"number": "8.19.1"}}).encode()


@pytest.mark.parametrize(
    ("status", "body", "headers", "raised", "said"),
    [
        (502, b"<html>Bad gateway</html>", _HTML, TransientError, "cannot do it now"),
        (503, b"", {**_HTML, "Retry-After": "12"}, TransientError, "cannot do it now"),
        (200, b"<html>Welcome</html>", _HTML, ConfigurationError, "is no Elasticsearch 9"),
        (200, b'{"version": {"num', _JSON, TransientError, "cannot be read"),
        (200, _OLD, _JSON, ConfigurationError, "has version 8.19.1; this program needs 9"),
    ],
)
def test_what_is_no_elasticsearch_of_ours_is_told_from_one_in_trouble(
    status: int, body: bytes, headers: dict[str, str], raised: type[Exception], said: str
) -> None:
    with answering(status, body, headers) as address:
        index = ElasticIndex(Access(address), Layout(IndexNames()))
        with pytest.raises(raised, match=said) as caught:
            index.count()
        index.close()
    if status == 503:
        assert isinstance(caught.value, TransientError)
        assert caught.value.retry_after_s == 12


def test_an_address_where_nothing_listens_is_passing_trouble() -> None:
    index = ElasticIndex(Access("http://user:hidden@127.0.0.1:9"), Layout(IndexNames()))
    with pytest.raises(TransientError, match=r"http://127\.0\.0\.1:9 cannot be reached"):
        index.count()
    index.close()

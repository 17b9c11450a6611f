"""Handing the objects to a server that answers as Kibana does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.elastic_index import IndexNames
from wirewatch.kibana.install import KibanaAccess, install
from wirewatch.kibana.objects import ndjson

OBJECTS = ndjson(IndexNames())


@dataclass
class Asked:
    """What the server was asked."""

    path: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@contextmanager
def kibana(status: int, said: object) -> Iterator[tuple[str, Asked]]:
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.path, asked.headers = self.path, dict(self.headers)
            asked.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


async def test_the_file_goes_as_a_form_with_the_header_kibana_wants() -> None:
    with kibana(200, {"success": True, "successCount": 8}) as (address, asked):
        assert await install(KibanaAccess(address, api_key="a2V5"), OBJECTS) == 8
    assert asked.path == "/api/saved_objects/_import?overwrite=true"
    assert asked.headers["kbn-xsrf"]
    assert asked.headers["Authorization"] == "ApiKey a2V5"
    assert b'name="file"; filename="wirewatch.ndjson"' in asked.body
    assert OBJECTS.encode() in asked.body


@pytest.mark.parametrize(
    ("status", "said", "raised", "why"),
    [
        (401, {"message": "Unauthorized"}, ConfigurationError, "does not let this user import"),
        (422, {"message": "a newer version"}, ConfigurationError, "refuses: a newer version"),
        (200, {"success": False, "errors": [{"type": "dashboard", "id": "x", "error": {"type": "missing_references"}}]},
         ConfigurationError, "dashboard x: .*missing_references"),
        (503, {}, TransientError, "cannot do it now"),
        (200, b"<html>", TransientError, "no answer that can be read"),
    ],
)  # fmt: skip
async def test_what_kibana_refuses_is_said(
    status: int, said: object, raised: type[Exception], why: str
) -> None:
    with kibana(status, said) as (address, _), pytest.raises(raised, match=why):
        await install(KibanaAccess(address, user=("elastic", "secret")), OBJECTS)


async def test_a_kibana_that_is_away_is_passing_trouble() -> None:
    with pytest.raises(TransientError, match="no answer"):
        await install(KibanaAccess("http://127.0.0.1:9"), OBJECTS)

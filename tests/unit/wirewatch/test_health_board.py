"""Noting what waits and what died, without Elasticsearch's client."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import ConfigurationError, TransientError
from tests.loopback import Answer, free_port, serving
from wirewatch.adapters.elastic_index import Access, HealthBoard, IndexNames

AT = datetime(2026, 3, 3, tzinfo=UTC)


def note(access: Access) -> None:
    HealthBoard(access, IndexNames("")).note("here:1", AT, {"index": 3}, {"extract": 1})


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [({}, None), ({"api_key": "abc"}, "ApiKey abc"), ({"username": "u", "password": "p"}, "Basic dTpw")],
)
def test_it_says_who_it_is(credentials: dict[str, Any], expected: str | None) -> None:
    asked: list[tuple[str, str | None]] = []

    def respond(path: str, headers: Mapping[str, str]) -> Answer:
        asked.append((path, headers.get("Authorization")))
        return Answer(json.dumps({"errors": False}).encode())

    with serving(respond) as address:
        note(Access(address, **credentials))
    assert asked == [("/_bulk", expected)]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(b"{}", 401), ConfigurationError), (Answer(b"{}", 503), TransientError), (Answer(b"<html>"), TransientError),
        (Answer(b'{"errors": true}'), ConfigurationError), (Answer(b"[]"), TransientError),
        (Answer(b'{"errors": true, "items": [{"index": {"status": 429}}]}'), TransientError),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told_in_our_words(answer: Answer, error: type[Exception]) -> None:
    with serving(lambda path, headers: answer) as address, pytest.raises(error):
        note(Access(address))


def test_the_next_address_is_asked_where_the_first_is_away() -> None:
    with serving(lambda path, headers: Answer(b'{"errors": false}')) as address:
        note(Access(f"http://127.0.0.1:{free_port()},{address}"))


def test_a_server_that_is_away_passes(tmp_path: Path) -> None:
    with pytest.raises(TransientError):
        note(Access(f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(TransientError):
        note(Access(f"https://127.0.0.1:{free_port()}", ca_file=tmp_path / "none.pem"))


def test_a_stage_that_does_not_index_never_loads_the_client() -> None:
    told = "import sys, wirewatch.stage_process, wirewatch.elastic_store; sys.exit('elasticsearch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0

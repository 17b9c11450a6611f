"""Why a broker cannot be reached, told apart: away, hanging, ending, or no such listener."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.kafka_log import diagnosis
from wirewatch.adapters.kafka_log.diagnosis import why_not_reached

PLAIN = {"security_protocol": "PLAINTEXT"}


@contextmanager
def listening(takes: int, *, hangs: bool = False) -> Iterator[str]:
    """Takes so many connections and cuts each short (or `hangs`: holds it and says nothing), then listens no more."""
    server = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def serve() -> None:
        for _ in range(takes):
            connection, _ = server.accept()
            if hangs:
                held.append(connection)
            else:
                connection.close()
        server.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        thread.join(5)
        for connection in held:
            connection.close()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_AGAIN_S", 0.1)
    monkeypatch.setattr(diagnosis, "_STEP_S", 0.5)


def test_who_cuts_every_talk_short_is_no_such_listener() -> None:
    with listening(2) as address:
        assert isinstance(why_not_reached((address,), PLAIN), ConfigurationError)


def test_a_broker_that_is_just_ending_is_away_and_no_mistake_in_the_settings() -> None:
    with listening(1) as address:
        assert isinstance(why_not_reached((address,), PLAIN), TransientError)


def test_a_broker_that_hangs_is_waited_for() -> None:
    with listening(1, hangs=True) as address:
        found = why_not_reached((address,), PLAIN)
    assert isinstance(found, TransientError)
    assert "does not answer" in str(found)

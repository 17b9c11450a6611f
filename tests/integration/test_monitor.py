"""What a process answers to those who watch it, over real HTTP."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Mapping

import pytest

from schemas.errors import ConfigurationError
from tests.loopback import Answer as Said
from tests.loopback import serving
from wirewatch.adapters.heartbeat import beat
from wirewatch.adapters.monitor import monitored
from wirewatch.liveness import Answer

WELL = Answer(True)
HANGS = Answer(False, ("extract has not turned for 301 s",))


def got(address: str, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://{address}{path}", timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_metrics_liveness_and_readiness_are_answered_and_nothing_else() -> None:
    with monitored("127.0.0.1:0", lambda: b"figures 1\n", lambda: WELL, lambda: HANGS) as address:
        assert got(address, "/metrics") == (200, "figures 1\n")
        assert got(address, "/live") == (200, "ok\n")
        assert got(address, "/ready") == (503, "extract has not turned for 301 s\n")
        assert got(address, "/../etc/passwd")[0] == 404


@pytest.mark.parametrize("address", ["127.0.0.1", "nowhere:port", "127.0.0.1:99999", "192.0.2.1:9464"])
def test_an_address_that_cannot_be_used_is_a_mistake_in_the_settings(address: str) -> None:
    with (
        pytest.raises(ConfigurationError, match="name host:port"),
        monitored(address, lambda: b"", lambda: WELL, lambda: WELL),
    ):
        pass


async def test_the_sign_of_life_comes_while_the_process_is_alive_and_stays_away_when_it_hangs() -> None:
    heard: list[str] = []
    answers = [WELL, HANGS, WELL]
    asked = asyncio.Event()

    def respond(path: str, headers: Mapping[str, str]) -> Said:
        heard.append(f"{path} {headers['User-Agent']}")
        return Said(status=500)  # a refusal stops nothing

    def alive() -> Answer:
        if not answers:
            asked.set()
            return HANGS
        return answers.pop(0)

    with serving(respond) as address:
        beating = asyncio.create_task(beat(f"{address}/ping/secret", 0.01, alive, "Wirewatch/test"))
        await asyncio.wait_for(asked.wait(), 10)
        beating.cancel()
    assert heard == ["/ping/secret Wirewatch/test"] * 2


async def test_nobody_there_to_hear_the_sign_of_life_stops_nothing() -> None:
    tries = 0
    tried = asyncio.Event()

    def alive() -> Answer:
        nonlocal tries
        tries += 1
        if tries == 3:
            tried.set()
        return WELL

    beating = asyncio.create_task(beat("http://127.0.0.1:9/ping", 0.01, alive, "Wirewatch/test"))
    await asyncio.wait_for(tried.wait(), 10)
    assert not beating.done()
    beating.cancel()

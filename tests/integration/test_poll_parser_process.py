"""The parser in its own process: what documents do to it, and what that costs."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from producers.entry import ParsedFeed
from producers.memory import InlineParser
from producers.trouble import Trouble
from wirewatch.adapters.parse_process import ParseProcess

RSS = b"<rss version='2.0'><channel><item><title>\xd0\x9a\xd0\xb8\xd1\x82\xd0\xb0\xd0\xb9</title></item></channel></rss>"
ADDRESS = "https://agency.example/rss"
ENDLESS = b"<rss><channel>" + b"<item>" * 300_000


@pytest.fixture
async def parser() -> AsyncIterator[ParseProcess]:
    process = ParseProcess()
    yield process
    await process.close()


async def test_it_gives_what_parsing_here_gives(parser: ParseProcess) -> None:
    assert await parser.parse(RSS, ADDRESS) == await InlineParser().parse(RSS, ADDRESS)


async def test_it_starts_when_it_is_needed_and_stays(parser: ParseProcess) -> None:
    assert parser.pid is None
    await parser.parse(RSS, ADDRESS)
    pid = parser.pid
    await asyncio.gather(*(parser.parse(RSS, ADDRESS) for _ in range(5)))
    assert parser.pid == pid


async def test_a_worker_that_grew_makes_room_for_a_fresh_one(parser: ParseProcess) -> None:
    long_title = b"<rss><channel><item><title>" + b"x" * 7_000_000 + b"</title></item></channel></rss>"
    assert isinstance(await parser.parse(long_title, ADDRESS), ParsedFeed)
    assert parser.pid is None or psutil.Process(parser.pid).memory_info().rss < 80 * 1024 * 1024


async def test_a_document_that_takes_too_long_is_ended_within_two_seconds() -> None:
    parser = ParseProcess(memory_bytes=2 * 1024**3)  # a fast machine is not to run out of memory first
    started = time.monotonic()
    trouble = await parser.parse(ENDLESS, ADDRESS)
    assert isinstance(trouble, Trouble)
    assert trouble.code == "parse_timeout"
    assert time.monotonic() - started < 6.0  # 1.5 s of processor time, on a machine that may be busy
    assert isinstance(await parser.parse(RSS, ADDRESS), ParsedFeed)
    await parser.close()


async def test_a_document_that_takes_too_much_memory_is_ended() -> None:
    parser = ParseProcess(memory_bytes=80 * 1024 * 1024)
    trouble = await parser.parse(b"<rss " + b'a="b" ' * 1_000_000 + b">", ADDRESS)
    assert isinstance(trouble, Trouble)
    assert trouble.code in ("parse_memory", "parse_crashed")
    assert isinstance(await parser.parse(RSS, ADDRESS), ParsedFeed)
    await parser.close()


async def test_a_worker_killed_from_outside_is_started_again(parser: ParseProcess) -> None:
    await parser.parse(RSS, ADDRESS)
    assert parser.pid
    os.kill(parser.pid, signal.SIGKILL)
    answers = [await parser.parse(RSS, ADDRESS) for _ in range(2)]
    assert isinstance(answers[-1], ParsedFeed)


async def test_an_entity_bomb_stays_small(parser: ParseProcess) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 50}">\n' for n in range(1, 9))
    bomb = f'<!DOCTYPE rss [\n<!ENTITY e0 "x">\n{levels}]>\n<rss><channel><item><title>&e8;</title></item></channel></rss>'
    answer = await parser.parse(bomb.encode(), ADDRESS)
    assert not isinstance(answer, ParsedFeed) or len(repr(answer)) < 100_000


async def test_a_cancelled_request_leaves_no_reply_for_the_next(parser: ParseProcess) -> None:
    waiting = asyncio.create_task(parser.parse(ENDLESS, ADDRESS))
    while parser.pid is None:
        await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await parser.parse(RSS, ADDRESS) == await InlineParser().parse(RSS, ADDRESS)


async def test_a_worker_is_small_and_knows_little(
    parser: ParseProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIREWATCH_SECRET", "s3cret")
    await parser.parse(RSS, ADDRESS)
    worker = psutil.Process(parser.pid)
    assert worker.memory_info().rss < 50 * 1024 * 1024
    assert "WIREWATCH_SECRET" not in worker.environ()


async def test_a_worker_ends_with_the_poller() -> None:
    parser = ParseProcess()
    await parser.parse(RSS, ADDRESS)
    pid = parser.pid
    await parser.close()
    assert not Path(f"/proc/{pid}").exists()

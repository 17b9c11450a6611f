"""A sign of life to an address outside: a dead system cannot alert about itself, the one that misses the sign can."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

import aiohttp
import structlog

from wirewatch.liveness import Answer

log = structlog.get_logger()

_TIMEOUT = aiohttp.ClientTimeout(total=10)


async def beat(url: str, every_s: float, alive: Callable[[], Answer], user_agent: str) -> None:
    """GET `url` every so many seconds for as long as the process is alive and this is not cancelled. What the other side
    answers is logged where it is no success; it never stops anything."""
    async with aiohttp.ClientSession(timeout=_TIMEOUT, headers={"User-Agent": user_agent}) as session:
        while True:
            answer = alive()
            if answer.well:
                await _beat_once(session, url)
            else:
                log.error("heartbeat_withheld", troubles=answer.troubles)
            await asyncio.sleep(every_s)


async def _beat_once(session: aiohttp.ClientSession, url: str) -> None:
    host = urlsplit(url).hostname  # the path is often the secret
    try:
        async with session.get(url) as response:
            if response.status >= 400:
                log.warning("heartbeat_refused", host=host, status=response.status)
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("heartbeat_not_heard", host=host, trouble=type(error).__name__)

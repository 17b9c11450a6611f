"""A real HTTP server on loopback that answers as told, well and badly."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(*handlers: tuple[str, Handler]) -> AsyncIterator[str]:
    """The address of a server with these paths, without a slash at its end."""
    application = web.Application()
    for path, handler in handlers:
        application.router.add_get(path, handler)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert runner.addresses
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def sending(body: bytes, status: int = 200, /, **headers: str) -> Handler:
    """A handler that always sends the same; underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status, headers=named)

    return handle


def sending_with_etag(body: bytes, etag: str) -> Handler:
    """A handler that knows conditional requests."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, headers={"ETag": etag, "Content-Type": "application/rss+xml"})

    return handle


def redirecting(to: str, status: int = 302) -> Handler:
    """A handler that sends elsewhere."""

    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": to})

    return handle


def dripping(pause_s: float) -> Handler:
    """A handler that never ends: a byte at a time."""

    async def handle(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"<")
            await asyncio.sleep(pause_s)

    return handle


def breaking_off(body: bytes) -> Handler:
    """A handler that promises more than it sends."""

    async def handle(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": str(2 * len(body))})
        await answer.prepare(request)
        await answer.write(body)
        if request.transport:
            request.transport.close()
        return answer

    return handle


def bomb(megabytes: int) -> bytes:
    """Gzip of so many megabytes of blanks: a thousandth of their size."""
    return gzip.compress(b" " * (megabytes * 1024 * 1024), 9)

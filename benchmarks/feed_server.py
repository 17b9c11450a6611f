"""A wire of many feeds on loopback, a process of its own: `python -m benchmarks.feed_server`.

`GET /feed/I/N` is a document of I items; `GET /round/R` has two new ones put into every feed for each round, and an ETag each. Every
address of 127.0.0.0/8 is served, so that feeds can have hosts of their own.
"""

import asyncio
from contextlib import closing, suppress
from functools import lru_cache

from benchmarks.corpus import corpus, feed_document

ITEMS = 67
NEW = 2
ROUNDS = 4


@lru_cache(maxsize=2 * ROUNDS)
def _document(items: int, number: int) -> bytes:
    entries = list(corpus(items + NEW * ROUNDS))
    return feed_document(entries[NEW * number : NEW * number + items][::-1])


class Wire:
    """Answers like a server that knows ETags, and keeps connections."""

    def __init__(self) -> None:
        self._round = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection until its other end closes it."""
        with closing(writer), suppress(asyncio.IncompleteReadError, ConnectionError):
            while (request := await reader.readuntil(b"\r\n\r\n")) and not writer.is_closing():
                writer.write(self._answer(request))
                await writer.drain()

    def _answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode()
        if path.startswith("/round/"):
            self._round = int(path.rpartition("/")[2])
            return _response("200 OK", b"ok")
        etag = f'"{self._round}"'
        if f"if-none-match: {etag}".encode() in request.lower():
            return _response("304 Not Modified", None, etag)
        items, feed = path.removeprefix("/feed/").split("/")
        return _response(
            "200 OK",
            _document(int(items), self._round).replace(b"https://", f"https://n{feed}.".encode()),
            etag,
        )


def _response(status: str, body: bytes | None, etag: str = "") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/rss+xml"]
    if etag:
        lines.append(f"ETag: {etag}")
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode() + (body or b"")


async def main() -> None:
    """Print the port, and serve until killed."""
    server = await asyncio.start_server(Wire().serve, "0.0.0.0", 0)  # noqa: S104 - all of loopback; firewalled by the caller's machine
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

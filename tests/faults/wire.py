"""A newswire that grows: feeds over HTTP on loopback, each showing the newest of what is out."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.corpus import Entry, feed_document

WINDOW = 400


class Wire:
    """Entries spread over `feeds` feeds; the first `out` of them are out."""

    def __init__(self, entries: Sequence[Entry], feeds: int) -> None:
        self._entries = entries
        self.feeds = feeds
        self.out = 0

    def document(self, feed: int) -> bytes:
        """A feed as it is now, newest first."""
        mine = [entry for entry in self._entries[: self.out] if entry.number % self.feeds == feed]
        return feed_document(mine[-WINDOW:][::-1], f"Wire {feed}")


@contextmanager
def served(wire: Wire) -> Iterator[str]:
    """Serve /0, /1, … with ETags; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = wire.document(int(self.path.strip("/")))
            etag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
            unchanged = self.headers.get("If-None-Match") == etag
            self.send_response(304 if unchanged else 200)
            self.send_header("ETag", etag)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", "0" if unchanged else str(len(body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def catalogue(address: str, feeds: int) -> str:
    """The catalogue of the wire's feeds, each a source of its own."""
    lines = [f"{address}/{feed},wire{feed},Wire {feed},agency,en,GBR,independent," for feed in range(feeds)]
    return "\n".join(["url,source_id,source,kind,language,country,control,owner", *lines, ""])

"""A newswire of one feed whose entries tests add, edit and remove."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape


@dataclass
class Newswire:
    """Entries by guid: (title, body). `status` answers in place of the feed where it is not 200."""

    entries: dict[str, tuple[str, str]] = field(default_factory=dict)
    status: int = 200
    published_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def publish(self, guid: str, title: str, body: str = "") -> None:
        """Add an entry, or change the one that has this guid."""
        self.entries[guid] = (title, body)

    def document(self) -> bytes:
        """The feed as RSS 2.0."""
        items = "".join(
            f"<item><guid isPermaLink='false'>{guid}</guid><title>{escape(title)}</title>"
            f"<link>https://wire.example/{guid}</link><pubDate>{format_datetime(self.published_at)}</pubDate>"
            f"<description>{escape(body)}</description></item>"
            for guid, (title, body) in self.entries.items()
        )
        head = "<title>The Wire</title><link>https://wire.example/</link><description>News</description>"
        return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()


@contextmanager
def serving(wire: Newswire) -> Iterator[str]:
    """Serve the wire on loopback; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = wire.document() if wire.status == 200 else b"trouble"
            self.send_response(wire.status)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
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

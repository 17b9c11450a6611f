"""A newswire of one feed whose entries tests add, edit and remove."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.loopback import Answer


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

    def respond(self, path: str, headers: Mapping[str, str]) -> Answer:
        """The feed, or the trouble."""
        body = self.document() if self.status == 200 else b"trouble"
        return Answer(body, self.status, {"Content-Type": "application/rss+xml"})

"""A newswire that grows: feeds over HTTP on loopback, each showing the newest of what is out."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from benchmarks.corpus import Entry, feed_document
from tests.loopback import Answer, Respond

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


def answering(wire: Wire) -> Respond:
    """Serves /0, /1, … with ETags."""

    def respond(path: str, headers: Mapping[str, str]) -> Answer:
        body = wire.document(int(path.strip("/")))
        etag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        if headers.get("If-None-Match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        return Answer(body, headers={"ETag": etag, "Content-Type": "application/rss+xml"})

    return respond


def catalogue(address: str, feeds: int) -> str:
    """The catalogue of the wire's feeds, each a source of its own."""
    lines = [f"{address}/{feed},wire{feed},Wire {feed},agency,en,GBR,independent," for feed in range(feeds)]
    return "\n".join(["url,source_id,source,kind,language,country,control,owner", *lines, ""])

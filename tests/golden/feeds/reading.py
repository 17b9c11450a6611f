"""Real feed items by id: the ids are hashes of the text, so that verdicts on it can be kept here and the text cannot."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import feedparser

_DROPPED = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """Title and text of an item, without markup."""

    file: str
    title: str
    text: str

    @property
    def id(self) -> str:
        """The first 16 digits of a hash of title and text."""
        return sha256(f"{self.title}\n\n{self.text}".encode()).hexdigest()[:16]


def feed_items(shared: Path) -> Iterator[FeedItem]:
    """The items of the real feed files and of the list of headlines beside them."""
    for file in sorted((shared / "feeds/real").iterdir()):
        if file.suffix != ".csv":
            for entry in feedparser.parse(file.read_bytes()).entries:
                yield FeedItem(file.name, _plain(entry.get("title")), _plain(entry.get("summary")))
    listed = shared / "feeds/china_russia_items.jsonl"
    for line in listed.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield FeedItem(listed.name, _plain(entry.get("title")), _plain(entry.get("description")))


def _plain(markup: str | None) -> str:
    text = _TAG.sub(" ", _DROPPED.sub(" ", markup or ""))
    return " ".join(_TAG.sub(" ", html.unescape(text)).split())

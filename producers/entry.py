"""A parsed document, as it comes out of the parser's process: plain values, nothing trusted further."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

BodyFrom = Literal["nothing", "summary", "content"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: text without markup, an absolute http(s) link or none, dates as claimed, and those of rare form as
    feedparser read them (seconds since 1970). `source` is whom it names as the publisher, where its feed only found it. `markup` are the fields before they became text, kept only where the entry
    has no slice of its own to be parsed from again."""

    title: str | None = None
    body: str = ""
    body_from: BodyFrom = "nothing"
    link: str | None = None
    guid: str | None = None
    published: str | None = None
    published_s: float | None = None
    updated: str | None = None
    updated_s: float | None = None
    language: str | None = None
    source: str | None = None
    markup: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document's entries in order, and what it says of the feed. `version` is feedparser's name of the format, empty where there
    is none; `title`, `about` (what it is) and `rights` are plain lines, `site` is the address of its pages, `updated` as it
    stands there; `fault` says what is wrong with the XML, though entries were found; `cost_s` is the processor time spent."""

    version: str = ""
    title: str | None = None
    about: str | None = None
    rights: str | None = None
    site: str | None = None
    updated: str | None = None
    language: str | None = None
    fault: str | None = None
    entries: tuple[Entry, ...] = ()
    cost_s: float = field(default=0.0, compare=False)

    def with_entries(self, entries: Iterable[Entry]) -> "ParsedFeed":
        """The feed with these entries."""
        return replace(self, entries=tuple(entries))

    def as_json(self) -> dict[str, Any]:
        """What crosses the pipe."""
        entries = [{name: getattr(entry, name) for name in _ENTRY} for entry in self.entries]
        return {**{name: getattr(self, name) for name in _FEED}, "entries": entries}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "ParsedFeed":
        """What came through the pipe."""
        return cls(**{**value, "entries": tuple(Entry(**entry) for entry in value["entries"])})


_ENTRY = tuple(each.name for each in fields(Entry))
_FEED = tuple(each.name for each in fields(ParsedFeed))

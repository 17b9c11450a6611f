"""What `wirewatch compare --format json` prints: the reports of a happening, source by source."""

from typing import Literal

from schemas.happening import Happening
from schemas.model import CountryCode, LanguageTag, Model, UtcTime
from schemas.source import Control

StatedKind = Literal["event", "amount", "date", "name"]


class Cited(Model):
    """The words that say it: `surface` stands at `start`..`end` (code points) in the item's text."""

    item_id: str
    start: int
    end: int
    surface: str


class Stated(Model):
    """A fact as all languages write it ("78400000000 USD", "2026-04-01", "Wang Yi"), with each source's words for it, by
    source_id."""

    kind: StatedKind
    what: str
    cited: dict[str, tuple[Cited, ...]]


class Version(Model):
    """One of several values that contradict each other, who gives it, and in what words."""

    value: str
    cited: dict[str, tuple[Cited, ...]]


class Conflict(Model):
    """Sources that agree on what is told of (`about`) and not on its amount, date or status."""

    kind: Literal["amount", "date", "status"]
    about: str
    versions: tuple[Version, ...]


class Quoted(Model):
    """Who is quoted, with what was said."""

    speaker: str
    said: Cited


class Telling(Model):
    """One source: its affiliation, when it was first seen, what it says. `told_from` are those it has the news from."""

    source_id: str
    source_name: str
    control: Control
    kind: str
    country: CountryCode | None
    language: LanguageTag
    first_seen_at: UtcTime
    published_at: UtcTime | None
    headline: str | None
    link: str | None
    items: tuple[str, ...]
    told_from: tuple[str, ...]
    quoted: tuple[Quoted, ...]


class Comparison(Model):
    """A happening's reports compared: one `Telling` a source, the first seen first; `shared` facts all sources state,
    `only` those one alone does, `conflicts` what they contradict each other in."""

    happening: Happening
    tellings: tuple[Telling, ...]
    shared: tuple[Stated, ...]
    only: tuple[Stated, ...]
    conflicts: tuple[Conflict, ...]

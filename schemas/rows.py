"""What an export gives: a row for each item, fact, event, story or alert. The columns are these fields, in this order.

Columns are added at the end and never change their meaning. Several values of one column stand in a list; in tables they are
joined by "; ".
"""

from typing import Literal

from pydantic import Field

from schemas.model import Confidence, LanguageTag, Model, PlainDecimal, Sha256, UtcTime
from schemas.source import Control

What = Literal["items", "facts", "events", "stories", "alerts"]


class Cited(Model):
    """Where a row comes from: the item, its revision and its source."""

    item_id: str = Field(description="the item; `wirewatch show ITEM@REVISION` shows it")
    revision: int = Field(description="the revision that says so")
    text_sha256: Sha256 = Field(description="SHA-256 of that revision's text in UTF-8: offsets point into it")
    title: str | None = Field(description="its headline, in its own language")
    link: str | None = Field(description="where it was published")
    source_id: str = Field(description="who published it, by id")
    source_name: str = Field(description="who published it")
    source_kind: str = Field(description="agency, newspaper, broadcaster, government, …")
    source_control: Control = Field(description="who directs the source")
    source_country: str | None = Field(description="ISO 3166-1 alpha-3")
    language: LanguageTag = Field(description="BCP 47")
    published_at: UtcTime | None = Field(description="as the source says")
    first_seen_at: UtcTime = Field(description="by this program's clock")
    story_id: str = Field(description="the story it belongs to")
    event_id: str | None = Field(description="what it tells of with others, across reports")


class ItemRow(Cited):
    """One item."""

    completeness: str = Field(description="headline, summary or full")
    origin: str = Field(description="live, first_poll, backfill or replay")
    watch: str | None = Field(description="the watch whose verdict this is")
    level: str = Field(description="central, substantial or passing")
    score: Confidence = Field(description="of the verdict")
    topics: tuple[str, ...] = Field(description="the main one first")
    copies: int = Field(description="reports in its story when it was placed")
    independent: int = Field(description="independent sources of what it tells")
    entities: tuple[str, ...] = Field(description="names, as in the gazetteer where known")
    quotes: int = Field(description="how many")
    amounts: int = Field(description="how many")
    events: int = Field(description="how many")
    summary: str = Field(description="the beginning of its body")
    text: str | None = Field(description="the whole text, where asked for (--text)")
    publisher: str = Field(description="who published it, where the source only found it; else the source")
    paid: bool = Field(description="whether it is a press release, which somebody paid for")
    issuer: str | None = Field(description="whom a press release was issued for, where it says so")


class FactRow(Cited):
    """One fact, whatever its kind. Columns that its kind has not are empty."""

    fact_id: str = Field(description="within the item; `wirewatch cite ITEM#FACT` cites it")
    kind: Literal["entity", "date", "amount", "quote", "event"] = Field(description="what kind of fact")
    type: str | None = Field(description="of an entity, date (TIMEX3), amount, quote or event")
    value: str = Field(description="name, TIMEX3 value, exact amount, words quoted, or the event's words")
    value_max: PlainDecimal | None = Field(description="where an amount is a range")
    unit: str | None = Field(description="ISO 4217, % or a unit")
    comparator: str | None = Field(description="eq, approx, gt, lt, ge, le")
    indicator: str | None = Field(description="what an amount measures")
    direction: str | None = Field(description="up, down, flat")
    first_day: str | None = Field(description="of a date, or of an event's date")
    last_day: str | None = Field(description="of a date, or of an event's date")
    status: str | None = Field(description="of an event")
    who: tuple[str, ...] = Field(description="speaker of a quote, actors of an event")
    whom: tuple[str, ...] = Field(description="recipients of an event")
    where: tuple[str, ...] = Field(description="place of an event")
    entity_ids: tuple[str, ...] = Field(description="gazetteer and Wikidata ids of an entity")
    evidence: str = Field(description="the words in the text")
    evidence_start: int = Field(description="code points from the text's beginning")
    evidence_end: int = Field(description="the first code point after them")
    confidence: Confidence = Field(description="calibrated: docs/accuracy.md")
    rule: str = Field(description="which rule found it")


class EventRow(Cited):
    """One event that an item tells of."""

    fact_id: str = Field(description="within the item")
    type: str = Field(description="visit, meeting, agreement, …")
    subtype: str | None = Field(description="where the type has some")
    status: str = Field(description="occurred, ongoing, scheduled, proposed, denied, cancelled")
    actors: tuple[str, ...] = Field(description="who acts")
    recipients: tuple[str, ...] = Field(description="whom it is done to or with")
    places: tuple[str, ...] = Field(description="where")
    date: str | None = Field(description="TIMEX3 value")
    first_day: str | None = Field(description="the first day it can mean")
    last_day: str | None = Field(description="the last day it can mean")
    amounts: tuple[str, ...] = Field(description="exact value and unit")
    plover_type: str | None = Field(description="PLOVER")
    cameo: str | None = Field(description="CAMEO")
    evidence: str = Field(description="the words in the text")
    evidence_start: int = Field(description="code points from the text's beginning")
    evidence_end: int = Field(description="the first code point after them")
    confidence: Confidence = Field(description="calibrated: docs/accuracy.md")
    rule: str = Field(description="which rule found it")
    form: str | None = Field(description="of a visit: state, official, working, friendly, private")
    force: str | None = Field(
        description="of an agreement: in_force, initialled, ratified, extended, terminated, expired"
    )
    name: str | None = Field(description="of an agreement, as the text has it")


class StoryRow(Model):
    """One story: a report with its copies and translations."""

    story_id: str = Field(description="the item_id of its first member")
    event_id: str | None = Field(description="what it tells of with other stories")
    title: str | None = Field(description="headline of its newest member found")
    link: str | None = Field(description="of that member")
    language: LanguageTag = Field(description="of that member")
    first_seen_at: UtcTime = Field(description="when its first member was seen")
    newest_at: UtcTime = Field(description="when that member was published, or else seen")
    copies: int = Field(description="its members")
    sources: tuple[str, ...] = Field(description="who published them")
    origins: tuple[str, ...] = Field(description="whom the report comes from in the end")
    independent: int = Field(description="how many of those")
    topics: tuple[str, ...] = Field(description="of that member")
    item_ids: tuple[str, ...] = Field(description="the members that were found, the newest first")


class AlertRow(Cited):
    """One alert in one channel."""

    alert_id: str = Field(description="the same however often it was sent")
    rule_id: str = Field(description="which rule")
    rule_name: str = Field(description="its name then")
    channel: str = Field(description="where it went")
    decided_at: UtcTime = Field(description="when it was decided")
    because: tuple[str, ...] = Field(description="the clauses that matched")


Row = ItemRow | FactRow | EventRow | StoryRow | AlertRow

ROWS: dict[What, type[ItemRow | FactRow | EventRow | StoryRow | AlertRow]] = {
    "items": ItemRow,
    "facts": FactRow,
    "events": EventRow,
    "stories": StoryRow,
    "alerts": AlertRow,
}


class Export(Model):
    """What an export holds and how it came to be: written beside it."""

    query: str
    since: UtcTime | None = None
    until: UtcTime | None = None
    what: What
    format: str
    exported_at: UtcTime
    wirewatch: str
    ruleset: str
    generation: str
    items: int
    rows: int
    columns: tuple[str, ...]
    sha256: Sha256

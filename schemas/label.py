"""labels: what a person says of an item, to correct a verdict or the facts, and to measure by.

The labels themselves are in the format of labelled items everywhere (`gold`): names instead of ids, no offsets, optional ones
that neither help nor hurt.
"""

from typing import Literal

from schemas.entity import EntityType
from schemas.event import EventStatus, EventType
from schemas.model import CountryCode, LanguageTag, Model, PlainDecimal, Sha256, UtcTime, WikidataId
from schemas.topic import Topic


class LabelledEntity(Model):
    """A named entity; `text` as it stands in the item."""

    text: str
    name: str
    type: EntityType
    wikidata_qid: WikidataId | None = None
    country: CountryCode | None = None


class LabelledDate(Model):
    """A date: YYYY[-MM[-DD]], or an interval a/b."""

    value: str
    text: str | None = None


class LabelledAmount(Model):
    """An amount, fully scaled; money in ISO 4217. `direction` is the change reported for this figure."""

    kind: Literal["money", "percent", "count", "quantity", "ordinal"]
    value: PlainDecimal
    unit: str | None = None
    direction: Literal["up", "down", "flat"] | None = None
    text: str | None = None


class LabelledQuote(Model):
    """What a speaker said, without the attribution; `speakers` where several are meant or any of them will do."""

    speaker: str
    text: str
    speakers: tuple[str, ...] = ()


class LabelledEvent(Model):
    """A happening between the parties; participants and place are names."""

    type: EventType
    participants: tuple[str, ...]
    date: str | None = None
    place: str | None = None
    status: EventStatus | None = None


class Labels(Model):
    """All that is said of one item. Where `facts_labelled` is false, only relevance and topics are."""

    relevant: bool
    topics: tuple[Topic, ...] = ()
    facts_labelled: bool = False
    entities: tuple[LabelledEntity, ...] = ()
    dates: tuple[LabelledDate, ...] = ()
    amounts: tuple[LabelledAmount, ...] = ()
    quotes: tuple[LabelledQuote, ...] = ()
    events: tuple[LabelledEvent, ...] = ()
    topics_optional: tuple[Topic, ...] = ()
    entities_optional: tuple[str, ...] = ()
    dates_optional: tuple[str, ...] = ()
    quotes_optional: tuple[str, ...] = ()
    events_optional: tuple[LabelledEvent, ...] = ()


class Label(Model):
    """One item's labels with the text they are about, so that they outlive it. `given` tells how: by correcting the item,
    or in an audit, where the item was drawn from a stratum."""

    item_id: str
    revision: int | None = None
    language: LanguageTag
    published_at: UtcTime | None = None
    title: str | None = None
    body: str
    text_sha256: Sha256
    gold: Labels
    given: Literal["correction", "audit"]
    given_at: UtcTime

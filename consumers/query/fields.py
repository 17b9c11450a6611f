"""The fields a query can ask for, and the values of those with a closed list."""

from typing import get_args

from schemas.entity import EntityType
from schemas.event import EventStatus, EventType
from schemas.item import Abridgement, Completeness, Item, Origin
from schemas.source import Control, Source
from schemas.topic import TOPICS
from schemas.verdict import Verdict

TEXT_FIELDS = ("text", "title", "body", "quote")
NAME_FIELDS = (
    "entity", "speaker", "source", "publisher", "issuer", "event.actor", "event.recipient", "event.participant", "event.place",
)  # fmt: skip
TIME_FIELDS = ("published_at", "first_seen_at")
DAY_FIELDS = ("event.date",)
NUMBER_FIELDS = ("score", "copies")
OPEN_FIELDS = (
    "story_id",
    "event_id",
    "item_id",
    "feed",
    "watch",
    "event.subtype",
    "country",
    "source.country",
)
"""Fields with values that are not listed anywhere: ids, addresses, codes."""

CLOSED_FIELDS: dict[str, tuple[str, ...]] = {
    "topic": TOPICS,
    "event.type": get_args(EventType),
    "event.status": get_args(EventStatus),
    "entity.type": get_args(EntityType),
    "relevance.level": get_args(Verdict.model_fields["level"].annotation),
    "source.control": get_args(Control),
    "source.kind": get_args(Source.model_fields["kind"].annotation),
    "origin": get_args(Origin),
    "completeness": get_args(Completeness),
    "abridged": get_args(Abridgement),
    "paid": ("true", "false"),
    "text_from": get_args(Item.model_fields["text_from"].annotation),
}

LANGUAGES = (
    "en", "ru", "zh", "zh-hans", "zh-hant", "be", "de", "es", "fr", "it", "ja", "kk", "ko", "pt", "sr", "uk", "und",
)  # fmt: skip
"""Languages that hints know; any other tag is taken as it stands."""

ALIASES = {"language": "lang", "level": "relevance.level", "published": "published_at"}
"""Other names of fields: those the output of `search --json` has."""

_ISO_4217 = """
    aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf
    chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd
    hnl htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd
    mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln
    pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt tnd top try
    ttd twd tzs uah ugx usd uyu uzs ves vnd vuv wst xaf xcd xof xpf yer zar zmw zwl
"""
CURRENCIES = frozenset(_ISO_4217.split())
"""Codes of ISO 4217, in lower case."""

MAIN_MEASURES = ("usd", "cny", "rub", "eur", "percent")
MEASURES = ("percent", "pp", *sorted(CURRENCIES))
"""What may follow `amount.` besides the units of quantities and nouns of counts, which are open."""

EVENT_PARTS = ("type", "status", "subtype", "actor", "recipient", "participant", "place", "date")
"""What may be asked inside event:(…), with amount.<unit>."""

FIELDS = (
    *TEXT_FIELDS, *NAME_FIELDS, *TIME_FIELDS, *DAY_FIELDS, *NUMBER_FIELDS, *OPEN_FIELDS, *CLOSED_FIELDS,
    "lang", "event", "amount.usd", "amount.cny", "amount.rub", "amount.eur", "amount.percent",
)  # fmt: skip
"""Every name that hints offer."""

"""The fields of the indexes, all of them: what is not here is refused (`dynamic: strict`).

docs/elasticsearch.md tells people what they hold.
"""

from typing import Any

from consumers.index.document import TOKENS_VERSION
from wirewatch.adapters.elastic_index.analysis import analysis
from wirewatch.adapters.elastic_index.names import Kind

Mapping = dict[str, Any]

_KEYWORD: Mapping = {"type": "keyword", "ignore_above": 1024}
_TEXT: Mapping = {"type": "text", "analyzer": "news_text"}
_SHOWN_TEXT: Mapping = {**_TEXT, "fields": {"keyword": _KEYWORD}}
_DATE: Mapping = {"type": "date"}
_DAYS: Mapping = {"type": "date_range", "format": "strict_date"}
_WHOLE: Mapping = {"type": "integer"}
_NUMBER: Mapping = {"type": "double"}
_MICROSECONDS: Mapping = {"type": "long"}
_YES_OR_NO: Mapping = {"type": "boolean"}
_NUMBERS: Mapping = {"type": "double_range"}


def _object(**fields: Mapping) -> Mapping:
    return {"properties": fields}


def _tokens(*, ranked: bool) -> Mapping:
    """Our analyser's tokens; `ranked` ones weigh by the length of the text."""
    ours: Mapping = {"type": "text", "analyzer": "our_tokens", **({} if ranked else {"norms": False})}
    first = {"type": "text", "analyzer": "first_characters", "norms": False}
    return {**ours, "fields": {"first": first}}


_FACT = {
    "slot": _WHOLE,
    "fact_id": _KEYWORD,
    "kind": _KEYWORD,
    "confidence": _NUMBER,
    "rule": _KEYWORD,
    "surface": _SHOWN_TEXT,
    "entity": _object(
        name=_SHOWN_TEXT, type=_KEYWORD, id=_KEYWORD, wikidata=_KEYWORD, country=_KEYWORD, role=_KEYWORD
    ),
    "date": _object(type=_KEYWORD, value=_KEYWORD, grain=_KEYWORD, first=_KEYWORD, last=_KEYWORD, days=_DAYS),
    "amount": _object(
        kind=_KEYWORD, value=_NUMBER, exact=_KEYWORD, max=_NUMBER, unit=_KEYWORD, usd=_NUMBER, comparator=_KEYWORD,
        indicator=_KEYWORD, direction=_KEYWORD, comparison=_KEYWORD, partner=_KEYWORD,
    ),
    "quote": _object(text=_SHOWN_TEXT, type=_KEYWORD, speaker=_KEYWORD),
    "event": _object(
        type=_KEYWORD, status=_KEYWORD, pair=_KEYWORD, subtype=_KEYWORD, actor=_KEYWORD, recipient=_KEYWORD,
        participant=_KEYWORD, place=_KEYWORD, cameo=_KEYWORD, first=_KEYWORD, last=_KEYWORD, days=_DAYS,
    ),
}  # fmt: skip

_CONTEXT = {
    "item_id": _KEYWORD,
    "retired": _YES_OR_NO,
    "indexed_at": _DATE,
    "revision": _WHOLE,
    "story_id": _KEYWORD,
    "event_id": _KEYWORD,
    "copies": _WHOLE,
    "independent": _WHOLE,
    "title": _SHOWN_TEXT,
    "link": _KEYWORD,
    "source": _object(id=_KEYWORD, name=_SHOWN_TEXT, kind=_KEYWORD, control=_KEYWORD, country=_KEYWORD),
    "publisher": _SHOWN_TEXT,
    "issuer": _SHOWN_TEXT,
    "paid": _YES_OR_NO,
    "lang": _KEYWORD,
    "language": _KEYWORD,
    "published_at": _DATE,
    "first_seen_at": _DATE,
    "origin": _KEYWORD,
    "watch": _KEYWORD,
    "topic": _KEYWORD,
    "main_topic": _KEYWORD,
    "relevance": _object(level=_KEYWORD, score=_NUMBER),
}

_ITEM = {
    **_CONTEXT,
    "body": _TEXT,
    "feed": _KEYWORD,
    "completeness": _KEYWORD,
    "abridged": _KEYWORD,
    "text_from": _KEYWORD,
    "at_us": _MICROSECONDS,
    "seen_us": _MICROSECONDS,
    "entity": _object(name=_SHOWN_TEXT, id=_KEYWORD, type=_KEYWORD),
    "person": _KEYWORD,
    "organization": _KEYWORD,
    "country": _KEYWORD,
    "speaker": _SHOWN_TEXT,
    "quote": _TEXT,
    "event": _FACT["event"],
    "amount": _object(usd=_NUMBERS, cny=_NUMBERS, rub=_NUMBERS, eur=_NUMBERS, percent=_NUMBERS),
    "facts": {"type": "nested", "dynamic": "strict", **_object(**_FACT, marks=_tokens(ranked=False))},
    "tokens": _object(
        title=_tokens(ranked=True), body=_tokens(ranked=True), marks=_tokens(ranked=False),
        words={"type": "text", "analyzer": "our_tokens", "index_options": "docs", "norms": False},
    ),
    "record": {"type": "object", "enabled": False},
}  # fmt: skip

_STORY = {
    "story_id": _KEYWORD,
    "retired": _YES_OR_NO,
    "indexed_at": _DATE,
    "merged_into": _KEYWORD,
    "absorbed": _KEYWORD,
    "copies": _WHOLE,
    "source": _KEYWORD,
    "sources": _WHOLE,
    "independent": _WHOLE,
    "origin": _KEYWORD,
    "first_seen_at": _DATE,
    "last_copy_at": _DATE,
    "title": _SHOWN_TEXT,
    "link": _KEYWORD,
    "language": _KEYWORD,
    "topic": _KEYWORD,
}

_PROPERTIES: dict[Kind, Mapping] = {
    "news": _ITEM,
    "news-facts": {**_CONTEXT, **_FACT},
    "news-stories": _STORY,
}

_SEARCHED_BY_DEFAULT: dict[Kind, list[str]] = {
    "news": ["title", "body"],
    "news-facts": ["surface", "title", "quote.text", "entity.name"],
    "news-stories": ["title"],
}
"""What a word without a field is looked for in, by Kibana's bar; without it in every field there is."""

FOUND = {"term": {"retired": False}}
"""The filter of every alias: tombstones of retracted items and of facts no longer stated are never found."""


def mapping_of(kind: Kind) -> Mapping:
    """The mapping of an index; `_meta` says by which analyser its tokens were made."""
    return {
        "dynamic": "strict",
        "_meta": {"wirewatch": {"tokens": TOKENS_VERSION}},
        "properties": _PROPERTIES[kind],
    }


HEALTH: Mapping = {
    "dynamic": "strict",
    "properties": {"stage": _KEYWORD, "process": _KEYWORD, "at": _DATE, "waiting": _WHOLE, "dead": _WHOLE},
}
"""What waits and what died, stage by stage."""


def replicas_of(replicas: str) -> Mapping:
    """The setting of a number of replicas, or of a range."""
    return {"auto_expand_replicas": replicas} if "-" in replicas else {"number_of_replicas": int(replicas)}


def settings_of(kind: Kind, *, shards: int, replicas: str) -> Mapping:
    """The settings of an index; `replicas` is a number, or a range such as 0-1: as many as there are nodes for."""
    return {
        "number_of_shards": shards,
        **replicas_of(replicas),
        "refresh_interval": "1s",
        "codec": "best_compression",
        "query.default_field": _SEARCHED_BY_DEFAULT[kind],
        "analysis": analysis(),
    }

"""Coverage to a document for an index."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from consumers.outputs import value_of
from consumers.ports import IndexDocument
from consumers.query.rough import rough_marks, short_mark
from consumers.query.scope import Scope, time_of
from consumers.query.searchable import Searchable, searchable_of
from consumers.query.tokens import Tokens, is_han
from schemas.coverage import Coverage

TOKENS_VERSION = 3
"""Raised whenever `tokens` of the same coverage come out differently: indexes then make theirs anew."""

EVERY = "#every"
"""The mark all documents have, for queries that only say what must not be there."""

_ABRIDGED = 5
"""Added to the version of a revision whose text was abridged: it takes the place of the whole one."""

BREAK = "#|"
"""Between two names or quotes, so that no phrase runs from one into the next."""

NAMED = ("entity", "speaker", "source", "publisher", "issuer")
"""Fields whose names are among the tokens; actors and places are entities."""

_NAMES = 1 << 13
"""Names of which the tokens are remembered: most items name the same few thousand."""

_LEFT_OUT = ("event.participant=", "has=event.participant")
"""Marks that say no more than those of actor and recipient."""


def document_of(coverage: Coverage) -> IndexDocument:
    """The document of a revision; a retraction gives a retired one, without tokens and facts."""
    item = coverage.item
    retired = coverage.retracted
    return IndexDocument(
        item_id=item.item_id,
        version=coverage.revision * 10 + (_ABRIDGED if item.abridged else item.text_from == "page"),
        retired=retired,
        published_at=time_of(item),
        source=value_of(coverage),
        tokens={} if retired else tokens_of(searchable_of(coverage)),
        coverage=coverage,
        highest_slot=coverage.highest_slot,
    )


def tokens_of(item: Searchable) -> dict[str, str]:
    """An item's tokens by field, separated by spaces, each at its position.

    `title` and `body`: our analyser's. `marks`: values of fields (`#topic=energy`), rough marks of numbers and days
    (`#amount.usd~9`), type and status of one event (`#event=visit/scheduled`), words of names and quotes
    (`#entity@xi #entity@jinping`). `words`: words as written (folded) with their stems, russia=russia, which
    wildcards need; Han left out.
    """
    return {
        "title": " ".join(item.title.tokens),
        "body": " ".join(item.body.tokens),
        "marks": " ".join((EVERY, *_marks(item))),
        "words": " ".join(_words(item)),
    }


def mark_token(mark: str) -> str:
    """The token of a mark; no word of a text begins so."""
    return "#" + short_mark(mark)


def word_token(field: str, token: str) -> str:
    """The token of a word in a name or a quote."""
    return f"#{field}@{token}"


def pair_token(event_type: str, status: str) -> str:
    """The token of one event's type and status, given as marks."""
    return f"#event={event_type.partition('=')[2]}/{status.partition('=')[2]}"


def event_tokens(event: Scope) -> str:
    """The marks of one event and the words of its names, as `marks` has them for the whole item."""
    named = ((name.field, name.name) for name in event.names if name.field != "event.participant")
    return " ".join((EVERY, *_said(event), *_words_of_names(named)))


def _marks(item: Searchable) -> Iterator[str]:
    scope = item.scope
    yield from _said(scope)
    yield from dict.fromkeys(pair for event in item.events for pair in _pairs(event))
    yield from _words_of_names((name.field, name.name) for name in scope.names if name.field in NAMED)
    for quote in item.quotes:
        yield BREAK
        yield from (word_token("quote", token) for token in quote.tokens)


def _said(scope: Scope) -> Iterator[str]:
    yield from dict.fromkeys(mark_token(mark) for mark in scope.marks if not mark.startswith(_LEFT_OUT))
    rough = (mark for measure in scope.measures for mark in rough_marks(measure))
    yield from (f"#{mark}" for mark in dict.fromkeys(rough))


def _words_of_names(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    for field, name in dict.fromkeys(named):
        yield BREAK
        yield from (word_token(field, token) for token in _tokens_of_name(name))


@lru_cache(maxsize=_NAMES)
def _tokens_of_name(name: str) -> tuple[str, ...]:
    return tuple(Tokens(name).tokens)


def _pairs(event: Scope) -> Iterator[str]:
    for first in event.marks:
        if first.startswith("event.type="):
            yield from (
                pair_token(first, other) for other in event.marks if other.startswith("event.status=")
            )


def _words(item: Searchable) -> Iterator[str]:
    found = dict.fromkeys(
        pair for tokens in (item.title, item.body) for pair in zip(tokens.folded, tokens.tokens, strict=True)
    )
    yield from (f"{word}={stem}" for word, stem in found if not is_han(word))

"""A seeded corpus: 40/30/30 English, Russian and Chinese, a share relevant, text of 600 characters in the median.

Sentences are put together from lists of parts, so that few are alike: text that repeats itself would be compressed,
recognised and searched better than news is. Of the items that are not relevant, a third name Russia or China alone,
and a few both in passing, as on a newswire.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal
from xml.sax.saxutils import escape

from benchmarks.words import Words, words_of

MEDIAN_CHARACTERS = 600
START = datetime(2026, 11, 1, tzinfo=UTC)

Kind = Literal["pair", "first", "second", "passing", "other"]
"""What an item is about: the two, one side alone, something else with both in passing, something else."""

_KINDS: tuple[Kind, ...] = ("first", "second", "passing", "other")
_SHARES = (0.17, 0.17, 0.02, 0.64)
_SIDES = {"first": 0, "second": 1}
_PARAGRAPH = 2  # sentences
_OPENING = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/">'
)
_REMARKS = 0.2  # of the sentences
_HALF_A_SENTENCE = {"en": 62, "ru": 70, "zh": 18}  # characters: by about so much texts come out too long


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed to be."""

    number: int
    language: str
    relevant: bool
    title: str
    body: str
    published_at: datetime

    @property
    def text(self) -> str:
        """Title and body, as the stream joins them."""
        return f"{self.title}\n\n{self.body}"


def corpus(count: int, *, relevant_share: float = 0.05, seed: int = 7) -> Iterator[Entry]:
    """`count` entries; the same seed gives the same ones."""
    chance = random.Random(seed)
    for number in range(count):
        language = chance.choices(("en", "ru", "zh"), (40, 30, 30))[0]
        relevant = chance.random() < relevant_share
        kind: Kind = "pair" if relevant else chance.choices(_KINDS, _SHARES)[0]
        title, *sentences = _sentences(chance, language, kind)
        yield Entry(
            number,
            language,
            relevant,
            title,
            _paragraphs(sentences, "" if language == "zh" else " "),
            START + timedelta(seconds=number * 20),
        )


def _sentences(chance: random.Random, language: str, kind: Kind) -> Iterator[str]:
    """A headline, then a sentence or more, until there is text enough."""
    words = words_of(language)
    target = MEDIAN_CHARACTERS * chance.lognormvariate(0, 0.6) - _HALF_A_SENTENCE[language]
    headline = _filled(chance, words, _joined(language, *_subject_and_predicate(chance, words, kind)))
    yield headline
    written = len(headline)
    while True:
        sentence = _filled(chance, words, _shape(chance, language, words, kind))
        yield sentence
        written += len(sentence)
        if written >= target:
            return


def _paragraphs(sentences: list[str], space: str) -> str:
    starts = range(0, len(sentences), _PARAGRAPH)
    return "\n".join(space.join(sentences[start : start + _PARAGRAPH]) for start in starts)


def _shape(chance: random.Random, language: str, words: Words, kind: Kind) -> str:
    """A sentence with gaps; half of an item's sentences are about what it is about."""
    here: Kind = kind if chance.random() < 0.5 else "other"
    if chance.random() < _REMARKS:
        remarks = words.pair.remarks if here == "pair" else words.remarks
        return chance.choice(words.remark).replace("{remark}", chance.choice(remarks))
    if here == "passing":
        return chance.choice(words.passing)
    joined = _joined(language, *_subject_and_predicate(chance, words, here), "{tail}")
    return joined + ("。" if language == "zh" else ".")


def _subject_and_predicate(chance: random.Random, words: Words, kind: Kind) -> tuple[str, str]:
    if kind == "pair":
        return chance.choice(words.pair.subjects), chance.choice(words.pair.predicates)
    side = _SIDES.get(kind)
    return chance.choice(words.subjects if side is None else words.sides[side]), chance.choice(
        words.predicates
    )


def _joined(language: str, subject: str, predicate: str, tail: str = "") -> str:
    """Subject, predicate and tail in the language's order."""
    if language == "zh":
        return f"{subject}{tail}{predicate}"
    return f"{subject} {predicate} {tail}".rstrip()


def _filled(chance: random.Random, words: Words, shape: str) -> str:
    return shape.replace("{tail}", chance.choice(words.tails)).format(
        person=words.person(chance),
        place=chance.choice(words.places),
        n=chance.randint(11, 999),
        m=chance.randint(2, 60),
    )


def feed_document(entries: list[Entry], title: str = "Bench wire") -> bytes:
    """An RSS 2.0 document of these entries, as a wire would serve it: HTML with a picture and a link in the
    description, an author, categories and an enclosure beside it."""
    items = "".join(map(_item, entries))
    head = f"<title>{title}</title><link>https://wire.example/</link><description>News</description>"
    return f"{_OPENING}<channel>{head}\n{items}</channel></rss>".encode()


def _item(entry: Entry) -> str:
    address = f"https://wire.example/{entry.published_at:%Y/%m/%d}/{entry.number}"
    picture = f"https://images.wire.example/{entry.number}/master/1200.jpg?width=140&quality=85&auto=format"
    first, *others = entry.body.split("\n")
    opening, space, rest = first.partition(" ")
    html = f'<img src="{escape(picture)}" width="140" height="84"/><p><a href="{address}">{opening}</a>{space}{rest}</p>'
    html += "".join(f"<p>{paragraph}</p>\n" for paragraph in others)
    categories = "".join(
        f'<category domain="https://wire.example/{name}">{name}</category>'
        for name in ("world", entry.language, f"desk-{entry.number % 40}")
    )
    return (
        f"<item><title>{escape(entry.title)}</title><link>{address}</link>"
        f'<guid isPermaLink="false">wire-{entry.number}</guid>'
        f"<pubDate>{format_datetime(entry.published_at)}</pubDate>{categories}"
        f"<dc:creator>Desk {entry.number % 40}</dc:creator>"
        f'<media:content url="{escape(picture)}" width="140" medium="image"/>'
        f"<description>{escape(html)}</description></item>\n"
    )

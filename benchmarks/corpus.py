"""A seeded corpus: 40/30/30 English, Russian and Chinese, a share relevant, text of 600 characters in the median."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from benchmarks.words import DAYS, NAMES, ORDINARY, PLACES, RELEVANT

MEDIAN_CHARACTERS = {"en": 600, "ru": 600, "zh": 600}
START = datetime(2026, 11, 1, tzinfo=UTC)


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
        sentences = list(_sentences(chance, language, relevant))
        yield Entry(
            number,
            language,
            relevant,
            sentences[0].rstrip(".。"),
            (" " if language != "zh" else "").join(sentences[1:]),
            START + timedelta(seconds=number * 20),
        )


def _sentences(chance: random.Random, language: str, relevant: bool) -> Iterator[str]:
    target = MEDIAN_CHARACTERS[language] * chance.lognormvariate(0, 0.6)
    written = 0
    while written < target:
        about_pair = relevant and (written == 0 or chance.random() < 0.5)
        shape = chance.choice((RELEVANT if about_pair else ORDINARY)[language])
        sentence = shape.format(
            name=chance.choice(NAMES[language]),
            place=chance.choice(PLACES[language]),
            day=chance.choice(DAYS),
            n=chance.randint(11, 999),
            m=chance.randint(2, 60),
        )
        written += len(sentence)
        yield sentence


def feed_document(entries: list[Entry], title: str = "Bench wire") -> bytes:
    """An RSS 2.0 document of these entries, as a wire would serve it."""
    items = "".join(
        f"<item><title>{escape(entry.title)}</title><link>https://wire.example/{entry.number}</link>"
        f'<guid isPermaLink="false">wire-{entry.number}</guid>'
        f"<pubDate>{format_datetime(entry.published_at)}</pubDate>"
        f"<description>{escape(f'<p>{entry.body}</p>')}</description></item>\n"
        for entry in entries
    )
    head = f"<title>{title}</title><link>https://wire.example/</link><description>News</description>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}\n{items}</channel></rss>'.encode()

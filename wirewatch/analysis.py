"""The pure stages on one text, without a stream: what `wirewatch analyze` runs."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from consumers.classify.classify import classify
from consumers.classify.settle import settle
from consumers.classify.watch import Watch, watches_in_force
from consumers.extract.amounts.rates import NO_RATES, Rates
from consumers.extract.extract_facts import extract_facts
from consumers.gazetteer import load_gazetteer
from schemas.extracted import Extracted
from schemas.facts import Facts
from schemas.item import Item
from schemas.press_release import is_press_release, issuer_of
from schemas.source import Source


class TextToAnalyse(BaseModel):
    """One text as given: a title where it has one, the day it was published (relative dates count from it)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    title: str | None = None
    body: str = ""
    published: str | None = None
    language: str | None = None


def analyse(given: TextToAnalyse, watches: Sequence[Path] = (), rates: Rates = NO_RATES) -> Extracted:
    """The text's language, verdicts and facts; facts are given whatever the verdict.

    Relative dates count from the day given, else from the text's dateline, else from today.
    """
    item = item_of(given)
    title_end = len(item.title or "")
    in_force = watches_in_force(tuple(watches))
    language, confidence, verdicts = classify(
        item.text, title_end, item.language_declared, in_force, load_gazetteer()
    )
    facts = _facts(item, title_end, language, in_force, rates)
    return Extracted(
        item=item,
        revision=1,
        language=language,
        language_confidence=confidence,
        verdicts=tuple(settle(verdict, item, facts, in_force) for verdict in verdicts),
        facts=facts,
    )


def _facts(item: Item, title_end: int, language: str, watches: Sequence[Watch], rates: Rates) -> Facts:
    """The facts seen from the day of publication; where none is given, from the dateline's, read with today's year
    (or the one before, as no dateline lies ahead) where it says none."""
    if item.published_at:
        return extract_facts(item.text, title_end, language, item.published_at.date(), watches, rates)
    today = item.first_seen_at.date()
    seen_today = extract_facts(item.text, title_end, language, today, watches, rates)
    day = _day_of_dateline(seen_today)
    return (
        seen_today
        if day is None or day == today
        else extract_facts(item.text, title_end, language, day, watches, rates)
    )


def _day_of_dateline(facts: Facts) -> date | None:
    return next(
        (d.earliest for d in facts.dates if d.function == "dateline" and d.earliest == d.latest), None
    )


def item_of(given: TextToAnalyse) -> Item:
    """The text as an item of no source. Raises pydantic's ValidationError for a publication day that is none."""
    title = (given.title or "").strip() or None
    text = f"{title}\n\n{given.body}" if title and given.body else (title or given.body)
    return Item(
        item_id=given.id,
        identity="content",
        source=Source(id="text", name="text"),
        feed="",
        title=title,
        text=text,
        paid=is_press_release(text, "other"),
        issuer=issuer_of(text) if is_press_release(text, "other") else None,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        completeness="full" if given.body else "headline",
        language_declared=given.language,
        published_at=_midday(given.published),
        first_seen_at=datetime.now(UTC),
        origin="live",
    )


def _midday(day: str | None) -> datetime | None:
    if not day:
        return None
    found = date.fromisoformat(day[:10])
    return datetime(found.year, found.month, found.day, 12, tzinfo=UTC)

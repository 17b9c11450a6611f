"""The triage of an item: language, then for every watch relevant, possible or irrelevant. Pure and fast."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from consumers.classify.language import detect_language
from consumers.classify.mentions import find_mentions, may_name_both, parties_named
from consumers.classify.relevance import level_of, party_missing, verdict_of, weigh
from consumers.classify.scene import Scene, lay_out
from consumers.classify.terms import RulesLanguage, rules_language, vocabulary
from consumers.classify.topics import score_topics
from consumers.classify.vocabulary import Found, fold
from consumers.classify.watch import BOTH, JOINT, Watch
from consumers.extract.sentences import split_sentences
from consumers.gazetteer.hit import Hit
from consumers.recent import RECENT_TEXTS
from schemas.verdict import Verdict

_BOTH_NAMED = 3


class NameFinder(Protocol):
    """The gazetteer, as far as triage needs it."""

    def find(self, text: str) -> tuple[Hit, ...]:
        """The known names in a text."""


def classify(
    text: str, title_end: int, declared: str | None, watches: Sequence[Watch], gazetteer: NameFinder
) -> tuple[str, float, tuple[Verdict, ...]]:
    """The language of an item, how sure that is, and one verdict for each watch, in the watches' order.

    `text[:title_end]` is the title, `declared` what the feed says the language is.
    """
    language, confidence = detect_language(text, title_end, declared)
    hits = gazetteer.find(text)
    folded = fold(text)
    verdicts = tuple(judge(text, folded, title_end, language, hits, watch) for watch in watches)
    return language, confidence, verdicts


def judge(
    text: str, folded: str, title_end: int, language: str, hits: Sequence[Hit], watch: Watch
) -> Verdict:
    """One watch's verdict on a text that `fold` has folded, with the names found in it."""
    scene = see(text, folded, title_end, language, hits, watch)
    if scene is None:
        return party_missing(watch)
    score, reasons = weigh(scene)
    topics = score_topics(scene) if score >= watch.threshold else ()
    return verdict_of(watch, score, reasons, level_of(scene), topics)


def _may_be_said_otherwise(folded: str, language: str, named: int, watch: Watch) -> bool:
    """Whether words other than the gazetteer's names may name the missing party."""
    if named and watch.implied(2 - named, language):
        return True
    words = watch.party_words(language)
    return words is not None and words.may_be_in(folded)


def see(
    text: str, folded: str, title_end: int, language: str, hits: Sequence[Hit], watch: Watch
) -> Scene | None:
    """The scene a watch's rules judge; None where a party is not named, as in most items."""
    head = language.partition("-")[0]
    named = parties_named(hits, watch)
    if named != _BOTH_NAMED and not _may_be_said_otherwise(folded, head, named, watch):
        return None
    own_words = watch.own_words(head)
    own = own_words.find(folded) if own_words else []
    if not may_name_both(named, own, head, watch):
        return None
    mentions = find_mentions(text, folded, title_end, head, hits, own, watch)
    parties = {mention.party for mention in mentions}
    if not ({0, 1} <= parties or BOTH in parties):
        return None
    rules = rules_language(language)
    terms = list(_terms(rules, folded)) if rules else []
    terms += [found for found in own if found.label == JOINT]
    return lay_out(
        text, folded, title_end, split_sentences(text, title_end, language), mentions, terms, watch
    )


@lru_cache(maxsize=RECENT_TEXTS)
def _terms(language: RulesLanguage, folded: str) -> tuple[Found, ...]:
    return tuple(vocabulary(language).find(folded))

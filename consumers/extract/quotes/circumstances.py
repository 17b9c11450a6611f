"""What surrounds a quote: the stance of its word of speech, to whom and in what it was said, and which words they are."""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from consumers.extract.quotes.draft import Draft
from consumers.extract.reading import RulesLanguage
from schemas.quote import Stance

_AROUND = 110
"""Characters before and behind the word of speech in which its circumstances stand."""
_LETTERS = re.compile(r"[\W_]+")
_SHORTEST_IDENTITY = 16
"""Bytes of its letters; what is shorter ("We agree") is said by many."""

_ADDRESSEES: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:told|telling|tells|informed|assured|reminded)\s(?P<who>(?:the |a |an |state |his |her |its )?"
        r"(?:[\w.’'-]+\s){0,3}?(?:reporters|journalists|lawmakers|parliament|deputies|senators|investors|media|press|council|assembly|agency"
        r"|television|TV|radio|newspaper|daily|conference|forum|meeting|briefing|committee|court|Reuters|TASS|Xinhua|Interfax|RIA))\b"
        r"|\bto (?P<who2>reporters|journalists|lawmakers|the media|the press)\b"
    ),
    "ru": re.compile(
        r"\b(?P<who>журналистам|репортерам|репортёрам|депутатам|сенаторам|парламентариям|прессе|СМИ|телеканалу «?[\w-]+»?|агентству «?[\w -]+?»?"
        r"|газете «?[\w ]+?»?|изданию «?[\w ]+?»?|корреспонденту \w+|порталу «?[\w.]+»?)(?=[\s,.:]|$)"
    ),
    "zh": re.compile(
        r"(?:告诉|对|向)(?P<who>(?:本报|本台|新华社|《[^》]{1,12}》)?(?:记者|媒体|与会者|议员|代表))"
    ),
}
_MEDIA: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:in|at|on|during|via) (?P<what>(?:a|an|his|her|its|their|the)(?: [\w.’'-]+){0,3}? (?:statement|interview|article|letter|briefing|press"
        r" conference|news conference|speech|report|post|message|filing|address|commentary|column|newspaper|channel|call|meeting|forum))\b"
    ),
    "ru": re.compile(
        r"\b(?:в|на|во|по|через) (?P<what>(?:[\w-]+(?:ом|ем|ой|ей|их|ых|ему|ому) ){0,2}(?:интервью|брифинге|пресс-конференции|заявлении|статье|письме|выступлении"
        r"|эфире|отчёте|отчете|комментарии|телеграм-канале|Telegram-канале|соцсетях|сообщении|форуме|встрече|заседании|обращении|колонке)"
        r"(?: (?:с|для|телеканалу|газете|агентству|журналу)?\s?«[^»]{2,40}»)?)"
    ),
    "zh": re.compile(
        r"(?:在|于|通过|以)(?P<what>[^，。；“”]{0,14}?(?:记者会|发布会|声明|采访时|采访中|讲话中|致辞中|文章中|文中|社交媒体|公众号|信中|电报频道|报告中|会上|论坛上|视频中|专访中))"
    ),
}


@cache
def _stances() -> Mapping[str, Stance]:
    table = files(__package__).joinpath("data", "stances.tsv").read_text(encoding="utf-8")
    found: dict[str, Stance] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            stance, lemmas = line.split("\t")
            found.update(dict.fromkeys(lemmas.split(), stance))  # type: ignore[arg-type]
    return found


def stance_of(lemma: str | None) -> Stance | None:
    """The class of a word of speech; None where there is none or it is in no class."""
    return _stances().get(lemma.replace(" ", "_")) if lemma else None


def addressee_of(masked: str, draft: Draft, language: RulesLanguage) -> tuple[int, int] | None:
    """Where it says to whom."""
    return _beside(masked, draft, _ADDRESSEES[language])


def medium_of(masked: str, draft: Draft, language: RulesLanguage) -> tuple[int, int] | None:
    """Where it says in what, or on which occasion."""
    return _beside(masked, draft, _MEDIA[language])


def _beside(masked: str, draft: Draft, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The first match around the word of speech that is no part of what is said nor of another paragraph."""
    if draft.cue is None:
        return None
    start, end = max(0, draft.cue[0] - _AROUND), min(len(masked), draft.cue[1] + _AROUND)
    start = masked.rfind("\n", start, draft.cue[0]) + 1 or start
    stop = masked.find("\n", draft.cue[1], end)
    for match in pattern.finditer(masked, start, stop if stop >= 0 else end):
        group = next(name for name, value in match.groupdict().items() if value)
        first, last = match.span(group)
        if not any(begin < last and first < finish for begin, finish in draft.content):
            return first, last
    return None


def identity_of(text: str, draft: Draft) -> str | None:
    """A name for the words themselves, the same in every copy; None for too few to tell."""
    said = "".join(text[start:end] for start, end in draft.content).casefold().replace("ё", "е")
    letters = _LETTERS.sub("", said)
    written = letters.encode()
    return sha256(written).hexdigest()[:16] if len(written) >= _SHORTEST_IDENTITY else None

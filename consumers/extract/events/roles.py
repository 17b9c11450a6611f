"""Who does what with whom, by the grammar around a trigger: heads, lists, and what governs them.

A *head* is a name that stands for a taker part itself: "Chinese" in "Chinese President Xi Jinping" only says more of
the head behind it. Heads in a row ("Rosneft, CNPC and Gazprom") make a *list*, which has one governor: the
preposition before it, or none, as subjects have.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from consumers.extract.events.ground import Ground
from consumers.extract.events.site import Region, Site, distinct
from consumers.extract.mentions import Mention
from schemas.entity import Entity

_WORDS_BETWEEN = {
    "en": re.compile(
        r"(?:['’]s)? (?:(?!(?:and|or|to|with|for|from|by|in|on|at|of|said|says|is|was|has|had|will|would|over|as|against|about|into|"
        r"than|that|which|who|met|visited|signed|told|agreed|plans)\b)[\w'’.-]+ ){0,7}[\"“‘']?"
    ),
    "ru": re.compile(r"[»\"”]? (?:(?!(?:и|в|с|на|о|по|для|из|к|от|за|до)\b)[а-яё.-]+ ){0,7}[«\"“]?"),
    "zh": re.compile(r"[^，。；、：和与與同向对對在于於访訪从從至到给給跟及将將已会會说說称稱]{0,14}"),
}
_BESIDE = {
    "en": re.compile(
        r"(?:['’]s)? (?:[\w'’.-]+ ){0,4}?(?:[\w-]*(?:chief|head|ceo|chair\w*|president|director|spokes\w+|minister|governor|mayor|"
        r"deputy|executive|founder|manager|secretary|ambassador|commander|rector|boss|officer|envoy|aide|adviser|leader|premier)) (?:[\w'’.-]+ ){0,2}",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"[»\"”]? "),
    "zh": re.compile(r"[^，。；、：和与與同向对對在于於访訪从從至到给給跟及将將已会會说說称稱]{0,14}"),
}
_FIRM_ZH = re.compile(r"(?:[\u4e00-\u9fff]{0,6}(?:商|企业|公司|集团|银行|部门|巨头|机构|厂|企))?[“《]?")
_AND = {
    "en": re.compile(r"(?:,|,? and|,? &|,? as well as) (?:[\w'’.-]+ ){0,6}[\"“‘']?|[-–/]"),
    "ru": re.compile(r"[»\"”]?(?:,|,? и|,? а также)\s(?:[\w.-]+ ){0,6}[«\"“]?|\s?[-–—/]\s?"),
    "zh": re.compile(r"[”》]?(?:[、和与與及]|以及)(?:[^，。；、：在于向对將将已]{0,8}?)[“《]?|[-—–]{1,2}"),
}
_POSSESSIVES = frozenset(
    ("his", "her", "its", "their", "его", "её", "ее", "их", "своим", "своего", "свою", "своей", "其")
)
_GOVERNOR = {
    "en": re.compile(
        r"\b(with|to|by|for|from|against|about|of|told|between|among|in|at|on|near|via|through|under|into|off|over|along|across|around|outside|alongside|toward|towards)\s+"
        r"(?:(?:the|its|his|her|their|[a-z'’-]+)\s+){0,4}(?:[A-Z][\w.'’-]*\s+){0,6}[\"“‘']?$"
    ),
    "ru": re.compile(
        r"(?<!\w)(с|со|к|ко|о|об|от|у|для|из|до|между|в|во|на|по|под|через|при|против|перед)\s+(?:[\w.-]+\s+){0,5}[«\"“]?$",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(同|与|與|和|跟|对|對|向|应|應|在|于|於|从|從|由|给|給|为|為|被|据|據|经|經|往|至|到|赴|访|訪|抵)[^，。；“”《》]{0,10}$"
    ),
}
WITH = frozenset(
    ("with", "alongside", "between", "among", "by", "с", "со", "между", "同", "与", "與", "和", "跟")
)
"""Governors of those who take part beside the subject."""

TOWARDS = frozenset(
    (
        "to",
        "into",
        "in",
        "for",
        "towards",
        "toward",
        "в",
        "во",
        "на",
        "для",
        "к",
        "向",
        "对",
        "對",
        "给",
        "給",
        "往",
        "至",
        "到",
        "赴",
        "在",
    )
)
"""Governors of those to whom something goes."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Heads in a row with what governs them; `governor` is None for a subject."""

    heads: tuple[Mention, ...]
    governor: str | None

    @property
    def start(self) -> int:
        """Where the first one begins."""
        return self.heads[0].start

    @property
    def end(self) -> int:
        """Where the last one ends."""
        return self.heads[-1].end


def lists_in(site: Site, region: Region) -> list[Listed]:
    """The lists of heads in a stretch, in text order; one that the trigger stands between is two."""
    ground = site.ground
    text = ground.reading.text
    mentions = [
        m
        for m in ground.mentions.within(*region)
        if m.named or text[m.start : m.end].lower() not in _POSSESSIVES
    ]
    mentions = [m for m in mentions if not _is_a_branch(ground, m)]
    heads = [m for m, behind in pairwise([*mentions, None]) if m and not says_more_of(ground, m, behind)]
    found: list[Listed] = []
    row: list[Mention] = []
    for head in heads:
        first = _phrase_start(ground, mentions, head)
        if row and _is_joined(site, row[-1], first, head):
            row.append(head)
            continue
        if row:
            found.append(_listed(ground, region, row, mentions, found))
        row = [head]
    if row:
        found.append(_listed(ground, region, row, mentions, found))
    return found


def _listed(
    ground: Ground, region: Region, row: list[Mention], mentions: list[Mention], before: list[Listed]
) -> Listed:
    first = _phrase_start(ground, mentions, row[0])
    start = before[-1].end if before else region[0]
    governor = _GOVERNOR[ground.language].search(ground.reading.text, max(start, first - 80), first)
    return Listed(tuple(row), governor[1].lower() if governor else None)


def _phrase_start(ground: Ground, mentions: list[Mention], head: Mention) -> int:
    """Where the first of the names that say more of a head stands."""
    place = mentions.index(head)
    while place and says_more_of(ground, mentions[place - 1], mentions[place]):
        place -= 1
    return mentions[place].start


def says_more_of(ground: Ground, mention: Mention, behind: Mention | None) -> bool:
    """Whether a name only says more of the one behind it ("Chinese President Xi Jinping")."""
    if behind is None or len(mention.entities) > 1:
        return False
    text, language = ground.reading.text, ground.language
    kind, other = mention.entity.type, behind.entity.type
    if kind == "organization" and other in ("city", "region"):
        return False
    if kind == "person" or other == "country":
        return False
    if kind == "country":
        if language == "zh" and other == "organization":
            return _FIRM_ZH.fullmatch(text, mention.end, behind.start) is not None
        if language == "zh" and other != "person":
            return mention.end == behind.start
        owns = language == "zh" or ground.is_adjective(mention) or text.startswith(("'s", "’s"), mention.end)
        if owns:
            return _WORDS_BETWEEN[language].fullmatch(text, mention.end, behind.start) is not None
        return other == "person" and text[mention.end : behind.start] in (" ", "» ", '" ')
    if other == "person":
        return _BESIDE[language].fullmatch(text, mention.end, behind.start) is not None
    return False


def _is_a_branch(ground: Ground, mention: Mention) -> bool:
    """Whether a town only says which part of a body is meant ("Bank of China's Moscow unit", 中国银行莫斯科分行)."""
    return (
        mention.entity.type in ("city", "region")
        and _BRANCH.match(ground.reading.text, mention.end) is not None
    )


_BRANCH = re.compile(
    r" (?:unit|arm|branch|subsidiary|office|division|plant|based)\b|[支分](?:行|公司|部)|子公司|办事处|分支"
)


def _is_joined(site: Site, before: Mention, first: int, head: Mention) -> bool:
    if before.end <= site.trigger.start < first:
        return False
    if before.is_person != head.is_person:
        return False
    return _AND[site.ground.language].fullmatch(site.ground.reading.text, before.end, first) is not None


@dataclass(frozen=True, slots=True)
class Cast:
    """Who stands where around a trigger: the subject, those with it, those something goes to, and the rest."""

    subject: tuple[Mention, ...]
    beside: tuple[Mention, ...]
    goals: tuple[Mention, ...]
    objects: tuple[Mention, ...]


def pair_of(site: Site, mentions: Sequence[Mention]) -> tuple[Entity, ...] | None:
    """Those mentioned, each once in text order, where they are of both parties, or of one party and a body or person
    of no known home; a country is left out beside somebody of its own. None where a party is missing."""
    takers = [m for m in mentions if len(m.entities) == 1]
    sides = {site.country(m) for m in takers}
    known = sides & set(site.parties)
    homeless = [m for m in takers if site.country(m) is None and m.entity.type in ("person", "organization")]
    strangers = {m.entity.id for m in homeless}
    is_pair = len(known) == 2 or (
        len(sides) == len(known) + 1 and len(known) + len(strangers) >= 2 and strangers
    )
    if not is_pair:
        return None
    own = {site.country(m) for m in takers if m.entity.type != "country"}
    kept = [m for m in takers if m.entity.type != "country" or site.country(m) not in own]
    return distinct(m.entity for m in sorted(kept, key=lambda m: m.start))


def cast_of(site: Site, region: Region) -> Cast:
    """The roles in a stretch: the subject is the last list before the trigger that nothing governs, in Russian also
    the first one behind; objects stand behind and are not governed."""
    lists = lists_in(site, region)
    start, end = site.trigger.start, site.trigger.end
    before = [row for row in lists if row.end <= start and row.governor is None]
    behind = [row for row in lists if row.start >= end]
    free = [row for row in behind if row.governor is None]
    subject = before[-1].heads if before else free[0].heads if free and site.ground.language == "ru" else ()
    objects = tuple(m for row in free for m in row.heads if m not in subject)
    beside = tuple(m for row in lists if row.governor in WITH for m in row.heads)
    goals = tuple(m for row in lists if row.governor in TOWARDS for m in row.heads)
    return Cast(subject, beside, goals, objects)

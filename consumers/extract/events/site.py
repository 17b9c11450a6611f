"""A trigger in its surroundings: what stands before and behind it, and what words there mean both parties."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from consumers.extract.events.draft import Draft
from consumers.extract.events.ground import Ground
from consumers.extract.events.triggers import Trigger
from consumers.extract.mentions import Mention
from schemas.entity import Entity

PLACES = ("city", "place", "facility", "region", "country")
"""Entity types that are places."""

Slots = tuple[tuple[Entity, ...], tuple[Entity, ...]]
"""Actors and recipients."""

Region = tuple[int, int]

_GOVERNED = {
    "en": re.compile(
        r"\b(?:with|to|by|for|from|against|about|of|told)\s+(?:(?:the|his|her|[a-z]+)\s+){0,3}(?:[A-Z]\w+\s+){0,5}$"
    ),
    "ru": re.compile(r"(?<!\w)(?:с|со|к|о|об|от|у|для|из|до)\s+(?:[\w-]+\s+){0,5}$"),
    "zh": re.compile(r"(?:同|与|和|对|向|跟|应)[^，。]{0,10}$"),
}
_PAIR_WORDS = {
    "en": re.compile(
        r"two (?:leaders|presidents|sides|countries|nations|militaries|ministers|governments|heads of state|neighbou?rs|powers)|"
        r"both (?:sides|countries|leaders|presidents|nations|governments|ministers|firms|companies)|premiers|the (?:two )?(?:foreign |defen[cs]e |prime )?ministers\b|the (?:two )?delegations|the pair|\bthey\b|\bthe two (?=(?:had|met|spoke|talked|agreed|also|held|will|then|later|shared|sat|dined|exchanged|signed)\b)|bilateral|the (?:sides|parties|leaders|presidents|pair)\b|"
        r"counterpart|joint"
    ),
    "ru": re.compile(
        r"стороны|сторонами|сторон(?!\w)|сторонам|премьер\w* двух|главы правительств|министры|делегаци\w+|двух стран|обе стран\w+|лидеры|президенты|главы государств|обеих стран|двусторонн\w+|коллег\w+|"
        r"(?<!\w)они(?!\w)|совместн\w+|взаимн\w+|двумя странами|две страны|министры|(?<!\w)мы(?!\w)"
    ),
    "zh": re.compile(r"两国|双方|两军|两校|两人|两位|中方[^，。；]{0,8}和俄方|双边|互|双边|联合"),
}
_HEADS = re.compile(
    r"presidents|leaders|heads of state|premiers|лидер|президент|глав\w+ (?:государств|мид)|министр(?:ы|ов|ам|ами)(?!\w)|премьер(?:ы|ов)|元首|领导人"
)
_LEADERS = re.compile(
    r"leaders?\b|presidents?\b|premiers\b|(?:two )?(?:foreign |defen[cs]e |prime )?ministers\b|heads of state|\bthey\b|\bthe pair\b|\bthe two (?=(?:had|met|spoke|talked|agreed|also|held|will|then|later|shared|sat|dined|exchanged|signed)\b)|(?<!\w)они(?!\w)|лидер|президент|глав\w+ государств|"
    r"元首|两国领导人|两国外长|双方外长|两位(?:领导人|外长|防长|部长|总理)|两国(?:防长|总理)|两人"
)
_HYPHEN = re.compile(r"\s?[-‐‑–—]+\s?|")
_CITED = re.compile(
    r"\b(?:said|says|told|announced|reported|added|noted|wrote|showed|shows?|suggest(?:s|ed)?|indicate[sd]?|according)\b|(?:сообщ|заяв|рассказ|отмет|уточн|переда|говорится|следует из|добав|сказал|пояснил|подчеркн)\w*"
)
_ONE_PARAGRAPH = 2
"""Line breaks between two paragraphs."""

_IN_WHOSE_WORDS = re.compile(r" (?:словам|мнению|данным)(?!\w)")
_LEADERS_REACH = 1500
"""Characters back to the last mention of each of "the two leaders"."""


def distinct(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each entity once, in order. By id: an entity's hash is as long as the list of its mentions."""
    return tuple({entity.id: entity for entity in entities}.values())


@dataclass(frozen=True, slots=True)
class Site:
    """A trigger, its clause and sentence, the event told last before it, and the visit, meeting or call told last."""

    ground: Ground
    trigger: Trigger
    sentence: Region
    clause: Region
    last: Draft | None = None
    talked: Draft | None = None

    def before(self, region: Region) -> list[Mention]:
        """The mentions before the trigger in a region, nearest last."""
        return [
            m
            for m in self.ground.mentions.within(region[0], self.trigger.start)
            if m.named or not _IN_WHOSE_WORDS.match(self.ground.folded, m.end)
        ]

    def after(self, region: Region) -> list[Mention]:
        """The mentions behind the trigger in a region, nearest first."""
        return self.ground.mentions.within(self.trigger.end, region[1])

    def inside(self, region: Region) -> list[Mention]:
        """All mentions in a region."""
        return self.ground.mentions.within(*region)

    @property
    def parties(self) -> tuple[str, str]:
        """The codes of the two parties."""
        return self.ground.parties.codes

    def is_of_party(self, entity: Entity) -> bool:
        """Whether an entity belongs to one of the parties."""
        return self.ground.is_of_party(entity)

    def is_third(self, mention: Mention) -> bool:
        """Whether a mention is known to belong to neither party."""
        return self.country(mention) not in (*self.parties, None)

    def country(self, mention: Mention) -> str | None:
        """The country of a mention's entity."""
        return self.ground.country(mention.entity)

    def says_pair(self, region: Region) -> bool:
        """Whether words there mean both parties ("the two sides", "Sino-Russian", 双方)."""
        pair = _PAIR_WORDS[self.ground.language].search(self.ground.folded, *region)
        return pair is not None or self._has_compound(region)

    def _has_compound(self, region: Region) -> bool:
        text, mentions = self.ground.reading.text, self.inside(region)
        return any(
            _HYPHEN.fullmatch(text, a.end, b.start)
            and {self.country(a), self.country(b)} == set(self.parties)
            for a, b in pairwise(mentions)
        )

    def says_leaders(self, region: Region) -> bool:
        """Whether words there mean leaders, or people named before."""
        return _LEADERS.search(self.ground.folded, *region) is not None

    def has_pair(self, region: Region) -> bool:
        """Whether both parties are mentioned there."""
        return len(self.ground.parties_in(*region)) == 2

    def states(self) -> Slots | None:
        """Both parties themselves, in the order of their first mention; None where one is never named."""
        known = [self.ground.states[party] for party in self.parties if party in self.ground.states]
        if len(known) < 2:
            return None
        return tuple(sorted(known, key=lambda entity: entity.evidence[0].start)), ()

    def other_state(self, entity: Entity) -> Entity | None:
        """The party that an entity does not belong to."""
        home = self.ground.country(entity)
        others = [self.ground.states[p] for p in self.parties if p != home and p in self.ground.states]
        return others[0] if home in self.parties and others else None

    def takers(self, region: Region) -> list[Mention]:
        """The mentions of a region without whom it cites ("…, the region's government said")."""
        last_comma = self.ground.folded.rfind(",", self.trigger.end, region[1])
        cites = last_comma >= 0 and _CITED.search(self.ground.folded, last_comma, region[1]) is not None
        return [m for m in self.inside(region) if not (cites and m.start > last_comma)]

    def is_governed(self, mention: Mention, region: Region) -> bool:
        """Whether a preposition stands before a mention: it is not the subject."""
        before = self.ground.reading.text[max(region[0], mention.start - 70) : mention.start]
        return _GOVERNED[self.ground.language].search(before) is not None

    def one_of_each(self, nearest: Iterable[Mention]) -> tuple[Entity, ...] | None:
        """The first mention of each party, in text order; None where a party has none."""
        chosen: dict[str, Mention] = {}
        for mention in nearest:
            code = self.country(mention)
            if code in self.parties:
                chosen.setdefault(code, mention)
        if len(chosen) < 2:
            return None
        return tuple(mention.entity for mention in sorted(chosen.values(), key=lambda m: m.start))

    def leaders_before(self) -> tuple[Entity, ...] | None:
        """The persons "the two leaders" or "they" are: the last one named of each party."""
        if not self.says_leaders(self.clause):
            return None
        earlier = self.ground.mentions.within(max(0, self.trigger.start - _LEADERS_REACH), self.trigger.start)
        people = [m for m in reversed(earlier) if m.is_person]
        if _HEADS.search(self.ground.folded, *self.clause):
            heads = [m for m in people if m.entity.gazetteer_id in self.ground.parties.leaders]
            return self.one_of_each(heads) or self.one_of_each(people)
        return self.one_of_each(people)

    def bodies(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Those that are organisations of a party."""
        return [m for m in mentions if m.entity.type == "organization" and self.is_of_party(m.entity)]

    def goes_on_from(self) -> Draft | None:
        """The event told right before, in this paragraph or the last, where nobody named here takes part."""
        if self.last is None or self.last.from_title:
            return None
        if self.ground.reading.text[self.last.sentence[1] : self.sentence[0]].count("\n") > _ONE_PARAGRAPH:
            return None
        told = self.ground.within_content(self.sentence, self.trigger.start)
        here = [
            m for m in self.inside(told) if m.named and m.entity.type in ("person", "organization", "country")
        ]
        return None if here else self.last

    def as_state(self, entity: Entity) -> Entity:
        """The state a place belongs to, where the item names it; else the place."""
        home = self.ground.country(entity)
        state = self.ground.states.get(home or "") or self.ground.thirds.get(home or "")
        return state if state and state.type == "country" else entity

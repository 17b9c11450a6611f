"""What the rules for events look at: a text's sentences, clauses, names, dates, and whose side each name is on."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from consumers.extract.chinese_marks import with_wide_marks
from consumers.extract.events.parties import Parties
from consumers.extract.mentions import Mention, Mentions
from consumers.extract.reading import Reading
from consumers.query.folding import fold_han
from schemas.entity import Entity
from schemas.quote import Quote

IMPLIED = "implied_state"
"""The rule of entities that nothing in the text names: no words stand for them."""

_CLAUSE_ENDS = {
    "en": re.compile(
        r";|:\s|\s[—–-]{1,2}\s|,?\s(?=(?:but|while|whereas|although|because|after|before|when|ahead of|following|despite)\s)"
        r"|,\s(?=(?:and|which|who|where|while|whereas|as|adding|saying|marking|underscoring|ushering|opening|with|up|down)\s)"
        r"|\s(?=and\s(?:will|would|is|are|was|were|has|have|plans|agreed|signed|held|met|visited|pledged)\s)"
    ),
    "ru": re.compile(
        r";|:\s|\s[—–-]\s|,\s(?=(?:а|но|что|где|когда|после|хотя|чтобы|однако|которы\w+|которая|которое|сообщ\w+|заяв\w+|"
        r"в то время|передаёт|как|и|при этом|отмет\w+|добав\w+)\s)|\s(?=(?:после|накануне|перед|ходе)\s)"
    ),
    "zh": re.compile(r"[，；：]"),
}
_ADJECTIVE = {
    "en": re.compile(r"(?:ese|sian|inian|ish|ican|opean|nian|lian|akh|bek|dian|lese|sino)$", re.IGNORECASE),
    "ru": re.compile(
        r"(?:[сцк]к(?:ий|ая|ое|ие|ого|ой|ому|им|их|ую|ими|ом|ем)|[сц]ко|ейск\w+)$", re.IGNORECASE
    ),
}
_NEAR = 30
"""Characters between a country's name and the person it says the country of."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A text laid out for the rules. `countries` maps entity ids to ISO codes, also where only the words before
    a name tell ("Chinese Vice Premier …"), a party's territories to the party; `states` maps a party to the entity
    that stands for it."""

    reading: Reading
    parties: Parties
    language: str
    folded: str
    mentions: Mentions
    countries: dict[str, str]
    states: dict[str, Entity]
    thirds: dict[str, Entity]
    contents: tuple[tuple[int, int, Entity | None], ...]

    def country(self, entity: Entity) -> str | None:
        """The country an entity belongs to."""
        return self.countries.get(entity.id)

    def clause(self, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
        """The clause of a sentence in which `start:end` lies."""
        first, last = sentence
        for cut in _CLAUSE_ENDS[self.language].finditer(self.folded, *sentence):
            if cut.end() <= start:
                first = cut.end()
            elif cut.start() >= end:
                last = cut.start()
                break
        return first, last

    def sentence_start(self, position: int) -> int:
        """Where the sentence of a position begins."""
        return self.reading.sentence_start(position)

    def content(self, position: int) -> tuple[int, int] | None:
        """The quote's content a position lies in."""
        return next(((start, end) for start, end, _ in self.contents if start <= position < end), None)

    def speaker(self, position: int) -> Entity | None:
        """Who says what stands there, where it is quoted."""
        return next((who for start, end, who in self.contents if start <= position < end), None)

    def within_content(self, region: tuple[int, int], position: int) -> tuple[int, int]:
        """A region cut to the quoted content a position lies in: who reports is not who takes part."""
        content = self.content(position)
        return (max(region[0], content[0]), min(region[1], content[1])) if content else region

    def is_adjective(self, mention: Mention) -> bool:
        """Whether a mention is a country's adjective ("Chinese")."""
        pattern = _ADJECTIVE.get(self.language)
        surface = self.reading.text[mention.start : mention.end]
        return (
            mention.entity.type == "country" and pattern is not None and pattern.search(surface) is not None
        )

    def parties_in(self, start: int, end: int) -> set[str]:
        """Which parties are mentioned in a stretch, people and towns rolled up to their country."""
        found = {self.country(e) for m in self.mentions.within(start, end) for e in m.entities}
        return {party for party in self.parties.codes if party in found}

    def is_of_party(self, entity: Entity) -> bool:
        """Whether an entity belongs to one of the parties."""
        return self.countries.get(entity.id) in self.parties.codes


def lay_ground(
    reading: Reading, entities: Sequence[Entity], quotes: Sequence[Quote], parties: Parties
) -> Ground:
    """Lay out a text for the dealings of two parties."""
    folded = reading.text.lower()
    if reading.rules == "zh":
        folded = with_wide_marks(fold_han(folded))
    mentions = Mentions(
        (entity for entity in entities if entity.extractor.rule != IMPLIED),
        lambda mention: not _signs_the_line(reading.text, mention),
    )
    countries = {e.id: parties.home.get(e.country, e.country) for e in entities if e.country}
    for mention in mentions.all:
        if mention.is_person and mention.entity.id not in countries:
            code = _country_before(reading.text, mentions, mention, countries)
            if code:
                countries[mention.entity.id] = code
        elif mention.entity.type == "organization" and mention.entity.id not in countries:
            code = _home_of_body(reading.text, mentions, mention, countries) or _home_in_name(
                reading, mention
            )
            code = parties.home.get(code, code) if code else None
            if code:
                countries[mention.entity.id] = code
    by_id = {entity.id: entity for entity in entities}
    contents = tuple(
        (span.start, span.end, by_id.get(quote.speaker[0]) if quote.speaker else None)
        for quote in quotes
        for span in quote.content
    )
    return Ground(
        reading=reading,
        parties=parties,
        language=reading.rules or "en",
        folded=folded if len(folded) == len(reading.text) else reading.text,
        mentions=mentions,
        countries=countries,
        states=_states(entities, countries, parties),
        thirds={
            e.country: e for e in entities if e.type == "country" and e.country and not parties.of(e.country)
        },
        contents=contents,
    )


def _signs_the_line(text: str, mention: Mention) -> bool:
    """Whether a name is the agency's in a dateline, and takes no part (新华社莫斯科8月31日电, "/TASS/", «— РИА Новости.»)."""
    if mention.entity.type != "organization":
        return False
    before = text[max(0, mention.start - 30) : mention.start]
    return (
        (_LINE_BEGINS.search(before) is not None and _WIRED.match(text, mention.end) is not None)
        or text[mention.start - 1 : mention.start] + text[mention.end : mention.end + 1] in ("//", "()")
        or (_TOWN.search(before) is not None and text[mention.end : mention.end + 1] == ".")
    )


_LINE_BEGINS = re.compile(r"(?:^|\n)[^\w\n]*$")
_WIRED = re.compile(r"[^\n，。,]{0,18}?\d日(?:电|電)")
_TOWN = re.compile(r"[А-ЯЁ-]{3,}(?:, \d{1,2} [а-яё]{3,9}\.?)? [—–-] $")


def _country_before(text: str, mentions: Mentions, person: Mention, countries: dict[str, str]) -> str | None:
    before = mentions.within(max(0, person.start - _NEAR), person.start)
    if not before or before[-1].is_person:
        return None
    between = text[before[-1].end : person.start]
    return None if re.search(r"[,.;:，。；：(]", between) else countries.get(before[-1].entity.id)


def _home_of_body(text: str, mentions: Mentions, body: Mention, countries: dict[str, str]) -> str | None:
    """The country that the words beside a body's name give it: "China's Hexi Nuclear", "Lotus Supply, a Chinese firm"."""
    before = [m for m in mentions.within(max(0, body.start - _NEAR), body.start) if m.end <= body.start]
    owner = before[-1] if before and before[-1].entity.type in _PLACES else None
    if owner and (_OWNED_ZH.fullmatch(text, owner.end, body.start) or _owns_in_russian(text, owner, body)):
        return countries.get(before[-1].entity.id)
    if before and _OWNED.fullmatch(text, before[-1].end, body.start):
        surface = text[before[-1].start : before[-1].end]
        if before[-1].entity.type == "country" and (
            _ADJECTIVE["en"].search(surface) or text[before[-1].end : before[-1].end + 2] in ("'s", "’s")
        ):
            return countries.get(before[-1].entity.id)
    after = mentions.within(body.end, body.end + _NEAR)
    told = _APPOSED.fullmatch(text, body.end, after[0].start) if after else None
    return countries.get(after[0].entity.id) if told and after[0].entity.type in _PLACES else None


def _owns_in_russian(text: str, owner: Mention, body: Mention) -> bool:
    """Whether an adjective owns the body behind it («китайская компания "Лотос"»)."""
    is_adjective = _ADJECTIVE["ru"].search(text[owner.start : owner.end]) is not None
    return is_adjective and _NOUNS.fullmatch(text, owner.end, body.start) is not None


_NOUNS = re.compile(r"(?: (?!и |в |на |с |при )[а-яё-]+){0,4} [«\"“]?")


def _home_in_name(reading: Reading, body: Mention) -> str | None:
    """The country of the town or state that a body is named after ("Harbin Northern Boiler Group")."""
    first = bisect_left(reading.hits, body.start, key=lambda hit: hit.start)
    inside = takewhile(lambda hit: hit.end <= body.end, islice(reading.hits, first, None))
    homes = {hit.entry.country for hit in inside if hit.entry.country}
    return homes.pop() if len(homes) == 1 else None


_OWNED = re.compile(r"(?:['’]s)?(?: [a-z-]+){0,3} ")
_APPOSED = re.compile(
    r"(?:, (?:an?|the) (?:[a-z-]+ ){0,5}(?:(?:based|located|registered) )?(?:in |of |from |near )?|,? (?:based|registered|located) in | of |, (?:in|from) | \()"
)
_OWNED_ZH = re.compile(r"(?:[\u4e00-\u9fff]{0,6}(?:商|企业|公司|集团|银行|机构|厂|企))?[“《]?")
_PLACES = ("country", "city", "region")


def _states(entities: Sequence[Entity], countries: dict[str, str], parties: Parties) -> dict[str, Entity]:
    """For each party its country where named, else the place, then the body, most often named of it."""
    ranked: dict[str, list[tuple[int, int, Entity]]] = {party: [] for party in parties.codes}
    for entity in entities:
        code = countries.get(entity.id)
        if code in ranked and entity.type in _STANDS_FOR_A_STATE:
            ranked[code].append((_STANDS_FOR_A_STATE[entity.type], -len(entity.evidence), entity))
    return {party: min(found, key=lambda r: r[:2])[2] for party, found in ranked.items() if found}


_STANDS_FOR_A_STATE = {"country": 0, "city": 1, "region": 1, "facility": 1, "place": 1, "organization": 2}

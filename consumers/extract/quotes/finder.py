"""All quotes of an item: the language's rules unit by unit, then what stands without a word of speech."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, cast

from consumers.extract.quotes.chinese import find_chinese
from consumers.extract.quotes.circumstances import addressee_of, identity_of, medium_of, stance_of
from consumers.extract.quotes.confidence import confidence
from consumers.extract.quotes.contents import direct_spans, draft_of
from consumers.extract.quotes.draft import Draft, Source
from consumers.extract.quotes.english import find_english
from consumers.extract.quotes.russian import find_russian
from consumers.extract.quotes.scene import Scene, Unit, set_scene
from consumers.extract.quotes.transcript import find_turns
from consumers.extract.reading import Reading, RulesLanguage
from schemas.entity import Entity
from schemas.fact import Extractor
from schemas.quote import Quote
from schemas.span import Span

_VERSION = "1"
_LONGEST_UNIT = 3000
"""Characters; no sentence with its quotation is longer, and the rules' time grows faster than a unit."""

_SHORTEST_ORPHAN = 12
"""Characters: a quotation standing alone that is shorter may be a title or a word in quotes."""

_RULES: dict[str, Callable[[Scene, int], list[Draft]]] = {
    "en": find_english,
    "ru": find_russian,
    "zh": find_chinese,
}


def find_quotes(reading: Reading, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """What named people and bodies are quoted as saying, in text order; ids "q1", "q2", …

    Direct, indirect and mixed quotations, in the sense of Citron; speakers without a name are left out. An
    item in a language without rules has none.
    """
    rules = _RULES.get(reading.rules or "")
    if rules is None:
        return ()
    scene = set_scene(reading, entities)
    turns, said = find_turns(scene)
    for number, unit in enumerate(scene.units):
        if any(start <= unit.start < end for start, end in said) or unit.end - unit.start > _LONGEST_UNIT:
            continue
        found = rules(scene, number)
        scene.drafts += found or _orphan(scene, number) or _introduced(scene, number)
    scene.drafts += turns
    return tuple(_quotes(scene, reading.rules or "en"))


def _orphan(scene: Scene, number: int) -> list[Draft]:
    """A unit that is a quotation and nothing else goes on for who spoke just before."""
    unit = scene.units[number]
    stretch = scene.stretch_at(unit.start)
    if stretch is None or scene.text[stretch.end : unit.end].strip(" .,") or number == 0:
        return []
    if stretch.inner_end - stretch.inner < _SHORTEST_ORPHAN:
        return []
    before = scene.units[number - 1]
    spoken = [
        d
        for d in scene.recent
        if before.start <= d.content[-1][0] < before.end and d.content[0][0] >= scene.title_end
    ]
    already = any(start <= stretch.inner < end for d in scene.recent for start, end in d.content)
    if already:
        return []
    if not spoken:
        asked = _interviewed(scene, before)
        draft = draft_of(scene, asked, None, None, direct_spans(scene, stretch), "direct", "interview")
        return [draft] if draft else []
    source = Source(spoken[-1].source.start, spoken[-1].source.end, spoken[-1].source.entities)
    draft = draft_of(scene, source, None, None, direct_spans(scene, stretch), "direct", "continued")
    return [draft] if draft else []


_INTERVIEW = re.compile(
    r"интервью|рассказал|ответил|прокомментировал|\binterview|\btold\b|\bspoke\b|采访|专访|受访"
)


def _interviewed(scene: Scene, before: Unit) -> Source | None:
    """The one person a unit names that tells of an interview."""
    if not _INTERVIEW.search(scene.text, before.start, before.end):
        return None
    people = [m for m in scene.mentions.within(before.start, before.end) if m.is_person]
    if len({m.entity.id for m in people}) != 1:
        return None
    return Source(people[0].start, people[0].end, people[0].entities)


def _introduced(scene: Scene, number: int) -> list[Draft]:
    """A colon and a quotation end a unit that begins with a person: "Putin was blunt: “No.”"."""
    unit = scene.units[number]
    stretches = scene.stretches_within(unit.start, unit.end)
    if not stretches or scene.text[stretches[-1].end : unit.end].strip(" .。"):
        return []
    lead = scene.masked[unit.start : stretches[-1].start].rstrip()
    people = [m for m in scene.mentions.within(unit.start, stretches[-1].start) if m.is_person]
    if not lead.endswith((":", "：")) or not people or unit.end <= scene.title_end:
        return []
    source = Source(people[0].start, people[0].end, people[0].entities)
    draft = draft_of(scene, source, None, None, direct_spans(scene, stretches[-1]), "direct", "introduced")
    return [draft] if draft else []


def _span(scene: Scene, stretch: tuple[int, int] | None) -> Span | None:
    return Span.of(scene.text, *stretch) if stretch else None


def _is_named(scene: Scene, source: Source) -> bool:
    return any(mention.named for mention in scene.mentions.within(source.start, source.end))


def _quotes(scene: Scene, language: RulesLanguage) -> list[Quote]:
    quotes: list[Quote] = []
    for draft in sorted(scene.drafts, key=lambda d: d.content[0]):
        spans = tuple(Span.of(scene.text, start, end) for start, end in draft.content)
        quotes.append(
            Quote(
                id=f"q{len(quotes) + 1}",
                confidence=confidence(draft, named=_is_named(scene, draft.source)),
                extractor=Extractor(name="quotes", version=_VERSION, rule=draft.rule),
                evidence=spans,
                quote_type=cast(Literal["direct", "indirect", "mixed"], draft.kind),
                speaker=tuple(entity.id for entity in draft.source.entities),
                source=Span.of(scene.text, draft.source.start, draft.source.end),
                cue=Span.of(scene.text, *draft.cue) if draft.cue else None,
                cue_lemma=draft.lemma,
                content=spans,
                unterminated=draft.unterminated,
                stance=stance_of(draft.lemma),
                addressee=_span(scene, addressee_of(scene.masked, draft, language)),
                medium=_span(scene, medium_of(scene.masked, draft, language)),
                identity=identity_of(scene.text, draft),
            )
        )
    return quotes

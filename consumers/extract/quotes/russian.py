"""Quotes in Russian newswire: «…», — заявил X; X сообщил, что …; по словам X, …; Об этом сообщил X."""

import re

from consumers.extract.quotes import russian_patterns as p
from consumers.extract.quotes.attribution import Attribution
from consumers.extract.quotes.contents import direct_spans, draft_of, inside
from consumers.extract.quotes.cues import Cue, load_cues
from consumers.extract.quotes.draft import Draft, Source
from consumers.extract.quotes.marks import MASK
from consumers.extract.quotes.russian_source import Words, subject_after, subject_at_start, subject_before
from consumers.extract.quotes.scene import Scene, Unit
from consumers.extract.quotes.speakers import OBLIQUE, PERSON, PRONOUNS, SEVERAL, antecedent

_SHORTEST_PHRASE = 2
"""Words; «в Токио выразили обеспокоенность» quotes nobody."""


def find_russian(scene: Scene, number: int) -> list[Draft]:
    """The quotes of one unit of the scene, in text order."""
    unit = scene.units[number]
    found: list[Draft] = _interrupted(scene, number)
    attributions = _attributions(scene, number)
    nested_until = 0
    for place, attribution in enumerate(attributions):
        following = attributions[place + 1] if place + 1 < len(attributions) else None
        if attribution.source is None or attribution.start < nested_until:
            continue
        draft = _governed(scene, number, attribution, following, found)
        if draft and not any(draft.content[0] == known.content[0] for known in found):
            found.append(draft)
            if following and draft.content[-1][1] > following.start > draft.content[0][0]:
                nested_until = draft.content[-1][1]
    return found + _in_the_words_of(scene, number, unit)


def _attributions(scene: Scene, number: int) -> list[Attribution]:
    unit = scene.units[number]
    words = list(p.WORD.finditer(scene.masked, unit.start, unit.end))
    cues = load_cues("ru")
    found: list[Attribution] = []
    for place, word in enumerate(words):
        for cue in cues.get(word[0].lower(), ()):
            end = word.end() + len(cue.rest) + 1 if cue.rest else word.end()
            if cue.rest and scene.masked[word.end() + 1 : end].lower() != cue.rest:
                continue
            before = words[place - 1][0].lower() if place else ""
            if (before in ("не", "ни", "чтобы", "бы")) != ("не" in cue.takes):
                continue
            found.append(_attribution(scene, number, words, place, cue, end, found))
            break
    return found


def _attribution(
    scene: Scene, number: int, words: Words, place: int, cue: Cue, end: int, earlier: list[Attribution]
) -> Attribution:
    unit, start = scene.units[number], words[place].start()
    before = scene.masked[unit.start : start].rstrip()
    plural = words[place][0].lower().endswith(("ли", "ют", "ят"))
    about_this = p.ABOUT_THIS.match(scene.masked, unit.start)
    if about_this and any(m.is_person for m in scene.mentions.within(about_this.end(), start)):
        source = subject_before(scene, number, words, place)  # «Об этом глава компании … сообщил»
        if source:
            return Attribution(cue, start, end, source, source.start)
    if p.TRAILS.search(before) or p.AS_SAID.search(before + " ") or about_this or not before:
        source = subject_after(scene, number, end, unit.end, plural)
        if source and not (before.endswith(",") and _is_apposition(scene, unit, before)):
            return Attribution(
                cue, start, end, source, unit.start + len(before.rstrip(" ,—–-")), inverted=True
            )
    source = subject_before(scene, number, words, place)
    if source:
        return Attribution(cue, start, end, source, source.start)
    elided = p.ELIDED.search(before)
    if earlier and earlier[-1].source and elided:
        return Attribution(cue, start, end, earlier[-1].source, unit.start + elided.start(), elided=True)
    if elided and (cue.takes & {"inf", "np"} or p.THAT.match(scene.masked, end, unit.end)):
        opening = subject_at_start(scene, number)
        return Attribution(cue, start, end, opening, unit.start + elided.start(), elided=True)
    return Attribution(cue, start, end, None, start)


def _is_apposition(scene: Scene, unit: Unit, before: str) -> bool:
    """Whether the comma before the word of speech closes "Песков, пресс-секретарь президента, …"."""
    end = unit.start + len(before) - 1
    comma = scene.masked.rfind(",", unit.start, end)
    mention = scene.mentions.ending_at(comma) if comma > 0 else None
    return mention is not None and mention.is_person and end - comma < 100


def _governed(
    scene: Scene, number: int, a: Attribution, following: Attribution | None, found: list[Draft]
) -> Draft | None:
    unit = scene.units[number]
    cue = (a.start, a.end)
    if p.ABOUT_THIS.match(scene.masked, unit.start) and number:
        before = scene.units[number - 1]
        known = any(d.content[0][0] < before.end and d.content[-1][1] > before.start for d in scene.recent)
        span = [(before.start, before.end)]
        return None if known else draft_of(scene, a.source, cue, a.cue.lemma, span, None, "about_this")
    as_said = p.AS_SAID.search(scene.masked[unit.start : a.start])
    if as_said and a.inverted and p.GOES_ON.match(scene.masked, a.source_end, unit.end):
        goes_on = p.GOES_ON.match(scene.masked, a.source_end, unit.end)
        stretch = scene.stretch_at(goes_on.end()) if goes_on else None
        spans = direct_spans(scene, stretch) if stretch else []
        return draft_of(scene, a.source, cue, a.cue.lemma, spans, "direct", "as_said")
    if as_said and a.inverted:
        return _by_phrase(scene, unit, a.source, cue, unit.start + as_said.start(), a.cue.lemma)
    left = max([unit.start, *(d.content[-1][1] for d in found)])
    forward = _forward(scene, unit, a)
    region = _region_before(scene, left, a, unit) if a.inverted else None
    if region and (forward is None or forward[1] not in ("that", "quote")):
        return _behind(scene, unit, a, region)
    if forward is None:
        return None
    return _ahead(scene, unit, a, forward, following)


def _forward(scene: Scene, unit: Unit, a: Attribution) -> tuple[int, str] | None:
    masked, takes = scene.masked, a.cue.takes
    if "as" in takes:
        match = p.QUOTED_AS.match(masked, a.end, unit.end)
        return (match.start("thing") if match["thing"] else match.end(), "as") if match else None
    if "verdict" in takes:
        match = p.ATTITUDE.match(masked, a.end, unit.end)
        return ((match.end(), "that") if match["that"] else (match.start(1), "np")) if match else None
    for pattern, rule, needed in _FORWARD:
        if needed in takes:
            match = pattern.match(masked, a.end, unit.end)
            if match:
                return match.end(), rule
    return None


_FORWARD: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (p.QUOTE_NEXT, "quote", "что"),
    (p.THAT, "that", "что"),
    (p.COLON, "colon", "что"),
    (p.INFINITIVE, "inf", "inf"),
    (p.QUOTED_OBJECT, "quote", "inf"),
    (p.FOR_OR_AGAINST, "np", "за"),
    (p.BACKING, "np", "что"),
    (p.TOWARDS, "np", "inf"),
    (p.NOUN_PHRASE, "np", "np"),
)


def _ahead(
    scene: Scene, unit: Unit, a: Attribution, forward: tuple[int, str], following: Attribution | None
) -> Draft | None:
    start, rule = forward
    cue = (a.start, a.end)
    stretch = scene.stretch_at(start)
    if stretch and rule in ("quote", "that"):
        after = scene.masked[stretch.end : unit.end].lstrip()
        if not after or after[0] in ",.;:—–":
            return draft_of(scene, a.source, cue, a.cue.lemma, direct_spans(scene, stretch), "direct", rule)
    semicolon = scene.masked.find(";", start, unit.end)
    end = semicolon if semicolon > 0 and rule in ("inf", "np") else unit.end
    if rule == "as":
        end = min((s.end for s in scene.stretches if s.start >= start), default=end)
        return draft_of(scene, a.source, cue, a.cue.lemma, [(start, end)], "mixed", rule)
    if following and following.start > start and not following.inverted:
        begins = following.phrase
        connector = p.CUT.search(scene.masked[start:begins])
        between = scene.masked[start:begins]
        if following.elided:
            end = begins
        elif connector and not re.search(
            r"\b(?:что|если|чтобы|который|которая|которые|где|когда)\s+$", between
        ):
            end = start + connector.start()
    if rule == "np" and len(p.WORD.findall(scene.text, start, end)) < _SHORTEST_PHRASE:
        return None
    return draft_of(scene, a.source, cue, a.cue.lemma, [(start, end)], None, rule)


def _region_before(scene: Scene, left: int, a: Attribution, unit: Unit) -> tuple[int, int] | None:
    end = scene.end_before(a.phrase, " ,—–-")
    region = scene.masked[left:end] if end > left else ""
    start = left + len(region) - len(region.lstrip(" ,;—–-"))
    lead = re.match(r"(?:и|а|но|при этом)\s+", scene.masked[start:end], re.IGNORECASE)
    start += lead.end() if lead and MASK in region else 0
    goes_on = _resumes(scene, unit, a) or p.GOES_ON.match(scene.masked, a.source_end, unit.end)
    enough = 1 if MASK in region or goes_on else 2
    return (start, end) if len(p.WORD.findall(scene.text, start, end)) >= enough else None


def _behind(scene: Scene, unit: Unit, a: Attribution, region: tuple[int, int]) -> Draft | None:
    start, end = region
    closing = scene.stretch_ending_at(end)
    cue = (a.start, a.end)
    second = p.GOES_ON.match(scene.masked, a.source_end, unit.end)
    stretch = scene.stretch_at(second.end()) if second else None
    rest = direct_spans(scene, stretch) if stretch else []
    resumes = None if rest else _resumes(scene, unit, a)
    if resumes:  # «Если сделки не будет, добавил он, пошлины вырастут»
        rest = [(resumes.end(), unit.end)]
    if closing and closing.start == start:
        spans = direct_spans(scene, closing) + rest
        return draft_of(scene, a.source, cue, a.cue.lemma, spans, "direct", "trailing")
    kind = "mixed" if rest and stretch else None
    return draft_of(scene, a.source, cue, a.cue.lemma, [(start, end), *rest], kind, "trailing")


_BROKEN_OFF = 4
"""Words: what is shorter before its attribution, and is no quotation, goes on behind it."""


def _resumes(scene: Scene, unit: Unit, a: Attribution) -> re.Match[str] | None:
    """The comma behind an attribution that breaks into its content: behind a pronoun, or where too little stands
    before it to be a sentence («Все они, сообщила Ирина Волк, приехали…»)."""
    if a.source is None:
        return None
    is_pronoun = scene.text[a.source.start : a.source.end].lower() in PRONOUNS["ru"]
    before = p.WORD.findall(scene.masked, unit.start, a.phrase)
    if not is_pronoun and not 0 < len(before) <= _BROKEN_OFF:
        return None
    return p.RESUMES.match(scene.masked, a.source_end, unit.end)


def _in_the_words_of(scene: Scene, number: int, unit: Unit) -> list[Draft]:
    found = []
    for match in p.IN_THE_WORDS_OF.finditer(scene.masked, unit.start, unit.end):
        if p.OWNED.search(match[0]):
            kind = SEVERAL if "их" in match[0] else PERSON
            entities = antecedent(scene, number, match.start(), kind)
            source = Source(match.start(), match.end(), entities) if entities else None
        else:
            source = _genitive(scene, match.end(), unit.end) or _referred(
                scene, number, match.end(), unit.end
            )
        draft = _by_phrase(scene, unit, source, match.span(), match.start(), "по словам") if source else None
        if draft:
            found.append(draft)
    return found


def _genitive(scene: Scene, start: int, end: int) -> Source | None:
    comma = scene.masked.find(",", start, end)
    mentions = scene.mentions.within(start, comma if comma > 0 else end)
    people = [m for m in mentions if m.is_person]
    chosen = (
        people[-1]
        if people
        else (mentions[0] if mentions and mentions[0].entity.type == "organization" else None)
    )
    return Source(chosen.start, chosen.end, chosen.entities) if chosen else None


_NOUN = re.compile(r"\s+(?:самого |этого )?(?P<noun>[а-яё-]+)(?=[,.]|\s*$)")


def _referred(scene: Scene, number: int, start: int, end: int) -> Source | None:
    """«По словам дипломата»: who was named before."""
    match = _NOUN.match(scene.masked, start, end)
    kind = OBLIQUE["ru"].get(match["noun"]) if match else None
    if match is None or kind is None:
        return None
    entities = antecedent(scene, number, start, kind, match["noun"])
    return Source(*match.span("noun"), entities) if entities else None


def _by_phrase(
    scene: Scene, unit: Unit, source: Source | None, cue: tuple[int, int], start: int, lemma: str
) -> Draft | None:
    """A sentence with its attribution set between commas: everything but the attribution is content."""
    if source is None:
        return None
    close = scene.masked.find(",", max(source.end, cue[1]), unit.end)
    spans = [(unit.start, start)] if scene.masked[unit.start : start].strip(" ,—") else []
    if close > 0:
        spans.append((close + 1, unit.end))
    if len(spans) == 1 and spans[0][0] > unit.start:
        stretch = scene.stretch_at(
            spans[0][0] + len(scene.masked[spans[0][0] :]) - len(scene.masked[spans[0][0] :].lstrip())
        )
        if stretch and not scene.masked[stretch.end : unit.end].strip(" ."):
            return draft_of(scene, source, cue, lemma, direct_spans(scene, stretch), "direct", "phrase")
    return draft_of(scene, source, cue, lemma, spans, None, "phrase") if spans else None


def _interrupted(scene: Scene, number: int) -> list[Draft]:
    """«Мы готовы, — сказал Путин. — Это важно»: the attribution stands inside the quotation marks."""
    unit = scene.units[number]
    found = []
    for stretch in scene.stretches_within(unit.start, unit.end):
        match = p.WITHIN.search(scene.text, stretch.inner, stretch.inner_end)
        cue = load_cues("ru").get(match["cue"].lower()) if match else None
        if match is None or not cue:
            continue
        source = _within_source(scene, number, match)
        first, last = inside(scene, stretch)
        keep = match.start("sign") + (match["sign"] in "!?…")
        spans = [(first, keep), (match.end(), last)]
        draft = draft_of(scene, source, match.span("cue"), cue[0].lemma, spans, "direct", "interrupted")
        if draft:
            found.append(draft)
    return found


def _within_source(scene: Scene, number: int, match: re.Match[str]) -> Source | None:
    start, end = match.span("who")
    people = [m for m in scene.mentions.within(start, end) if m.is_person]
    if people:
        return Source(people[0].start, people[0].end, people[0].entities)
    plural = match["cue"].endswith("ли")
    unmasked = Scene(scene.text, scene.text, scene.title_end, scene.units, (), scene.mentions, scene.drafts)
    return subject_after(unmasked, number, start - 1, end, plural)

"""Who says it, by English syntax: the subject before a word of speech, or behind it ("said Sun Haoyu")."""

import re
from collections.abc import Sequence

from consumers.extract.lexicon import words
from consumers.extract.mentions import Mention
from consumers.extract.quotes.draft import Source
from consumers.extract.quotes.marks import MASK
from consumers.extract.quotes.scene import Scene
from consumers.extract.quotes.speakers import (
    BODY,
    NOMINALS,
    PERSON,
    PRONOUNS,
    antecedent,
    person_of,
    with_partner,
)
from schemas.entity import Entity

Words = Sequence[re.Match[str]]

_FILLERS = words(
    "has have had also then later earlier further again today yesterday once repeatedly separately meanwhile however "
    "now still just even previously subsequently both recently jointly long always often did do does"
)
_CALENDAR = words(
    "monday tuesday wednesday thursday friday saturday sunday week month year january february march april may june "
    "july august september october november december morning afternoon evening night"
)
_BEFORE_CALENDAR = words("on last this late early in")
_PREPOSITIONS = words("to of in at for from with by near on between under against")
_SPOKESPEOPLE = words(
    "spokesman spokeswoman spokesperson spokespeople service office representative representatives"
)
_BLOCKERS = words(
    "not never to will would can could may might should must be been being was were is are no the a an its their"
)
_UNNAMED = words(
    "source sources official officials trader traders analyst analysts expert experts diplomat diplomats people person "
    "resident residents manager employee employees"
)


def is_blocked(tokens: Words, cue: int) -> bool:
    """Whether the word of speech is negated, modal, passive or a noun ("did not say", "will announce")."""
    place = cue - 1
    while place >= 0 and tokens[place][0].lower() in ("also", "further", "then"):
        place -= 1
    if place < 0:
        return False
    before = tokens[place][0].lower()
    return before in _BLOCKERS or before.endswith(("n't", "n’t"))


def subject_before(scene: Scene, number: int, tokens: Words, cue: int) -> tuple[Source, int] | None:
    """The source named before the word of speech, and where its phrase begins; None where unnamed."""
    last = _skip_fillers(tokens, cue - 1)
    if last < 0:
        return None
    unit = scene.units[number]
    word, end = tokens[last][0].lower(), tokens[last].end()
    gap = scene.masked[end : tokens[last + 1].start()]
    if MASK in gap or ";" in gap or ":" in gap:
        return None
    if "," in gap:
        return _before_apposition(scene, unit.start, end)
    start = tokens[last].start()
    if word in PRONOUNS["en"]:
        entities = antecedent(scene, number, start, PRONOUNS["en"][word]) or _coreferent(scene, start, end)
        return (Source(start, end, entities), start) if entities else None
    if word in ("who", "which"):
        return _before_relative(scene, start)
    mention = scene.mentions.covering(end - 1)
    if mention and mention.named:
        return _headed_by(scene, number, mention)
    found = _nominal(scene, number, tokens, last)
    if found is None and mention:
        return Source(mention.start, mention.end, mention.entities), mention.start
    return found


def subject_after(scene: Scene, number: int, start: int, end: int) -> Source | None:
    """The source in the phrase that follows an inverted word of speech: a person in it first, else a body."""
    unit = scene.units[number]
    stop = re.compile(r"[,.;:\0]|\s(?:in|on|after|at|during|when|while|as)\s").search(
        scene.masked, start, end
    )
    phrase_end = stop.start() if stop else min(end, unit.end)
    mentions = scene.mentions.within(start, phrase_end)
    named = (
        scene.mentions.starting_at(phrase_end + 2)
        if scene.masked[phrase_end : phrase_end + 1] == ","
        else None
    )
    if named and named.is_person and not mentions:  # "said its author, Lali Beridze"
        return Source(named.start, named.end, named.entities)
    people = [m for m in mentions if m.is_person]
    if people:
        entities = with_partner(scene, people[-1], ("and",))
        return Source(people[-1].start, people[-1].end, entities)
    first = re.compile(r"\s*(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?(\w+)").match(scene.masked, start, phrase_end)
    heads = {w.lower() for w in re.findall(r"\w+", scene.masked[start:phrase_end])}
    if heads & _UNNAMED and not heads & _SPOKESPEOPLE:
        return None
    if mentions:
        whole = _owned(scene, mentions)
        return Source(whole.start, whole.end, whole.entities)
    phrase = scene.masked[start:phrase_end].lower().split()
    if first and phrase[:1] == ["the"] and phrase[-1] in NOMINALS["en"]:
        entities = antecedent(scene, number, start, NOMINALS["en"][phrase[-1]], phrase[-1])
        return Source(start, phrase_end, entities) if entities else None
    if len(phrase) == 1 and phrase[0] in PRONOUNS["en"]:
        entities = antecedent(scene, number, start, PRONOUNS["en"][phrase[0]])
        return Source(phrase_end - len(phrase[0]), phrase_end, entities) if entities else None
    return None


def _owned(scene: Scene, mentions: Sequence[Mention]) -> Mention:
    """The first mention, or the body that is its ("China's Ministry of Commerce")."""
    first = mentions[0]
    owned = mentions[1:2] if first.entity.type == "country" else []
    return next((m for m in owned if scene.text[first.end : m.start] in ("'s ", "’s ", " ")), first)


def phrase_start(scene: Scene, unit_start: int, position: int) -> int:
    """Where the phrase around `position` begins: behind the last comma, colon or quotation before it."""
    cut = max(scene.masked.rfind(sign, unit_start, position) for sign in (",", ";", ":", MASK, "—", "–"))
    return max(unit_start, cut + 1)


def _skip_fillers(tokens: Words, place: int) -> int:
    while place >= 0:
        word = tokens[place][0].lower()
        if word in _CALENDAR or (word.isdigit() and len(word) <= 2):
            place -= 1
            while place >= 0 and tokens[place][0].lower() in _BEFORE_CALENDAR:
                place -= 1
        elif word in _FILLERS or (word.endswith("ly") and tokens[place][0].islower()):
            place -= 1
        else:
            return place
    return place


def _coreferent(scene: Scene, start: int, end: int) -> tuple[Entity, ...]:
    mention = scene.mentions.starting_at(start)
    return mention.entities if mention and mention.end == end else ()


def _before_apposition(scene: Scene, unit_start: int, end: int) -> tuple[Source, int] | None:
    mentions = [m for m in scene.mentions.within(unit_start, end) if m.named]
    followed = [m for m in mentions if scene.text[m.end : m.end + 1] in (",", " ") and m.end < end]
    with_comma = [m for m in followed if scene.text[m.end] == "," or scene.text[m.end : m.end + 2] == " ("]
    closing = [m for m in mentions if m.is_person and scene.masked.endswith(", ", 0, m.start)]
    people = [m for m in mentions if m.is_person]
    for candidates in ([m for m in with_comma if m.is_person], closing, with_comma, people):
        if candidates:
            chosen = candidates[-1]
            return Source(chosen.start, chosen.end, chosen.entities), phrase_start(
                scene, unit_start, chosen.start
            )
    return None


def _before_relative(scene: Scene, start: int) -> tuple[Source, int] | None:
    end = scene.end_before(start, " ,")
    mention = scene.mentions.covering(end - 1) if end else None
    return (Source(mention.start, mention.end, mention.entities), mention.start) if mention else None


def _headed_by(scene: Scene, number: int, mention: Mention) -> tuple[Source, int] | None:
    unit = scene.units[number]
    words = re.findall(r"[\w’'-]+", scene.masked[max(unit.start, mention.start - 60) : mention.start])
    lower = [w.lower() for w in words if w.lower() not in ("the", "its", "a")]
    begin = phrase_start(scene, unit.start, mention.start)
    if mention.is_person or not lower or lower[-1] not in _PREPOSITIONS:
        entities = with_partner(scene, mention, ("and",))
        return Source(mention.start, mention.end, entities), begin
    head = lower[-2] if len(lower) > 1 else ""
    if head in _SPOKESPEOPLE or (lower[-1] == "of" and NOMINALS["en"].get(head) == "body"):
        return Source(mention.start, mention.end, mention.entities), begin
    people = [m for m in scene.mentions.within(begin, mention.start) if m.is_person]
    if people:
        return Source(people[0].start, people[0].end, people[0].entities), begin
    if NOMINALS["en"].get(head) == PERSON and "the" in (w.lower() for w in words):
        entities = antecedent(scene, number, mention.start, PERSON)
        return (Source(mention.start, mention.end, entities), begin) if entities else None
    return None


_SPOKESPERSON = words("spokesman spokeswoman spokesperson")
_JUST_SPOKE = 2
"""Units back in which the one who spoke is meant by "the Kremlin spokesman"."""


def _who_spoke(scene: Scene, number: int) -> tuple[Entity, ...]:
    floor = scene.units[max(0, number - _JUST_SPOKE)].start
    spoken = [d.source.entities for d in scene.recent if d.source.start >= floor]
    last = spoken[-1] if spoken else ()
    return last if len(last) == 1 and last[0].type == "person" else ()


def _nominal(scene: Scene, number: int, tokens: Words, last: int) -> tuple[Source, int] | None:
    word, end = tokens[last][0].lower(), tokens[last].end()
    begin = phrase_start(scene, scene.units[number].start, tokens[last].start())
    before = [m for m in scene.mentions.within(begin, tokens[last].start()) if m.named]
    definite = any(w[0].lower() == "the" for w in tokens[max(0, last - 3) : last])
    if word in _SPOKESPERSON and before and definite and (spoke := _who_spoke(scene, number)):
        return Source(tokens[last].start(), end, spoke), begin
    if word in _SPOKESPEOPLE and before:
        return Source(before[-1].start, before[-1].end, before[-1].entities), begin
    kind = NOMINALS["en"].get(word)
    touches = before and before[-1].end + 1 == tokens[last].start() and not before[-1].is_person
    if (
        kind == BODY and touches and (word == "government" or before[-1].entity.type != "country")
    ):  # "the United Russia party said"
        return Source(before[-1].start, before[-1].end, before[-1].entities), begin
    if kind is None or not definite:
        return None
    if kind == PERSON and before and before[-1].entity.type == "country":
        entities = person_of(scene, begin, before[-1].entity.country)
        return (Source(tokens[last].start(), end, entities), begin) if entities else None
    entities = antecedent(scene, number, begin, kind, word) or _coreferent(scene, tokens[last].start(), end)
    return (Source(tokens[last].start(), end, entities), begin) if entities else None

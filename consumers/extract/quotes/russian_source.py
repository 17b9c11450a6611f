"""Who says it, by Russian syntax: before the word of speech or, as newswires prefer, behind it."""

import re
from collections.abc import Sequence

from consumers.extract.lexicon import words
from consumers.extract.mentions import Mention
from consumers.extract.quotes.draft import Source
from consumers.extract.quotes.scene import Scene
from consumers.extract.quotes.speakers import NOMINALS, PERSON, PRONOUNS, antecedent, person_of, with_partner
from schemas.entity import Entity

Words = Sequence[re.Match[str]]

_FILLERS = words(
    "не также ранее ещё еще уже вчера сегодня позже затем потом при этом тем временем накануне вновь снова неоднократно "
    "однако кроме того тоже лично прямо отдельно в свою очередь на днях впервые особо особенно"
)
_CALENDAR = words(
    "понедельник вторник среду четверг пятницу субботу воскресенье понедельника вторника среды четверга пятницы "
    "субботы воскресенья января февраля марта апреля мая июня июля августа сентября октября ноября декабря года году "
    "неделе месяце утром вечером днём днем"
)
_PREPOSITIONS = words(
    "с со у о об обо от к ко по на для из между через при после перед против за в во вместе вокруг над под"
)
_UNNAMED = words(
    "источник источники собеседник собеседники эксперт эксперты аналитик аналитики трейдеры чиновник чиновники житель "
    "жители очевидцы очевидец специалисты экономисты участники перевозчики импортёры импортеры экспортёры водители"
)
_AND = ("и", "и председатель КНР", "и президент России", "и его китайский коллега", "и глава МИД КНР")
_STOP = re.compile(r"[.;:!?\0]|,|\s[—–-]\s")
_ADJUNCT = re.compile(r"\s+(?:в|во|на|по|за|через|накануне)\s+(?:[\w«»-]+\s+){1,5}$")
_IN = re.compile(r"\bво?\s+(?:[\w-]+\s+){0,3}[«\"]?$", re.IGNORECASE)


def subject_before(scene: Scene, number: int, tokens: Words, cue: int) -> Source | None:
    """The source named before the word of speech in its clause; None where unnamed."""
    unit = scene.units[number]
    last = _skip_fillers(tokens, cue - 1)
    if last < 0:
        return None
    start, end = tokens[last].span()
    gap = scene.masked[end : tokens[cue].start()]
    if "\0" in gap or ";" in gap or ":" in gap or "—" in gap:
        return None
    word = tokens[last][0].lower()
    if word in ("и", "а", "но"):
        return None
    if word in PRONOUNS["ru"]:
        entities = antecedent(scene, number, start, PRONOUNS["ru"][word]) or _coreferent(scene, start, end)
        return Source(start, end, entities) if entities else None
    begin = _clause_start(scene, unit.start, start)
    clause = scene.mentions.within(begin, tokens[cue].start())
    people = [m for m in clause if m.is_person and not _after_preposition(scene, unit.start, m)]
    if people:
        return _source(scene, people[-1])
    if "," in gap:
        earlier = [m for m in scene.mentions.within(unit.start, end) if m.is_person]
        return _source(scene, earlier[-1]) if earlier else None
    plural = tokens[cue][0].endswith(("ли", "ют", "ят"))
    bodies = [m for m in clause if m.entity.type in ("organization", "country", "city")]
    for body in reversed(bodies):
        inside = _IN.search(scene.masked, unit.start, body.start) is not None
        adjacent = scene.text[body.end : end].strip(' »"”') == ""
        opens = (
            body.start == begin and _ADJUNCT.match(scene.masked, body.end, tokens[cue].start()) is not None
        )
        if (plural and inside) or ((adjacent or opens) and not _after_preposition(scene, unit.start, body)):
            return _body(scene, begin, body)
    owner = bodies[-1] if bodies and bodies[-1].entity.type == "country" else None
    if (
        owner
        and NOMINALS["ru"].get(word) == PERSON
        and owner.end + 1 == start
        and _is_adjective_form(scene, owner)
    ):
        entities = person_of(scene, begin, owner.entity.country)
        return Source(start, end, entities) if entities else None
    if word in NOMINALS["ru"] and (
        start == begin or scene.text[begin:start].strip().lower() in ("", "этот", "сам")
    ):
        entities = antecedent(scene, number, start, NOMINALS["ru"][word], word) or _coreferent(
            scene, start, end
        )
        return Source(start, end, entities) if entities else None
    return None


def subject_after(scene: Scene, number: int, start: int, end: int, plural: bool) -> Source | None:
    """The source in the phrase behind the word of speech ("сообщил глава союза Пётр Гуськов")."""
    stop = _STOP.search(scene.masked, start, end)
    phrase_end = stop.start() if stop else end
    mentions = scene.mentions.within(start, phrase_end)
    person = _first_person(scene, start, mentions)
    if person:
        return _source(scene, person)
    bodies = [m for m in mentions if not m.is_person]
    if plural:
        inside = [m for m in bodies if _IN.search(scene.masked, start, m.start)]
        if inside:
            return Source(inside[0].start, inside[0].end, inside[0].entities)
    phrase = [w.lower() for w in re.findall(r"[\w-]+", scene.masked[start:phrase_end])]
    if not _UNNAMED.isdisjoint(phrase[:4]):
        return None
    plain = [m for m in bodies if not _after_preposition(scene, start, m) and not _is_adjective(scene, m)]
    if plain:
        return _body(scene, start, plain[0])
    return _referring(scene, number, start, phrase)


def _is_adjective(scene: Scene, mention: Mention) -> bool:
    """Whether a country is named by its adjective, which says whose the subject is («филиппинский МИД»)."""
    surface = scene.text[mention.start : mention.end]
    follower = scene.text[mention.end : mention.end + 8].strip().lower()
    return (
        mention.entity.type == "country"
        and surface[-2:] in _ADJECTIVE_ENDS
        and not follower.startswith("сторон")
    )


def _is_adjective_form(scene: Scene, mention: Mention) -> bool:
    """«Китайский министр»."""
    return scene.text[mention.start : mention.end].endswith(_ADJECTIVE_ENDS)


_ADJECTIVE_ENDS = ("ий", "ая", "ое", "ие", "их", "ые")


def _body(scene: Scene, begin: int, body: Mention) -> Source | None:
    """A body or country as the source; behind an office it is the person who holds it («президент США»)."""
    office = scene.masked[begin : body.start].split()
    if body.entity.type == "country" and office and NOMINALS["ru"].get(office[-1].lower()) == PERSON:
        entities = person_of(scene, begin, body.entity.country)
        return Source(begin, body.end, entities) if entities else None
    return Source(body.start, body.end, body.entities)


def _referring(scene: Scene, number: int, start: int, phrase: list[str]) -> Source | None:
    for word in phrase[:3]:
        kind = PRONOUNS["ru"].get(word) or NOMINALS["ru"].get(word)
        if kind:
            place = scene.masked.lower().index(word, start)
            entities = antecedent(scene, number, start, kind, word) or _coreferent(
                scene, place, place + len(word)
            )
            return Source(place, place + len(word), entities) if entities else None
        if word not in ("в", "во", "сам", "этот") and word not in _FILLERS:
            return None
    return None


def subject_at_start(scene: Scene, number: int) -> Source | None:
    """The subject a unit begins with: a name, or a noun that refers back ("Стороны осуждают … и призывают …")."""
    unit = scene.units[number]
    mention = scene.mentions.starting_at(unit.start)
    if mention:
        return _source(scene, mention)
    first = re.compile(r"[\w-]+").match(scene.masked, unit.start, unit.end)
    return _referring(scene, number, unit.start, [first[0].lower()]) if first else None


def _first_person(scene: Scene, start: int, mentions: Sequence[Mention]) -> Mention | None:
    people = [m for m in mentions if m.is_person]
    for place, person in enumerate(people):
        if _after_preposition(scene, start, person):
            continue
        chosen = person
        for other in people[place + 1 :]:  # "помощник Владимира Путина Юрий Ушаков": the last in a row
            if scene.text[chosen.end : other.start].strip():
                break
            chosen = other
        return chosen
    return None


def _source(scene: Scene, mention: Mention) -> Source:
    return Source(mention.start, mention.end, with_partner(scene, mention, _AND))


def _coreferent(scene: Scene, start: int, end: int) -> tuple[Entity, ...]:
    mention = scene.mentions.starting_at(start)
    return mention.entities if mention and mention.end == end else ()


def _after_preposition(scene: Scene, start: int, mention: Mention) -> bool:
    before = scene.masked[max(start, mention.start - 12) : mention.start].rstrip(' «"').rsplit(None, 1)
    return bool(before) and before[-1].lower() in _PREPOSITIONS


def _clause_start(scene: Scene, unit_start: int, position: int) -> int:
    cut = max(scene.masked.rfind(sign, unit_start, position) for sign in (",", ";", ":", "\0"))
    return max(unit_start, cut + 1)


def _skip_fillers(tokens: Words, place: int) -> int:
    while place >= 0:
        word = tokens[place][0].lower()
        if word in _CALENDAR or word.isdigit():
            place -= 1
            while place >= 0 and tokens[place][0].lower() in ("в", "во", "на", "этой", "прошлой"):
                place -= 1
        elif word in _FILLERS and tokens[place][0].islower():
            place -= 1
        else:
            return place
    return place

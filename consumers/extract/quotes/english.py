"""Quotes in English newswire: what a word of speech governs, before it and behind it."""

import re

from consumers.extract.quotes import english_patterns as p
from consumers.extract.quotes.attribution import Attribution
from consumers.extract.quotes.contents import direct_spans, draft_of, trimmed
from consumers.extract.quotes.cues import Cue, load_cues
from consumers.extract.quotes.draft import Draft, Source
from consumers.extract.quotes.english_source import (
    Words,
    is_blocked,
    phrase_start,
    subject_after,
    subject_before,
)
from consumers.extract.quotes.marks import MASK
from consumers.extract.quotes.scene import Scene, Unit

_SPACE = " \n\t\xa0"


def find_english(scene: Scene, number: int) -> list[Draft]:
    """The quotes of one unit of the scene, in text order."""
    unit = scene.units[number]
    attributions = _attributions(scene, number)
    found: list[Draft] = []
    nested_until = 0
    for place, attribution in enumerate(attributions):
        following = attributions[place + 1] if place + 1 < len(attributions) else None
        if attribution.source is None or attribution.phrase < nested_until:
            continue
        draft = _governed(scene, unit, attribution, following, found)
        if draft:
            found.append(draft)
            if following and draft.content[-1][1] > following.start > draft.content[0][0]:
                nested_until = draft.content[-1][1]
    return found


def _attributions(scene: Scene, number: int) -> list[Attribution]:
    unit = scene.units[number]
    words = list(p.WORD.finditer(scene.masked, unit.start, unit.end))
    cues = load_cues("en")
    found: list[Attribution] = []
    for place, word in enumerate(words):
        for cue in cues.get(word[0].lower(), ()):
            end = word.end() + len(cue.rest) + 1 if cue.rest else word.end()
            if cue.rest and scene.masked[word.end() + 1 : end].lower() != cue.rest:
                continue
            named = scene.mentions.covering(word.start())
            if named and not named.named:
                continue  # the "state" of "the Russian head of state"
            attribution = _attribution(scene, number, words, place, cue, end, found)
            if attribution:
                found.append(attribution)
                break
    found += _by_phrase(scene, number)
    return sorted(found, key=lambda a: a.start)


def _attribution(
    scene: Scene, number: int, words: Words, place: int, cue: Cue, end: int, earlier: list[Attribution]
) -> Attribution | None:
    unit, start = scene.units[number], words[place].start()
    if is_blocked(words, place):
        return None
    before = scene.masked[unit.start : start].rstrip()
    participle = words[place][0].lower().endswith("ing")
    if (
        before.endswith((",", MASK, "—", "–"))
        and not participle
        and p.THAT.match(scene.masked, end, unit.end) is None
    ):
        source = subject_after(scene, number, end, unit.end)
        directly = source and source.start == end + 1 and source.entities[0].type == "person"
        is_close = source and len(scene.masked[end : source.end].split()) <= p.LONGEST_INVERSION
        if (
            source
            and is_close
            and (directly or before.endswith(MASK) or not subject_before(scene, number, words, place))
        ):
            return Attribution(
                cue, start, end, source, unit.start + len(before.rstrip(",—– ")), inverted=True
            )
    subject = None if participle else subject_before(scene, number, words, place)
    if subject:
        return Attribution(cue, start, end, subject[0], subject[1])
    joined = re.search(r"(?:,|\band|\bbut|,\s*and|,\s*but)(?:\s+(?:also|further|then|later))?$", before)
    source = _elided_source(scene, number, earlier) if joined or participle else None
    says_that = p.THAT.match(scene.masked, end, unit.end) is not None
    if source and joined and (earlier or participle or says_that):
        return Attribution(cue, start, end, source, unit.start + joined.start(), elided=True)
    if cue.takes & {"bare", "that"} and "noun" not in cue.takes and not participle:
        return Attribution(cue, start, end, None, phrase_start(scene, unit.start, start))
    return None


def _elided_source(scene: Scene, number: int, earlier: list[Attribution]) -> Source | None:
    if earlier:
        return earlier[-1].source
    unit = scene.units[number]
    people = [m for m in scene.mentions.within(unit.start, unit.end) if m.is_person]
    return Source(people[0].start, people[0].end, people[0].entities) if people else None


def _by_phrase(scene: Scene, number: int) -> list[Attribution]:
    unit = scene.units[number]
    found = []
    say = Cue("according_to", "", frozenset({"phrase"}))
    for match in p.ACCORDING.finditer(scene.masked, unit.start, unit.end):
        source = subject_after(scene, number, match.end(), unit.end)
        if source and not re.search(
            r"\b(?:data|figures|statistics)\b", scene.masked[match.end() : source.end + 25]
        ):
            found.append(Attribution(say, match.start(), match.end(), source, match.start()))
    for match in p.QUOTED_AS.finditer(scene.masked, unit.start, unit.end):
        mention = scene.mentions.covering(scene.end_before(match.start(), _SPACE) - 1)
        if mention:
            source = Source(mention.start, mention.end, mention.entities)
            cue = Cue("quote_as_saying", "", frozenset({"that", "bare"}))
            begin = phrase_start(scene, unit.start, mention.start)
            found.append(Attribution(cue, match.start(), match.end(), source, begin))
    return found


def _governed(
    scene: Scene, unit: Unit, a: Attribution, following: Attribution | None, found: list[Draft]
) -> Draft | None:
    if "phrase" in a.cue.takes:
        return _by_according(scene, unit, a)
    left = max([unit.start, *(d.content[-1][1] for d in found)])
    if a.inverted:
        return _behind(scene, unit, a, left, after=a.source_end)
    forward = _forward(scene, unit, a)
    before = _region_before(scene, left, a)
    if forward and forward[1] == "quote" and before and _is_broken_off(scene, before):
        return _behind(scene, unit, a, left, after=a.end)
    if forward and forward[1] == "quote" and before and (goes_on := _goes_on_in_quote(scene, forward[0], a)):
        spans = [before, *goes_on]
        return draft_of(scene, a.source, (a.start, a.end), a.cue.lemma, spans, "mixed", "trailing")
    is_loose = forward is not None and forward[1] in ("bare", "told")
    if forward is None or (is_loose and before and _trails(scene, forward[0], unit)):
        is_quoted = before is not None and scene.stretch_ending_at(before[1]) is not None
        may_trail = not a.elided and "as" not in a.cue.takes and (is_quoted or _trails_off(scene, unit, a))
        return _behind(scene, unit, a, left, after=a.end) if may_trail else None
    return _ahead(scene, unit, a, forward, following)


def _ahead(
    scene: Scene, unit: Unit, a: Attribution, forward: tuple[int, str], following: Attribution | None
) -> Draft | None:
    start, rule = forward
    stretch = scene.stretch_at(start)
    if stretch and rule in ("quote", "that"):
        after = scene.masked[stretch.end : unit.end].lstrip()
        inner_end = scene.text[stretch.inner_end - 1]
        if not after or after[0] in ",.;:" or inner_end in ",.!?" or after.startswith("and "):
            return draft_of(
                scene, a.source, (a.start, a.end), a.cue.lemma, direct_spans(scene, stretch), "direct", rule
            )
    end = unit.end
    if rule == "as":
        stretch = next((s for s in scene.stretches if s.start >= start), None)
        end = stretch.end if stretch else end
        return draft_of(scene, a.source, (a.start, a.end), a.cue.lemma, [(start, end)], "mixed", rule)
    if following and following.start > start and not following.inverted:
        end = _cut(scene, start, end, following)
    if rule == "bare" and len(p.WORD.findall(scene.text, start, end)) < p.SHORTEST_CLAUSE:
        return None
    return draft_of(scene, a.source, (a.start, a.end), a.cue.lemma, [(start, end)], None, rule)


def _cut(scene: Scene, start: int, end: int, following: Attribution) -> int:
    """Where content ends that another attribution follows in the same sentence."""
    if following.elided:
        return following.phrase
    begins = following.source.start if following.source else following.start
    between = scene.masked[start:begins]
    if p.NESTED.search(between):
        return end
    connector = p.CONNECTOR.search(between)
    return start + connector.start() if connector else end


def _forward(scene: Scene, unit: Unit, a: Attribution) -> tuple[int, str] | None:
    """Where content behind the word of speech begins, and the rule that says so."""
    masked, takes = scene.masked, a.cue.takes
    if "as" in takes:
        quoted = p.AS_QUOTED.match(masked, a.end, unit.end)
        return (quoted.start("thing") if quoted["thing"] else quoted.end(), "as") if quoted else None
    for pattern, rule, needed in _FORWARD:
        if needed and not needed & takes:
            continue
        match = pattern.match(masked, a.end, unit.end)
        if match:
            return match.end(), rule
    if "verdict" in takes:
        attitude = p.ATTITUDE.match(masked, a.end, unit.end)
        if attitude:
            return (attitude.end(), "that") if attitude["that"] else (a.end + 1, "np")
    if "who" in takes:
        mention = scene.mentions.starting_at(a.end + 1)
        bare = mention and p.BARE.match(masked, mention.end, unit.end)
        if bare and not _trails(scene, bare.end(), unit):
            return bare.end(), "who"
    return None


_FORWARD: tuple[tuple[re.Pattern[str], str, frozenset[str]], ...] = (
    (p.QUOTE_NEXT, "quote", frozenset()),
    (p.INFINITIVE, "inf", frozenset({"inf"})),
    (p.OBJECT_INFINITIVE, "inf", frozenset({"obj_inf"})),
    (p.THAT, "that", frozenset({"that"})),
    (p.WHO_THAT, "that", frozenset({"who"})),
    (p.AUDIENCE_THAT, "that", frozenset({"who"})),
    (p.AUDIENCE, "told", frozenset({"who"})),
    (p.COLON, "colon", frozenset({"that", "who"})),
    (p.NOUN_PHRASE, "np", frozenset({"np"})),
    (p.BARE, "bare", frozenset({"bare"})),
)


def _goes_on_in_quote(scene: Scene, start: int, a: Attribution) -> list[tuple[int, int]]:
    """The quotation in which a sentence ends that began without marks: "No deal is listed, he said, “but the day is long”."."""
    stretch = scene.stretch_at(start)
    if stretch is None or not scene.text[stretch.inner].islower() or "," not in scene.masked[a.end : start]:
        return []
    return direct_spans(scene, stretch)


def _is_broken_off(scene: Scene, region: tuple[int, int]) -> bool:
    """Whether a quotation stops at a comma, to go on behind its attribution."""
    closing = scene.stretch_ending_at(region[1])
    return closing is not None and scene.text[closing.inner_end - 1] in ",，"


def _trails_off(scene: Scene, unit: Unit, a: Attribution) -> bool:
    """Whether nothing but when and where follows the word of speech: its content stands before it."""
    if "who" in a.cue.takes:
        return True
    tail = p.TAIL.match(scene.masked, a.end, unit.end)
    end = tail.end() if tail else a.end
    return (
        bool(tail and tail["comma"])
        or scene.masked[end : end + 1] in ("", ".", ";", MASK)
        or _trails(scene, end + 1, unit)
    )


def _trails(scene: Scene, start: int, unit: Unit) -> bool:
    word = p.WORD.match(scene.masked, start, unit.end)
    return word is None or word[0].lower() in p.TRAILING_WORDS


def _region_before(scene: Scene, left: int, a: Attribution) -> tuple[int, int] | None:
    """The clause before an attribution that trails it: "…, X said"."""
    end = scene.end_before(a.phrase, " ,—–-")
    parted = a.inverted and scene.masked[end : end + 1] == ","  # "…, said X"
    if end <= left or (end == a.phrase and scene.masked[end - 1] != MASK and not parted):
        return None
    region = scene.masked[left:end]
    start = left + len(region) - len(region.lstrip(" ,;"))
    lead = re.match(r"(?:and|but|while)\s+", scene.masked[start:end], re.IGNORECASE)
    start += lead.end() if lead else 0
    words = len(p.WORD.findall(scene.text, start, end))
    is_quoted = MASK in scene.masked[start:end]
    is_interrupted = p.RESUMES.match(scene.masked, a.end) is not None
    too_little = words < (1 if is_quoted or is_interrupted else 3)
    return (
        None
        if too_little or (not is_quoted and words < 8 and p.LEADING_ADVERBIAL.match(scene.text, start))
        else (start, end)
    )


def _behind(scene: Scene, unit: Unit, a: Attribution, left: int, after: int) -> Draft | None:
    """Content that its attribution follows, or interrupts ("“…,” he said, “…”")."""
    region = _region_before(scene, left, a)
    if region is None:
        return None
    start, end = region
    spans = [(start, end)]
    kind = None
    closing = scene.stretch_ending_at(end)
    if closing and closing.start == start:
        spans, kind = direct_spans(scene, closing), "direct"
    elif "noun" in a.cue.takes and "that" not in a.cue.takes:
        return None
    spans += _second_part(scene, unit, a, after, kind)
    return draft_of(scene, a.source, (a.start, a.end), a.cue.lemma, spans, kind, "trailing")


def _second_part(
    scene: Scene, unit: Unit, a: Attribution, after: int, kind: str | None
) -> list[tuple[int, int]]:
    tail = p.TAIL.match(scene.masked, after, unit.end)
    if tail is None or not tail["comma"]:
        return []
    stretch = scene.stretch_at(tail.end())
    if kind == "direct":
        return direct_spans(scene, stretch) if stretch else []
    word = p.WORD.match(scene.masked, tail.end(), unit.end)
    if a.inverted or word is None or word[0].lower() in p.TRAILING_WORDS or word[0].endswith("ing"):
        return []
    if word[0].lower() in ("who", "which", "a", "an", "the", "where", "he", "she", "it"):
        return []
    return [trimmed(scene.text, tail.end(), unit.end)]


def _by_according(scene: Scene, unit: Unit, a: Attribution) -> Draft | None:
    before = scene.masked[unit.start : a.start].strip(" ,")
    if before:
        span = (unit.start, unit.start + len(scene.masked[unit.start : a.start].rstrip(" ,")))
        kind = None
        closing = scene.stretch_ending_at(span[1])
        spans = [span]
        if closing and closing.start == span[0]:
            spans, kind = direct_spans(scene, closing), "direct"
        return draft_of(scene, a.source, (a.start, a.end), a.cue.lemma, spans, kind, "according_to")
    comma = scene.masked.find(",", a.source_end, unit.end)
    if comma < 0:
        return None
    start = comma + 1
    return draft_of(scene, a.source, (a.start, a.end), a.cue.lemma, [(start, unit.end)], None, "according_to")

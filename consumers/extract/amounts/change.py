"""How figures changed: direction, what a percentage is the change of, comparison, records."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from consumers.extract.amounts.compared import mark_compared
from consumers.extract.amounts.draft import Draft
from consumers.extract.amounts.figures import alternatives, table
from consumers.extract.amounts.indicators import has_indicator
from consumers.extract.amounts.respective import mark_respective
from consumers.extract.dates.tokens import lower_case
from consumers.extract.reading import RulesLanguage

_CUES = ("break", "exceed", "record_low", "record_high", "from", "to", "down", "up", "flat", "comma")
"""In this order: a word that fits several kinds has the first."""

_NEXT_TO = 3
"""Characters between words that belong together."""
_LINKED = 16
"""Characters between "to" and its figure: "to a record $244.8 billion"."""
_WITHIN_REACH = {"en": 45, "ru": 45, "zh": 16}
"""Characters between a figure and the change told after it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells something about change, or ends a clause."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    cues: re.Pattern[str]
    after: re.Pattern[str]
    comparison: re.Pattern[str]


@cache
def _patterns(language: RulesLanguage) -> _Patterns:
    cells: dict[str, str] = dict(table(f"change.{language}"))  # type: ignore[arg-type]
    edge = "" if language == "zh" else r"\b"
    groups = [
        f"(?P<{kind}>{alternatives(cells[kind])})" if kind in ("break", "comma")
        else f"(?P<{kind}>{edge}(?:{alternatives(cells[kind])}){edge})"
        for kind in _CUES
    ]  # fmt: skip
    after = "|".join(f"(?P<{side}>{alternatives(cells['after_' + side])})" for side in ("up", "down"))
    period = "|".join(f"(?P<{name}>{alternatives(cells[name])})" for name in ("yoy", "mom", "qoq"))
    return _Patterns(
        re.compile("|".join(groups)),
        re.compile(rf"[\s-]*(?:{alternatives(cells['yoy'])})?[\s-]*(?:{after}){edge}"),
        re.compile(rf"{edge}(?:{period})"),
    )


def mark_changes(
    text: str, start: int, end: int, drafts: Sequence[Draft], before: Sequence[Draft], language: RulesLanguage
) -> None:
    """Fill in what the sentence `text[start:end]` tells of its figures; `before` are those of the sentence before
    it in the paragraph, which "Growth was 5%" speaks of."""
    patterns, lowered = _patterns(language), lower_case(text)
    cues = [
        Cue(match.start(), match.end(), match.lastgroup or "")
        for match in patterns.cues.finditer(lowered, start, end)
        if not any(match.start() < draft.end and draft.start < match.end() for draft in drafts)
    ]
    _part_change_from_level(drafts, cues)
    for place, draft in enumerate(drafts):
        if draft.base:
            continue
        after = patterns.after.match(lowered, draft.end, end)
        if after:
            draft.direction = after.lastgroup  # type: ignore[assignment]
        elif draft.kind == "percent" and (
            sign := _SIGN.search(text, max(start, draft.start - 2), draft.start)
        ):
            draft.direction = "up" if sign[1] == "+" else "down"
        else:
            _mark_from_before(draft, drafts[:place], cues, text)
        if draft.direction and text[draft.start : draft.figure].strip() == _UP_TO:
            draft.start, draft.comparator = draft.figure, "eq"
    mark_respective(lowered, drafts, language)
    _mark_records(drafts, cues)
    _link_changes(text, start, drafts, before, cues, language)
    mark_compared(lowered, start, end, drafts, language)
    for draft in drafts:
        if draft.direction is None and draft.qualifier:
            draft.direction = "up" if draft.qualifier == "record_high" else "down"
        if draft.direction:
            _mark_comparison(draft, drafts, lowered, start, end, patterns.comparison)


def _part_change_from_level(drafts: Sequence[Draft], cues: Sequence[Cue]) -> None:
    """ "Narrowed by $2 billion to $11 billion", "fell 5% to 40%" are no ranges: a change, and where it led."""
    for low, high in pairwise(drafts):
        if (
            low.value_max != high.value
            or not low.own_unit
            or low.start != high.start
            or low.joined_by != "to"
        ):
            continue
        if any(cue.kind in ("up", "down") and 0 <= low.figure - cue.end <= len(" by ") for cue in cues):
            low.value_max, low.change_of = None, high


def _mark_records(drafts: Sequence[Draft], cues: Sequence[Cue]) -> None:
    """A record is that of the figure nearest to the word."""
    for cue in cues:
        if cue.kind not in ("record_high", "record_low"):
            continue
        near = [
            (gap, place)
            for place, draft in enumerate(drafts)
            if draft.unit not in _TIME
            and not draft.is_change
            and not draft.base
            and (gap := _gap(draft, cue)) is not None
            if not _parted(cues, draft, cue)
        ]
        if near:
            drafts[min(near)[1]].qualifier = cue.kind  # type: ignore[assignment]


_TIME = frozenset(("minute", "hour", "day", "week", "month", "year"))
"""Of 三个月新低 the three months are no low."""


def _gap(draft: Draft, cue: Cue) -> int | None:
    """Characters between a figure and a word of record; None where they are too far apart."""
    if cue.end <= draft.start:
        return draft.start - cue.end if draft.start - cue.end <= _LINKED else None
    return cue.start - draft.end if 0 <= cue.start - draft.end <= 2 * _LINKED else None


def _parted(cues: Sequence[Cue], draft: Draft, cue: Cue) -> bool:
    low, high = min(draft.end, cue.end), max(draft.start, cue.start)
    return any(other.kind == "break" and low <= other.start < high for other in cues)


def _mark_from_before(draft: Draft, earlier: Sequence[Draft], cues: Sequence[Cue], text: str) -> None:
    """Direction from the nearest word of change before the figure in its clause; "from" makes it a base."""
    events: list[Cue | Draft] = [cue for cue in cues if cue.end <= draft.start]
    events += earlier
    linked, at = text[draft.start : draft.figure].strip() == _UP_TO, draft.start
    for event in sorted(events, key=lambda event: event.start, reverse=True):
        gap = at - event.end
        if isinstance(event, Draft):
            if event.base:
                continue
            if event.start == draft.start:
                draft.direction = event.direction
                return
            if linked and event.direction:
                draft.direction = event.direction
                if event.is_change or (event.kind, event.unit) == (draft.kind, draft.unit):
                    event.change_of = event.change_of or draft
            elif _is_joined(text[event.end : draft.start]):
                draft.direction = event.direction
            return
        if event.kind == "from" and gap <= _NEXT_TO:
            draft.base = True
            _mark_compared(event, earlier, cues)
            return
        if event.kind == "to" and draft.start - event.end <= _LINKED:
            linked = True
        elif event.kind == "exceed" and gap <= _NEXT_TO:
            draft.direction, draft.comparator = "up", "gt" if draft.comparator == "eq" else draft.comparator
            return
        elif event.kind in ("up", "down", "flat"):
            if draft.is_change or linked or _is_near(text[event.end : draft.start]):
                draft.direction = event.kind  # type: ignore[assignment]
            return
        elif event.kind == "break" or (
            event.kind == "comma" and not linked and not _leads_to(event, draft, text)
        ):
            return


def _leads_to(mark: Cue, draft: Draft, text: str) -> bool:
    """ "Exports shrank: 1.9 million cubic metres": a colon, right before the figure, hands the change on."""
    return text[mark.start] in ":：" and not text[mark.end : draft.start].strip()


_UP_TO = "до"
"""A bound ("до 20 суток") except after a word of change ("вырос до 20")."""

_OF = re.compile(r"\b(?:by|of|на|до)\s*\Z")


def _is_near(between: str) -> bool:
    """Whether a figure that is no percentage stands close enough to a word of change to be its measure."""
    return len(between) <= _LINKED or _OF.search(between) is not None


_SIGN = re.compile(r"(?:^|[\s(])([+−–-])\Z")

_JOINTS = {"and", "or", "和", "、", "及", "与", "и", ",", ", and", "或"}


def _is_joined(between: str) -> bool:
    return between.strip() in _JOINTS


def _mark_compared(link: Cue, earlier: Sequence[Draft], cues: Sequence[Cue]) -> None:
    """ "14% in May, down from 27%": the figure before "down" went down."""
    word = next((cue for cue in reversed(cues) if cue.end <= link.start), None)
    if word is None or word.kind not in ("up", "down") or link.start - word.end > _NEXT_TO:
        return
    target = next((draft for draft in reversed(earlier) if draft.end <= word.start), None)
    if target and target.direction is None and not target.base:
        target.direction = word.kind  # type: ignore[assignment]


def _link_changes(
    text: str,
    start: int,
    drafts: Sequence[Draft],
    before: Sequence[Draft],
    cues: Sequence[Cue],
    language: RulesLanguage,
) -> None:
    """A change told right after a figure is that figure's change, and gives it its direction."""
    for place, change in enumerate(drafts):
        if not change.is_change or change.direction is None or change.base or change.change_of:
            continue
        level = next((draft for draft in reversed(drafts[:place]) if not draft.base), None)
        if level is None and _opens_with_change(text, start, change, cues):
            level = next((draft for draft in before if not draft.is_change and draft.direction is None), None)
            reach = None
        else:
            reach = _WITHIN_REACH[language]
        if level is None or (level.direction is not None and level.qualifier is None):
            continue
        if level.is_change and (level.kind != "percent" or level.direction):
            continue
        if reach is not None and not _is_told_of(text, level, change, cues, reach, language):
            continue
        change.change_of = level
        level.direction = level.direction or change.direction


def _opens_with_change(text: str, start: int, change: Draft, cues: Sequence[Cue]) -> bool:
    return any(
        cue.kind in ("up", "down") and cue.start - start <= 4 and cue.end <= change.start for cue in cues
    )


def _is_told_of(
    text: str, level: Draft, change: Draft, cues: Sequence[Cue], reach: int, language: RulesLanguage
) -> bool:
    between = text[level.end : change.start]
    if change.start - level.end > (_APPOSED if _APPOSITION.search(between) else reach) + _attributed(between):
        return False
    if any(cue.kind == "break" and level.end <= cue.start < change.start for cue in cues):
        return False
    return not has_indicator(text, level.end, change.start, language)


_APPOSITION = re.compile(
    r"(?:, (?:up|down|a rise of|a drop of)|, что на|—|\bи \w+[лс](?:а|о|и)?с[ья] по сравнению с [^,;]+ на) ?\Z"
)
_APPOSED = 130
"""Characters to a change that its own clause hangs on the figure before: "641,000 tons of gas from Russia in April, up 21%"."""

_ATTRIBUTION = re.compile(
    r", (?:[^,]{0,60} (?:showed|said|reported)|according to|сообщ\w+|следует из|свидетельству\w+|по данным)[^,]{0,60},"
)


def _attributed(between: str) -> int:
    """The characters of an attribution between a figure and its change, which part them in no way: ", customs data
    showed on Tuesday,"."""
    found = _ATTRIBUTION.search(between)
    return len(found[0]) if found else 0


def _mark_comparison(
    draft: Draft, drafts: Sequence[Draft], text: str, start: int, end: int, pattern: re.Pattern[str]
) -> None:
    floor = max([other.end for other in drafts if other.end <= draft.start], default=start)
    ceiling = min([other.start for other in drafts if other.start >= draft.end], default=end)
    after = pattern.search(text, draft.end, ceiling)
    before = next(reversed(list(pattern.finditer(text, floor, draft.start))), None)
    found = after or before
    if after and before and any(mark in text[draft.end : after.start()] for mark in ",，"):
        found = before
    if found and (draft.is_change or not any(other.change_of is draft for other in drafts)):
        draft.comparison = found.lastgroup  # type: ignore[assignment]

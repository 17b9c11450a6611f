"""One event per happening: what title and body, or two sentences, tell of the same one is joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from consumers.extract.events.draft import Draft
from consumers.extract.events.ground import Ground
from schemas.entity import Entity
from schemas.timex import Timex

_PAST = ("occurred", "ongoing")
_AGAIN = ("visit", "meeting", "call")
_BETWEEN_FIRMS = ("agreement", "opening", "supply", "legal")
"""Types whose firms one telling names and another rolls up to their countries."""

_CUSTODY = {"detention"}
_AWAY = {"extradition", "expulsion", "release"}

_DONE_OR_WISHED = ("opening", "agreement", "supply", "policy")
"""Types of which one may be done while another is wished for."""

_TOLD_OFTEN = 20
"""Tellings of one event that are shown; a text that repeats itself for ever shows no more."""

_DECISIVE = ("cancelled", "denied")
"""What is told once of a happening holds however else it is told."""


def merged(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts in text order, each happening once; the body's telling is kept before the title's."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((known for known in kept if _is_same(ground, known, draft)), None)
        if same is None:
            kept.append(draft)
            continue
        better, other = (draft, same) if _says_more(ground, draft, same) else (same, draft)
        if (
            better.trigger.type == "legal"
            and better.status.value == "scheduled"
            and other.status.value == "occurred"
        ):
            better, other = other, replace(better, when=None)  # who sued; the hearing is to come
        better.when = _of_the_stay(better, other) or _narrower(better.when, other.when)
        for effect in (better, other):
            if effect.trigger.subtype == "effect" and effect.own_date:
                better.when, better.status = effect.own_date, effect.status
        if other.trigger.type in (*_BETWEEN_FIRMS, *_AGAIN) and _named(other) and not _named(better):
            better.actor, better.recipient = other.actor, other.recipient
        if better.trigger.type == "sanction" and other.from_title and not _has_home(ground, better.actor):
            better.actor = other.actor  # "the Commerce Department", in the title "US"
        if other.status.value in _DECISIVE:
            better.status = other.status
        better.place = better.place or other.place
        better.teller = better.teller or other.teller
        if len(better.evidence) < _TOLD_OFTEN:
            better.amounts = tuple({a.id: a for a in (*better.amounts, *other.amounts)}.values())
            better.evidence = sorted({*better.evidence, *other.evidence})
        kept[kept.index(same)] = better
    return kept


def _is_same(ground: Ground, a: Draft, b: Draft) -> bool:
    if a.trigger.type != b.trigger.type or not _who_agrees(ground, a, b):
        return False
    if _is_one_stay(a, b):
        return True
    if not _when_agrees(ground, a, b):
        return False
    if a.aggregate is not b.aggregate:
        return False
    if a.trigger.type == "agreement" and _many(ground, a) != _many(ground, b) and (_named(a) or _named(b)):
        return False  # one of the "61 agreements" is told apart
    elsewhere = a.place is not None and b.place is not None and a.place is not b.place
    is_other_kind = elsewhere or a.trigger.subtype != b.trigger.subtype
    if a.trigger.type in ("opening", "exercise") and not a.from_title and is_other_kind:
        return False
    past = [draft.status.value in _PAST for draft in (a, b)]
    if (
        a.trigger.type == "agreement"
        and {a.trigger.subtype, b.trigger.subtype} == {"intent", "signed"}
        and past[0] != past[1]
    ):
        return False  # a text that is agreed, and will be signed
    if (
        a.trigger.type == "legal"
        and len({a.trigger.subtype, b.trigger.subtype} & _CUSTODY) == 1
        and {a.trigger.subtype, b.trigger.subtype} & _AWAY
    ):
        return False  # detained in June, extradited in January
    same_day = a.when is not None and b.when is not None and a.when.value == b.when.value
    if past[0] != past[1] and a.trigger.type in _AGAIN and not a.from_title and not same_day:
        return False  # "met on Monday … will meet again in October"
    settled = {a.status.value, b.status.value}
    if a.trigger.type in _DONE_OR_WISHED and settled == {"proposed", "occurred"}:
        return False  # a bridge that opened, further crossings that may
    if settled == {"denied", "occurred"} and a.sentence != b.sentence and not a.from_title:
        return False  # a memorandum that was signed, a contract that was not
    return settled != {"cancelled", "occurred"} or a.from_title


def _is_one_stay(a: Draft, b: Draft) -> bool:
    """Whether an arrival and a stay are told in one breath: "landed on Sunday and will stay until Wednesday"."""
    return (
        a.trigger.type == "visit"
        and a.sentence == b.sentence
        and {a.trigger.subtype, b.trigger.subtype} == {"arrival", "stay"}
    )


def _many(ground: Ground, draft: Draft) -> bool:
    return _PLURAL.search(ground.folded, draft.trigger.start, draft.trigger.end) is not None


_PLURAL = re.compile(
    r"(?:agreement|contract|deal|document|memorandum|accord)s\b|соглашений|контрактов|документов|меморандумов"
)


def _who_agrees(ground: Ground, a: Draft, b: Draft) -> bool:
    first, second = ({e.id for e in draft.participants} for draft in (a, b))
    if a.trigger.type in ("meeting", "call") and _are_other_pairs(a, b):
        return False
    if first & second and (first <= second or second <= first):
        return True
    if (
        a.trigger.type in ("agreement", "supply", "policy", "opening")
        and not a.from_title
        and _are_others(a, b)
    ):
        return False
    if a.trigger.type in ("trade_figure", "exercise", "policy", "agreement", "supply", "vote"):
        return {ground.country(e) for e in a.participants} == {ground.country(e) for e in b.participants}
    if a.from_title != b.from_title and _sides_agree(ground, a, b):
        return True
    people = [{e.id for e in draft.participants if e.type == "person"} for draft in (a, b)]
    codes = [{ground.country(e) for e in draft.participants} for draft in (a, b)]
    return codes[0] == codes[1] and not (people[0] and people[1])


def _are_other_pairs(a: Draft, b: Draft) -> bool:
    """Whether two talks are of different pairs of persons, of whom one may be in both ("met Xi", "met Li the day before")."""
    pairs = [{e.id for e in draft.participants if e.type == "person"} for draft in (a, b)]
    return all(len(pair) > 1 for pair in pairs) and not (pairs[0] <= pairs[1] or pairs[1] <= pairs[0])


def _are_others(a: Draft, b: Draft) -> bool:
    """Whether two deals are of different bodies: "Sberbank and …" is not what "Rosneft and …" signed."""
    named = [{e.id for e in draft.participants if e.type in ("person", "organization")} for draft in (a, b)]
    return bool(named[0] and named[1]) and not named[0] & named[1]


def _sides_agree(ground: Ground, a: Draft, b: Draft) -> bool:
    """Whether headline and body tell of the same sides, who of them is named aside; what is named only in one
    ("Russian lender", "Vostok Credit Bank") does not part them."""
    first, second = ({ground.country(e) for e in draft.participants} - {None} for draft in (a, b))
    named = [{e.id for e in draft.participants if e.type in ("person", "organization")} for draft in (a, b)]
    return (first <= second or second <= first) and not (named[0] and named[1] and not named[0] & named[1])


def _when_agrees(ground: Ground, a: Draft, b: Draft) -> bool:
    if a.when is None or b.when is None:
        return not _is_long_ago(ground, a, b)
    if a.when.value == b.when.value:
        return True
    first, second = a.when, b.when
    if None in (first.earliest, first.latest, second.earliest, second.latest):
        return False
    contains = first.earliest <= second.earliest and second.latest <= first.latest  # type: ignore[operator]
    within = second.earliest <= first.earliest and first.latest <= second.latest  # type: ignore[operator]
    return (contains or within) and (a.trigger.type != "trade_figure" or a.from_title)


def _is_long_ago(ground: Ground, a: Draft, b: Draft) -> bool:
    """Whether one of two, without a date, is the headline's news, and the other one was two thirds of a year ago or more."""
    news, dated = (a, b) if a.when is None else (b, a)
    published, when = ground.reading.published, dated.when
    return (
        any(end <= ground.reading.title_end for _, end in news.evidence)
        and not dated.from_title
        and news.status.value == "occurred"
        and published is not None
        and when is not None
        and when.latest is not None
        and (published - when.latest).days > _LONG_AGO_DAYS
        and dated.trigger.type in _DONE_OR_WISHED
    )


_LONG_AGO_DAYS = 240


def _of_the_stay(a: Draft, b: Draft) -> Timex | None:
    """From when to when a visit lasts, where one telling says so and another names its first day."""
    if a.trigger.type not in _LASTING:
        return None
    for stay, day in ((a.when, b.when), (b.when, a.when)):
        if stay is None or day is None or stay.earliest is None or stay.latest is None:
            continue
        is_first = day.earliest == day.latest == stay.earliest
        if (
            is_first
            and _FROM_TO.search(stay.value)
            and 0 < (stay.latest - stay.earliest).days <= _LONGEST_STAY_DAYS
        ):
            return stay
    return None


_LASTING = ("visit", "exercise")
_FROM_TO = re.compile(r"\d/\d")
_LONGEST_STAY_DAYS = 25


def _narrower(a: Timex | None, b: Timex | None) -> Timex | None:
    if a is None or b is None:
        return a or b
    if None in (a.earliest, a.latest, b.earliest, b.latest):
        return a
    return b if b.latest - b.earliest < a.latest - a.earliest else a  # type: ignore[operator]


def _has_home(ground: Ground, actors: Sequence[Entity]) -> bool:
    return any(ground.country(actor) or "Union" in actor.name for actor in actors)


def _named(draft: Draft) -> int:
    """How many persons and bodies take part."""
    return sum(e.type in ("person", "organization") for e in draft.participants)


def _says_more(ground: Ground, new: Draft, known: Draft) -> bool:
    def weight(draft: Draft) -> tuple[int, int, int]:
        return (int(not draft.from_title), _named(draft), int(draft.when is not None))

    return weight(new) > weight(known)

"""Whether an event has happened, will, may or will not, by the words of its clause and its date."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from consumers.extract.events.triggers import Trigger, rows
from schemas.event import EventStatus
from schemas.timex import Timex

_INFINITIVE = re.compile(r"(?<!\w)to\s+(?:\w+ly\s+)?$")
_AHEAD = re.compile(r"(?:to|will|would|may|might|could) ")
_MAYBE = ("may ", "might ", "could ")
"""Where an event's words have their own auxiliary ("Chery to open plant in Russia")."""
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s+(?:\w+ly\s+)?$")
_TO_BE_DONE = re.compile(r"\b(?:may|might|could|can|will|would|should|to) be\b")
_MAY_BE_DONE = re.compile(r"\b(?:may|might|could) be\b")
_PARTICIPLE = re.compile(r"\w+(?:ен|ён|ан|ят|т)(?:о|а|ы)?")
_WILL_BE = re.compile(r"(?<!\w)(буд(?:ет|ут))(?!\w)[^.!?;\n]{0,80}, (?:(?:а|и) )?$")
_WILL_REACH = 100
_OF_ANOTHER = re.compile(
    r"\b(?:said|says|saying|that|which|who)\b|(?<!\w)(?:что|котор\w+|заяви\w+|сказа\w+)(?!\w)"
)
"""Words behind which a clause tells of something else."""
_RUNS_ON = ("visit", "exercise", "opening")
"""Types of events that last: within their dates they are going on."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status with the words that say so; `cue` is None where it follows from tense or date."""

    value: EventStatus
    cue: tuple[int, int] | None


def status_of(language: str, folded: str, clause: tuple[int, int], trigger: Trigger) -> Status:
    """What the clause says: refusals before possibilities, possibilities before plans."""
    if (
        language == "en"
        and folded.startswith(" by ", trigger.end)
        and not _PASSIVE.search(folded, clause[0], trigger.start)
        and not _TO_BE_DONE.search(folded, trigger.start, trigger.end)
    ):
        return Status("occurred", None)  # "the supplies sent by Russia"
    maybe = _MAY_BE_DONE.search(folded, trigger.start, trigger.end) if language == "en" else None
    if maybe:
        return Status("proposed", maybe.span())
    for value, where, pattern in _cues(language):
        if trigger.type == "trade_figure" and value in ("cancelled", "denied", "ongoing"):
            continue  # figures that "dropped" were not called off
        first = clause[0] if where != "after" else trigger.end
        last = trigger.start if where == "before" else trigger.end if _is_of_talks(trigger) else clause[1]
        cue = pattern.search(folded, first, last)
        if where == "before" and value in ("scheduled", "proposed") and _is_setting(folded, clause, trigger):
            continue  # "went through plans for a bridge at a meeting in Fuyuan"
        if cue and where == "after" and _OF_ANOTHER.search(folded, trigger.end, cue.start()):
            continue  # "in talks …, Xi said that changes were not foreseen"
        if cue and cue.end() > cue.start() and not _says_otherwise(folded, value, cue, trigger):
            return Status(value, cue.span())
    if language == "ru" and _PARTICIPLE.fullmatch(folded, trigger.start, trigger.end):
        will = _WILL_BE.search(folded, max(0, clause[0] - _WILL_REACH), clause[0])
        if will:  # «движение будет открыто с 11 мая, а между портами возобновлено с 18 мая»
            return Status("scheduled", will.span(1))
    if language == "en":
        ahead = trigger.type != "agreement" and _AHEAD.match(folded, trigger.start, trigger.end)
        to = ahead or _INFINITIVE.search(folded, clause[0], trigger.start)
        if to:
            status: EventStatus = "proposed" if ahead and to[0] in _MAYBE else "scheduled"
            return Status(status, (to.start(), to.start() + len(to[0].split()[0])))
    return Status("occurred", None)


def _says_otherwise(folded: str, value: str, cue: re.Match[str], trigger: Trigger) -> bool:
    """Whether a cue belongs to what happened rather than to whether it did: visas that are "scrapped", matters that
    are "discussed" at a meeting, a man who "was" detained."""
    if value in ("cancelled", "denied") and _NOT_GIVEN_UP.search(
        folded, max(0, cue.start() - _NOT_REACH), cue.end() + _NOT_REACH
    ):
        return True
    if value == "proposed" and trigger.subtype == "visa" and cue[0].startswith("may"):
        return True  # who may come without a visa is let in
    if value == "cancelled":
        return (
            (trigger.type in ("policy", "sanction") or cue[0] == "延期")
            and cue.start() < trigger.end
            and trigger.start < cue.end()
        )
    if value == "scheduled" and trigger.type == "agreement" and cue[0] == "计划":
        return cue.start() >= trigger.end  # the plan is what was signed
    if value == "proposed" and trigger.type == "vote":
        return True  # what is voted on is a draft
    if value == "proposed" and cue[0].startswith("邀请"):
        return _ACCEPTED.search(folded, max(0, cue.start() - _INVITED_REACH), cue.start()) is not None
    if value == "proposed":
        return trigger.type in _TALKS and _DISCUSSED.match(cue[0]) is not None
    if value == "ongoing" and cue[0] in _TO_BE:
        return not _DOING.match(folded, trigger.start, trigger.end)
    return False


def _is_setting(folded: str, clause: tuple[int, int], trigger: Trigger) -> bool:
    """Whether an encounter is but where something is told to have been done."""
    return trigger.type in _TALKS and _AT_ONE.search(folded, clause[0], trigger.start) is not None


_AT_ONE = re.compile(r"\w \bat (?:an?|the|their|its) (?:[\w-]+ ){0,2}$")


def _is_of_talks(trigger: Trigger) -> bool:
    """Whether what stands behind the words is what was spoken of, and has a status of its own."""
    return trigger.subtype == "discussed"


_NOT_GIVEN_UP = re.compile(
    r"\b(?:not|never|n[’']t) (?:\w+ ){0,1}?(?:abandon|cancel|scrap|drop|shelve|call off|called off|walk away|walked away|given up|give up)"
    r"|(?<!\w)не (?:отказ|отмен|откладыв|отложи|прекра|сверн|свёрт)|(?:并未|没有|不会|未)(?:取消|放弃|搁置|推迟|中止)"
)
_NOT_REACH = 24
_INVITED_REACH = 30
_ACCEPTED = re.compile(r"应[^，。；]{0,28}$")
"""应…邀请: who comes at an invitation has accepted it."""
_TALKS = ("meeting", "call", "visit")
_DISCUSSED = re.compile(r"discuss|обсуд|обсужда|讨论|探讨|商讨|研究")
_TO_BE = ("is", "are", "was", "were")
_DOING = re.compile(r"\w+ing\b|(?:\w+ )?on an? ")


def is_past(language: str, words: str) -> bool:
    """Whether an event's words are a verb in the past."""
    pattern = _PAST.get(language)
    return pattern is not None and pattern.match(words) is not None


_PAST = {
    "en": re.compile(
        r"(?:\w+ed|met|held|went|struck|sent|sold|gave|paid|won|flew|spoke|began|inked|sat|signed)\b"
    ),
    "ru": re.compile(r"\w+(?:л|ла|ло|ли|лся|лась|лось|лись|ано|аны|ана|ен|ено|ена|ены|ён)(?!\w)"),
}


def is_denied_after(language: str, folded: str, told: int, start: int) -> tuple[int, int] | None:
    """Where what was told up to a place is denied: in the rest of its Chinese sentence, or in the sentences right behind, which start
    there ("such claims are groundless")."""
    denial = _DENIAL[language].search(folded, start, start + _DENIAL_REACH)
    if denial is None and language == "zh":
        denial = _REFUTED.search(folded, told, start)
    return denial.span() if denial else None


_REFUTED = re.compile(r"(?:驳斥|斥)(?:为|称)?[^，。；]{0,6}(?:不实|谣言|虚假|假消息)")


_DENIAL_REACH = 60
_DENIAL = {
    "en": re.compile(
        r"(?:reports?|claims?|allegations?|this|that|it) (?:is|are|was|were) (?:\w+ )?(?:groundless|baseless|untrue|false|not true|fabricated)"
    ),
    "ru": re.compile(
        r"не соответству\w+ действительности|отрица(?:ет|ют)|опровер(?:г|га)\w+|ложь|фейк|вымысел|безосновательн\w+|беспочвенн\w+"
    ),
    "zh": re.compile(
        r"(?:说法|报道|指责|消息|传言)[^。]{0,8}(?:毫无根据|不实|不属实|子虚乌有|捏造|不符合事实)|这(?:完全|纯粹|都)?(?:是|纯属|纯系|毫无)[^，。]{0,6}(?:捏造|谣言|谎言|虚构|不实|根据|污蔑|抹黑)"
    ),
}


def dated(status: Status, when: Timex | None, published: date | None, event_type: str) -> Status:
    """The status after a look at the calendar: the past is not to come, the future has not occurred."""
    if when is None or published is None or when.earliest is None or when.latest is None:
        return status
    if status.value == "ongoing" and status.cue and event_type in _OF_ONE_DAY and when.earliest > published:
        return Status("scheduled", status.cue)  # talks that "will continue on July 9"
    if status.value == "ongoing" and status.cue:
        is_over = when.earliest == when.latest and when.latest < published and event_type in _OF_ONE_DAY
        return Status("occurred", None) if is_over else status
    if status.value in ("occurred", "ongoing") and when.earliest > published:
        return Status("scheduled", status.cue)
    if status.value == "scheduled" and status.cue is None and when.latest < published:
        return Status("occurred", None)
    lasts = (
        _FROM_TO.search(when.evidence[0].surface) is not None
        and when.earliest < when.latest
        and (when.latest - when.earliest).days < _LONGEST_STAY_DAYS
    )
    if (
        status.value == "occurred"
        and event_type in _RUNS_ON
        and lasts
        and when.earliest <= published < when.latest
    ):
        return Status("ongoing", None)
    return status


_FROM_TO = re.compile(r"\d")
"""Dates that say from when to when, other than "this week"."""

_OF_ONE_DAY = ("exercise", "meeting", "call", "vote", "legal")
_LONGEST_STAY_DAYS = 25
"""A longer interval is the period in which a visit or an exercise fell."""


@cache
def _cues(language: str) -> tuple[tuple[EventStatus, str, re.Pattern[str]], ...]:
    left, right = ("", "") if language == "zh" else (r"(?<![\w-])(?:", r")(?!\w)")
    return tuple(
        (cast(EventStatus, status), where, re.compile(f"{left}{pattern}{right}"))
        for listed, status, where, pattern in rows("status")
        if listed == language
    )

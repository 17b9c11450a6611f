"""Which date of a sentence an event took place on."""

import re
from collections.abc import Sequence

from consumers.extract.events.ground import Ground
from consumers.extract.events.triggers import Trigger
from schemas.timex import Timex

_PERIODS = frozenset(("month", "quarter", "half", "year", "season"))
_BASE = re.compile(
    r"\b(?:than|versus|against|compared (?:with|to)|up from|down from)\W*(?:\w+\W+){0,3}$|\bfrom (?:an? |the )?$|"
    r"(?:чем|против|сравнению с|уровн\w+|относительно)\W*(?:\w+\W+){0,4}$|(?:比|较|較|同比|环比|上年)[^，。；\d]{0,3}$"
)
_THAN = re.compile(r"\bthan\W*(?:\w+\W+){0,3}$|(?<!\w)чем\W*(?:\w+\W+){0,4}$")
_BASE_REACH = 40
_NEGATED = re.compile(r"\bnot (?:in |on )?$|(?<!\w)не (?:в |на )?$|(?:并非|不是)在?$")
_SAID = re.compile(r"表示|[^名职]称$|说$|宣布|透露|指出|公告|通知|发布消息|证实|通报|介绍|强调")
_OF_WHOM = re.compile(r"(?<!\w)котор(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ыми|ую)(?!\w)|, (?:who|whom|whose)\b")
"""Behind which a sentence tells more of somebody, not of what happened."""
_TALKS = ("meeting", "call", "visit")
_VAGUE = frozenset(("PAST_REF", "PRESENT_REF", "FUTURE_REF"))


def usable(dates: Sequence[Timex]) -> list[Timex]:
    """The dates an event can have: no durations, sets, vague words or datelines."""
    return [
        when
        for when in dates
        if when.timex_type in ("DATE", "TIME")
        and when.value not in _VAGUE
        and when.value[0] != "P"
        and when.function is None
    ]


def date_of(
    ground: Ground,
    dates: Sequence[Timex],
    sentence: tuple[int, int],
    clause: tuple[int, int],
    trigger: Trigger,
) -> Timex | None:
    """The date nearest the trigger, its clause's before others of the sentence; a date that tells when
    something was said is not when what was said happened."""
    content = ground.content(trigger.start)
    near = [
        when
        for when in dates
        if sentence[0] <= when.evidence[0].start < sentence[1]
        and (
            ground.content(when.evidence[0].start) == content
            or _is_proclaimed(ground, when, trigger, content)
        )
        and not _NEGATED.search(
            ground.folded, max(sentence[0], when.evidence[0].start - 8), when.evidence[0].start
        )
        and not _tells_when_said(ground, when, clause, sentence, trigger)
        and not _is_base(ground, when, _BASE if trigger.type == "trade_figure" else _THAN)
        and not _OF_WHOM.search(ground.folded, trigger.end, when.evidence[0].start)
        and not (trigger.type in _TALKS and _is_since(ground, when, sentence[0]))
        and not _is_of_a_record(ground, when, sentence[0])
        and not (trigger.type == "agreement" and _is_a_term(ground, when, trigger))
        and not (ground.language == "zh" and _is_of_a_plan_behind(ground, when, clause, sentence))
    ]
    inside = [when for when in near if clause[0] <= when.evidence[0].start < clause[1]]
    if trigger.type == "trade_figure":
        near = [when for when in near if is_period(when)]
        inside = [when for when in inside if is_period(when)]
        if not near:
            return _last_period(ground, dates, ground.reading.title_end, sentence[0])
    if (
        trigger.subtype == "intent"
    ):  # "agreed on Monday to open a bridge in 2030": what follows is when it is to be done
        near = [when for when in near if when.evidence[0].start <= trigger.end + 1]
        inside = [when for when in inside if when.evidence[0].start <= trigger.end + 1]
    if ground.language == "zh" and not inside:  # Chinese says when before it says what
        before = [when for when in near if when.evidence[0].start < trigger.start]
        near = before if trigger.type in _TALKS else before or near
    chosen = inside or near or _said_on(ground, dates, sentence, trigger)
    return min(chosen, key=lambda when: _distance(when, trigger), default=None)


def _said_on(
    ground: Ground, dates: Sequence[Timex], sentence: tuple[int, int], trigger: Trigger
) -> list[Timex]:
    """The day on which a sanction or a rule was told of, where nothing else says when it was made: most are told on their day."""
    if trigger.type not in _PROCLAIMED or ground.language == "zh":
        return []
    said = _SAID_ON[ground.language]
    return [
        when
        for when in dates
        if sentence[0] <= when.evidence[0].start < sentence[1]
        and is_day(when)
        and said.search(
            ground.folded, max(sentence[0], when.evidence[0].start - _SAID_REACH), when.evidence[0].start
        )
    ]


def _last_period(ground: Ground, dates: Sequence[Timex], start: int, end: int) -> Timex | None:
    """The period figures are given for when a sentence names none: the last one named before it in the body."""
    named = (when for when in reversed(dates) if start <= when.evidence[0].start < end and is_period(when))
    return next((when for when in named if not _is_base(ground, when)), None)


def _is_base(ground: Ground, when: Timex, base: re.Pattern[str] = _BASE) -> bool:
    """Whether a date is what figures are compared with ("than a year earlier")."""
    start = when.evidence[0].start
    first = max(ground.sentence_start(start), start - _BASE_REACH)
    return base.search(ground.folded, first, start) is not None


def _is_since(ground: Ground, when: Timex, first: int) -> bool:
    """Whether a date is since when something holds ("the first visit since Moscow's troops invaded last year")."""
    span = when.evidence[0]
    return span.surface.lower().startswith("since ") or (
        _SINCE.search(ground.folded, max(first, span.start - _SINCE_REACH), span.start) is not None
    )


def _is_of_a_record(ground: Ground, when: Timex, first: int) -> bool:
    """Whether a date only says since when nothing was so high or low ("the lowest since August 2024")."""
    span = when.evidence[0]
    before, behind = _RECORD[ground.language]
    return (
        before.search(ground.folded, max(first, span.start - _RECORD_REACH), span.start + 6) is not None
        or behind.match(ground.folded, span.end) is not None
    )


_RECORD_REACH = 50
_RECORD = {
    "en": (
        re.compile(
            r"\b(?:lowest|highest|biggest|largest|smallest|slowest|fastest|steepest|weakest|strongest|most|least|record|low|high|worst|best)\b[^.;,]{0,40}\bsince(?: |$)"
        ),
        re.compile(r"(?!)"),
    ),
    "ru": (
        re.compile(
            r"(?<!\w)(?:(?:мини|макси)мальн\w+|самы[йема]\w*|рекордн\w+|наи(?:больш|меньш|высш)\w+|максимум\w*|минимум\w*)(?!\w)[^.;,]{0,30}\bс(?:о)? "
        ),
        re.compile(r"(?!)"),
    ),
    "zh": (
        re.compile(r"创(?:下)?(?:了)?(?:自)?$"),
        re.compile(r"以来(?:的)?(?:最|新高|新低|首次)"),
    ),
}
"""What stands before, and behind, the date of a record."""


def _is_a_term(ground: Ground, when: Timex, trigger: Trigger) -> bool:
    """Whether a date is for how long what was signed is to run ("a cooperation plan for 2026–2028")."""
    span = when.evidence[0]
    if span.start < trigger.end:
        return False
    before, behind = _TERM[ground.language]
    return (
        before.search(ground.folded, max(trigger.end, span.start - _TERM_REACH), span.start) is not None
        or behind.match(ground.folded, span.end) is not None
    )


_TERM_REACH = 60
_PLANS = r"(?:plan|programme|program|road ?map|agenda|strategy)s?"
_TERM = {
    "en": (
        re.compile(rf"\b{_PLANS} (?:[\w-]+ ){{0,4}}?(?:for|through|until|to) (?:the )?$"),
        re.compile(rf"\s(?:[\w-]+ ){{0,3}}?{_PLANS}\b"),
    ),
    "ru": (
        re.compile(r"(?:план|программ|дорожн\w+ карт|стратеги)[а-яё]*[^,.;]{0,40} (?:на|до) $"),
        re.compile(r"(?!)"),
    ),
    "zh": (
        re.compile(r"(?:期限|有效期|为期)[^，。；]{0,4}$"),
        re.compile(r"的?(?:[^，。；]{0,6})(?:计划|规划|纲要|方案|路线图|议程)"),
    ),
}
"""What stands before and behind the term of a plan."""


def _is_of_a_plan_behind(
    ground: Ground, when: Timex, clause: tuple[int, int], sentence: tuple[int, int]
) -> bool:
    """Whether a date stands in a later clause that tells what is planned, and the event's own clause does not."""
    start = when.evidence[0].start
    if start < clause[1]:
        return False
    own = ground.clause(sentence, start, when.evidence[0].end)
    return (
        _PLANNED.search(ground.folded, *own) is not None and _PLANNED.search(ground.folded, *clause) is None
    )


_PLANNED = re.compile(r"计划|定于|预计|拟于|将于|拟在|将在")

_SINCE = re.compile(
    r"\bsince\b[^,.;:]*$|(?<!\w)(?:с тех пор|с момента|после начала|впервые (?:с|после))(?!\w)[^,.;:]*$"
)
_SINCE_REACH = 80


def _tells_when_said(
    ground: Ground, when: Timex, clause: tuple[int, int], sentence: tuple[int, int], trigger: Trigger
) -> bool:
    span = when.evidence[0]
    said = _SAID_ON.get(ground.language)
    is_behind = trigger.end <= span.start
    if (
        said
        and is_behind
        and said.search(ground.folded, max(sentence[0], span.start - _SAID_REACH), span.start)
    ):
        return True
    own = ground.clause(sentence, span.start, span.end)
    if trigger.type in _PROCLAIMED and own[1] <= clause[0] and _PROCLAIMS.search(ground.folded, *own):
        return False  # 美国财政部周三宣布，将14家实体列入名单
    return own != clause and ground.language == "zh" and _SAID.search(ground.folded, *own) is not None


def _is_proclaimed(ground: Ground, when: Timex, trigger: Trigger, content: tuple[int, int] | None) -> bool:
    """Whether a date tells when a rule was made by saying so: "the ministry announced on Monday that …"."""
    end = when.evidence[0].end
    return (
        trigger.type in _PROCLAIMED
        and content is not None
        and end <= content[0]
        and _PROCLAIMS.search(ground.folded, max(ground.sentence_start(end), end - _SAID_REACH), content[0])
        is not None
    )


_PROCLAIMED = ("sanction", "policy")
_PROCLAIMS = re.compile(
    r"宣布|(?:发布|发出)(?:公告|通知|命令)|公告|\bannounc|\b(?:ordered|ruled|decreed)\b|(?<!\w)объяв|постанов"
)
"""Rules and sanctions are made by saying so."""
_SAID_REACH = 60
_SAID_ON = {
    "en": re.compile(
        r"\b(?:said|says|told (?:[\w'’-]+ ){1,3}|reported|wrote)(?:in an? [\w -]{3,30} )?\s?(?:late |early )?(?:on )?$"
    ),
    "ru": re.compile(r"(?<!\w)(?:сообщ|заяв|рассказ|отмет|уточн|пояс|напис)[а-яё]+ (?:[а-яё]+ам )?(?:в )?$"),
}
"""Words right before a date that tell when what stands before them was said, not when it happened."""


def is_period(when: Timex) -> bool:
    """Whether a date is a stretch that figures are counted over: a month or more."""
    if when.earliest and when.latest:
        return (when.latest - when.earliest).days >= 27
    return when.grain in _PERIODS


def is_day(when: Timex) -> bool:
    """Whether a date is one day."""
    return when.earliest is not None and when.earliest == when.latest


def _distance(when: Timex, trigger: Trigger) -> int:
    span = when.evidence[0]
    return max(span.start - trigger.end, trigger.start - span.end, 0)

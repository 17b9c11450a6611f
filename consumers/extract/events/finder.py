"""All events of an item: triggers, who, when, status, then one event per happening."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from consumers.extract.events.belongs import whole_of
from consumers.extract.events.codes import codes_of
from consumers.extract.events.confidence import confidence_of
from consumers.extract.events.deals import is_sale, stops_deliveries
from consumers.extract.events.details import NOTHING, details_of
from consumers.extract.events.draft import Draft
from consumers.extract.events.ground import Ground, lay_ground
from consumers.extract.events.inherit import date_of_the_lead, inherited_date
from consumers.extract.events.measures import has_house
from consumers.extract.events.merge import merged
from consumers.extract.events.no_event import is_no_event
from consumers.extract.events.parties import Parties, parties_of
from consumers.extract.events.place import place_of
from consumers.extract.events.site import Site
from consumers.extract.events.slots import fill_slots
from consumers.extract.events.status import Status, dated, is_denied_after, is_past, status_of
from consumers.extract.events.triggers import Trigger, find_triggers
from consumers.extract.events.when import date_of, is_period, usable
from consumers.extract.reading import Reading
from schemas.amount import Amount
from schemas.entity import Entity
from schemas.event import Event
from schemas.fact import Extractor
from schemas.quote import Quote
from schemas.span import Span
from schemas.timex import Timex

_VERSION = "1"
_ENCOUNTERS = ("visit", "meeting", "call")
_REACH = 700
"""Characters before and behind a trigger in which its sentence is read; few sentences are longer."""

_COUNTED_TYPES = ("trade_figure", "supply")
_PRICED = ("agreement", "opening", "legal")
"""Types whose money is their value, cost or fine."""

_COUNTED = ("money", "percent", "quantity", "count")
_RATIFIED = re.compile(r"ratif|ратифиц|批准")


def find_events(
    reading: Reading,
    entities: Sequence[Entity],
    dates: Sequence[Timex],
    amounts: Sequence[Amount],
    quotes: Sequence[Quote],
    parties: Parties | None = None,
) -> tuple[Event, ...]:
    """What happened, happens or will happen between the parties, in text order; ids "v1", "v2", …

    One event per happening, however often it is told. An item in a language without rules has none. `parties`: whose
    dealings count (None: those of the watch that ships).
    """
    if reading.rules is None or not entities:
        return ()
    ground = lay_ground(reading, entities, quotes, parties or parties_of(None)[0])
    if len(ground.states) < 2 and not any(entity.country for entity in entities):
        return ()
    known = sorted(usable(dates), key=lambda when: when.evidence[0].start)
    figures = sorted(amounts, key=lambda amount: amount.evidence[0].start)
    drafts = merged(ground, list(_drafts(ground, known, figures)))
    for draft in drafts:
        if draft.when is None and (day := date_of_the_lead(ground, known, draft)):
            draft.when, draft.inherited = day, True
    numbers = {id(draft): number for number, draft in enumerate(drafts, start=1)}
    wholes = [whole_of(draft, drafts) for draft in drafts]
    return tuple(
        _event(ground, numbers[id(draft)], draft, numbers[id(whole)] if whole else None)
        for draft, whole in zip(drafts, wholes, strict=True)
    )


def _drafts(ground: Ground, dates: Sequence[Timex], amounts: Sequence[Amount]) -> Iterator[Draft]:
    last: Draft | None = None
    met: Draft | None = None
    talked: Draft | None = None
    starts = [when.evidence[0].start for when in dates]
    places = [amount.evidence[0].start for amount in amounts]

    def figures(region: tuple[int, int]) -> Sequence[Amount]:
        return amounts[bisect_left(places, region[0]) : bisect_left(places, region[1])]

    for sentence in ground.reading.sentences:
        span = (sentence.start, sentence.end)
        seen: set[tuple[object, ...]] = set()
        told: list[Draft] = []
        here = bisect_left(starts, sentence.end)
        near = dates[max(0, here - _DATES_BACK) : here]
        for trigger in _leading(list(find_triggers(ground.language, ground.folded, *span))):
            around = (max(span[0], trigger.start - _REACH), min(span[1], trigger.end + _REACH))
            draft = _draft(ground, near, figures(around), around, trigger, (last, met, talked))
            if draft is None:
                continue
            key = (
                draft.trigger.type,
                tuple(e.id for e in draft.participants),
                draft.when and draft.when.value,
                draft.status.value,
            )
            if key not in seen:
                seen.add(key)
                last = draft
                if draft.trigger.type in _ENCOUNTERS:
                    talked = draft
                if draft.trigger.type in _ENCOUNTERS and draft.when and draft.status.value == "occurred":
                    met = draft
                told.append(draft)
        yield from (draft for draft in told if not any(_is_part_of(draft, of) for of in told))


_DATES_BACK = 40
"""Dates before a sentence's end among which an event finds its own; more would make a long text slow."""


def _leading(triggers: Sequence[Trigger]) -> Iterator[Trigger]:
    """The triggers of a sentence without agreements to meet ("agreed to hold talks"): the meeting is what happens."""
    for trigger, behind in pairwise([*triggers, None]):
        is_followed = behind is not None and trigger is not None and behind.start - trigger.end < _AT_ONCE
        if trigger and not (
            trigger.subtype == "intent"
            and behind
            and is_followed
            and behind.type in (*_ENCOUNTERS, "exercise")
        ):
            yield trigger


_AT_ONCE = 45
"""Characters from "agreed to" to what was agreed."""


def _draft(
    ground: Ground,
    dates: Sequence[Timex],
    amounts: Sequence[Amount],
    sentence: tuple[int, int],
    trigger: Trigger,
    before: tuple[Draft | None, Draft | None, Draft | None],
) -> Draft | None:
    if ground.mentions.covering(trigger.start) and ground.mentions.covering(trigger.end - 1):
        return None
    clause = ground.clause(sentence, trigger.start, trigger.end)
    told = [a for a in amounts if sentence[0] <= a.evidence[0].start < sentence[1] and a.kind in _COUNTED]
    if trigger.type == "trade_figure" and not told and trigger.subtype != "rank":
        if trigger.subtype != "delivery" or _GROWS.search(ground.folded, *clause):
            return None
        trigger = Trigger("supply", None, trigger.start, trigger.end)
    if is_no_event(ground.folded, clause, trigger):
        return None
    if (
        trigger.type == "agreement"
        and _RATIFIED.match(ground.folded, trigger.start)
        and has_house(ground, clause)
    ):
        trigger = Trigger("vote", "bill", trigger.start, trigger.end)
    last, met, talked = before
    site = Site(ground, trigger, sentence, clause, last, talked)
    if trigger.type == "policy" and stops_deliveries(site):
        site = replace(site, trigger=Trigger("supply", "stopped", trigger.start, trigger.end))
        trigger = site.trigger
    counted = bool(told) and all(a.kind == "count" for a in told)  # twenty buses, rather than so many tonnes
    if (
        trigger.subtype == "delivery"
        and (counted or is_sale(site))
        and not any(a.kind == "percent" for a in told)
    ):
        site = replace(site, trigger=Trigger("supply", None, trigger.start, trigger.end))
        trigger = site.trigger
    if trigger.type == "supply" and trigger.subtype is None and _is_compared(site, told):
        site = replace(site, trigger=Trigger("trade_figure", "delivery", trigger.start, trigger.end))
        trigger = site.trigger
    slots = fill_slots(site)
    if slots is None:
        return None
    said = _status(site)
    when = date_of(ground, _possible(dates, said, site), sentence, clause, trigger)
    inherited = inherited_date(site, dates, last, met) if when is None else None
    if inherited and said.value == "scheduled" and _is_over(ground, inherited):
        inherited = None
    when = when or inherited
    status = _in_force(site, when, dated(said, when, ground.reading.published, trigger.type))
    status = _goes_on(site, when, status)
    if status.value == "proposed" and status.cue and _is_said(site, status.cue):
        return None
    if trigger.subtype == "delivery" and status.value == "scheduled" and said.cue:
        planned = Trigger("supply", None, trigger.start, trigger.end)
        return _draft(ground, dates, amounts, sentence, planned, before)
    if trigger.type == "trade_figure" and (
        status.value != "occurred" or _TO_COME.search(ground.folded, *clause)
    ):
        return None
    return Draft(
        trigger=trigger,
        actor=slots[0],
        recipient=slots[1],
        status=status,
        sentence=sentence,
        clause=clause,
        from_title=sentence[1] <= ground.reading.title_end,
        place=place_of(site) or _place_visited(trigger, slots[1]),
        when=when,
        inherited=inherited is not None,
        amounts=tuple(
            a
            for a in told
            if trigger.type in _COUNTED_TYPES or (a.kind == "money" and trigger.type in _PRICED)
        ),
        teller=ground.speaker(trigger.start),
        aggregate=next((a for a in told if a.unit == "times" and trigger.type == "meeting"), None),
        evidence=[sentence],
    )


def _is_compared(site: Site, told: Sequence[Amount]) -> bool:
    """Whether a delivery is told as statistics: so much, so many percent less than a year before."""
    kinds = {amount.kind for amount in told}
    if "quantity" in kinds and _TIMES.search(site.ground.folded, *site.sentence):
        return True
    return (
        kinds >= {"percent", "quantity"} and _COMPARED.search(site.ground.folded, *site.sentence) is not None
    )


_TIMES = re.compile(
    r"\b(?:twice|double|triple|three times|half) (?:as (?:much|many) as |of )?(?:the |what |a |in )|(?<!\w)(?:вдвое|втрое|вчетверо|в \d[\d,]* раза?|в полтора раза|на (?:четверть|треть|половину)) (?:больше|меньше|выше|ниже|плана)"
)
_GROWS = re.compile(
    r"\b(?:nearly |almost )?(?:doubl|tripl|quadrupl|halv|ros|ris|fell|fall|jump|surg|plung|grew|grow|slip|climb|soar|declin|drop|shrink|shrank)\w*\b"
    r"|(?<!\w)(?:вырос|выросл|удво|утро|снизи|сократи|упал|подскоч|увеличи)\w*|翻番|增长|下降|激增|锐减"
)
"""A headline of figures whose number the body tells."""
_COMPARED = re.compile(
    r"%[^.;]{0,30}? (?:less|more|fewer|higher|lower|above|below) than|(?:up|down) [^.;]{0,20}?(?:%|percent|per cent)"
    r"|(?:больше|меньше|выше|ниже)[^.;]{0,20}?(?:чем|прошл|уровн|год)|(?<!\w)на [^.;]{1,20}% (?:больше|меньше|выше|ниже)|同比"
)
_TO_COME = re.compile(r"将(?:由|从)[^，。；]{1,16}(?:增|提|升|减|降|扩)")
"""A figure that is planned, not told."""


def _is_over(ground: Ground, when: Timex) -> bool:
    published = ground.reading.published
    return published is not None and when.latest is not None and when.latest < published


def _status(site: Site) -> Status:
    if site.trigger.type == "trade_figure" and site.trigger.subtype == "rank":
        return Status("occurred", None)
    if site.trigger.subtype in ("stopped", "removal"):
        return Status("cancelled", (site.trigger.start, site.trigger.end))
    if site.trigger.type == "visit" and site.ground.folded.startswith("invit", site.trigger.start):
        return Status("proposed", (site.trigger.start, site.trigger.end))
    denied = is_denied_after(site.ground.language, site.ground.folded, site.trigger.end, site.sentence[1])
    if denied:
        return Status("denied", denied)
    said = status_of(site.ground.language, site.ground.folded, site.clause, site.trigger)
    accepted = _ACCEPTED.search(site.ground.folded, *site.sentence) if site.trigger.type == "visit" else None
    return Status("scheduled", accepted.span()) if accepted and said == Status("occurred", None) else said


_ACCEPTED = re.compile(r"接受[^，。；]{0,12}邀请")


def _possible(dates: Sequence[Timex], said: Status, site: Site) -> Sequence[Timex]:
    """The dates an event told in the past can have: none to come ("exchanged plans for 2032")."""
    published = site.ground.reading.published
    words = site.ground.folded[site.trigger.start : site.trigger.end]
    if said.cue and said.value == "scheduled" and _PUT_OFF.match(site.ground.folded, *said.cue):
        return [when for when in dates if when.evidence[0].start >= said.cue[0]]
    if said.value == "scheduled" and said.cue and published:
        return [when for when in dates if when.latest is None or when.latest >= published]
    if said.value != "occurred" or published is None:
        return dates
    if said.cue:
        return [when for when in dates if when.earliest is None or when.earliest <= published]
    if not is_past(site.ground.language, words):
        return dates
    if site.trigger.type == "policy":
        return [
            when for when in dates if not _is_an_end(site, when)
        ]  # a rule made in April may begin in June
    return [
        when
        for when in dates
        if when.earliest is None or (when.earliest <= published and not _lies_ahead(when, published))
    ]


def _is_an_end(site: Site, when: Timex) -> bool:
    """Whether a date is until when something holds ("extended the ban until the end of August")."""
    span = when.evidence[0]
    return _UNTIL.search(site.ground.folded[max(0, span.start - 16) : span.end]) is not None


_UNTIL = re.compile(r"\b(?:until|till|through)\b|(?<!\w)до(?!\w)|至")


def _lies_ahead(when: Timex, published: date) -> bool:
    """Whether a date is a term that runs on for long ("for 2025–2027")."""
    return "/" in when.value and when.latest is not None and (when.latest - published).days > _LONG_DAYS


_LONG_DAYS = 45
_PUT_OFF = re.compile(r"перенес|перенос|отлож|postpon|delay|推迟|延期|改期")


def _is_said(site: Site, cue: tuple[int, int]) -> bool:
    """Whether a possibility is what somebody would like: "the armies should expand their exercises"."""
    words = site.ground.folded[slice(*cue)]
    return (
        site.trigger.type not in ("visit", "meeting", "call", "sanction") and _WISHED.match(words) is not None
    )


_WISHED = re.compile(
    r"should|hope|would like|want|ready to|willing|urged|calls? for|called for|if\b|хот|готов|надеет|рассчит|призва|если|愿|希望|力争|倡议"
)


def _goes_on(site: Site, when: Timex | None, status: Status) -> Status:
    """Who has arrived is still there, and what has begun goes on, within a few days."""
    published = site.ground.reading.published
    begins_later = (
        when is not None
        and published is not None
        and when.earliest is not None
        and when.earliest != when.latest
        and when.earliest > published
    )
    if (
        site.trigger.type == "exercise"
        and when is not None
        and status.value == "scheduled"
        and _is_an_end(site, when)
        and _RUNS.search(site.ground.folded, *site.sentence)
    ):
        return Status("ongoing", (site.trigger.start, site.trigger.end))
    if site.trigger.subtype == "stay" and when is not None and not begins_later and _is_an_end(site, when):
        return Status("ongoing", (site.trigger.start, site.trigger.end))
    if status.value != "occurred" or published is None:
        return status
    has_begun = (
        site.trigger.type == "exercise" and _BEGAN.search(site.ground.folded, *site.clause) is not None
    )
    if site.trigger.subtype != "arrival" and not has_begun:
        return status
    if when is not None and (when.latest is None or not 0 <= (published - when.latest).days <= _A_STAY_DAYS):
        return status
    return Status("ongoing", (site.trigger.start, site.trigger.end))


_BEGAN = re.compile(
    r"\b(?:began|begin|begins|started|start|starts|kicked off|under way)\b|(?<!\w)(?:начал\w*|стартовал\w*)|开始|启动|拉开帷幕"
)
_RUNS = re.compile(
    r"\b(?:runs?|running|continues?|lasts?|goes on)\b|(?<!\w)(?:продл\w+|длится|длятся|идут)(?!\w)|持续|进入"
)
_A_STAY_DAYS = 3
"""Days after which an arrival says nothing of where somebody is."""


def _in_force(site: Site, when: Timex | None, status: Status) -> Status:
    """A rule that is said to be in force goes on ("the ban remains in force")."""
    if site.trigger.type != "policy" or status.value != "occurred" or when is None:
        return status
    said = _IN_FORCE.search(site.ground.folded, *site.clause)
    return Status("ongoing", said.span()) if said else status


_IN_FORCE = re.compile(
    r"\b(?:remains?|still|in force|in effect)\b|(?<!\w)(?:действу\w+|оста[её]тся|остаются|по-прежнему|вновь)(?!\w)|仍|已经实施|继续|生效至今"
)


def _is_part_of(draft: Draft, whole: Draft) -> bool:
    """Whether an event is a part of another one its sentence tells: an exercise that opens, when sanctions take effect, a contract's deliveries
    and volumes, what was agreed to be done."""
    kind, of = draft.trigger, whole.trigger
    if of.type == "exercise":
        return kind.type == "opening"
    if of.type == "sanction" and kind.type == "supply":
        return of.start < kind.start  # what they were imposed for
    if of.type == kind.type == "sanction":
        return draft.actor == whole.actor and kind.subtype == "package" and of.subtype != "package"
    if of.type == "sanction":
        return kind.type == "policy" and kind.subtype != "visa"
    if of.type == "vote" and of.subtype == "bill":
        return kind.type == "agreement"
    if of.type != "agreement":
        return False
    if kind.type == "supply":
        return draft.clause == whole.clause or draft.when is None
    if kind.type in ("policy", "opening"):
        return of.start < kind.start and draft.status.value in ("scheduled", "proposed")
    return kind.type == "trade_figure" and kind.subtype != "turnover"


def _place_visited(trigger: Trigger, recipient: Sequence[Entity]) -> Entity | None:
    return recipient[0] if trigger.type == "visit" and recipient else None


def _event(ground: Ground, number: int, draft: Draft, whole: int | None) -> Event:
    text, status = ground.reading.text, draft.status
    rules = ground.reading.rules
    told = details_of(rules, ground.folded, draft.trigger, draft.sentence, draft.clause) if rules else NOTHING
    codes = codes_of(draft.trigger.type, draft.trigger.subtype, status.value)
    return Event(
        id=f"v{number}",
        confidence=confidence_of(draft),
        extractor=Extractor(name="events", version=_VERSION, rule=draft.trigger.type),
        evidence=tuple(Span.of(text, *span) for span in draft.evidence),
        type=draft.trigger.type,
        subtype=draft.trigger.subtype,
        status=status.value,
        status_cue=Span.of(text, *status.cue) if status.cue else None,
        actor=tuple(entity.id for entity in draft.actor),
        recipient=tuple(entity.id for entity in draft.recipient if entity not in draft.actor),
        place=(draft.place.id,) if draft.place else (),
        anchor=Span.of(text, draft.trigger.start, draft.trigger.end),
        form=told.form,
        force=told.force,
        name=Span.of(text, *told.name) if told.name else None,
        date=draft.when.id if draft.when else None,
        date_relation=("inherited" if draft.inherited else "during" if is_period(draft.when) else "on")
        if draft.when
        else None,
        reported_by=(draft.teller.id,) if draft.teller else (),
        amounts=tuple(amount.id for amount in draft.amounts),
        parent=f"v{whole}" if whole else None,
        aggregate_count=draft.aggregate.id if draft.aggregate else None,
        plover_type=codes.plover_type,
        plover_mode=codes.plover_mode,
        plover_contexts=codes.contexts,
        cameo=codes.cameo,
    )

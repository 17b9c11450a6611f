"""How fast a rule speaks: what goes out at once, what is held for a digest, what is only counted. Pure.

`arrived` is told of a subject that has not alerted before, `clock` of the time alone; both answer with what to send and what to
remember. Everything a rule remembers is in its `RuleState`, committed together with what was sent.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consumers.alert.rules import Rule
from consumers.alert.when import SPIKE_PAST, AtOnce, Count, Digest, Silence, Spike
from schemas.alert import AlertKind
from schemas.match import Match
from schemas.rule_state import Counted, RuleState

HELD_MOST = 30
"""Reports that a digest shows; further ones are counted."""
SPIKE_LEAST = 3
HOUR = timedelta(hours=1)
FIRST = "first"


@dataclass(frozen=True, slots=True)
class Draft:
    """An alert to be, before it is known which channels have had it."""

    kind: AlertKind
    subject: str
    change: str
    match: Match
    others: tuple[Match, ...] = ()
    left_out: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paced:
    """What to send, and what to remember. `is_held`: the report waits, or only counts."""

    state: RuleState
    drafts: tuple[Draft, ...] = ()
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report about a subject that has not alerted: the first one, or a material change (`change`, in words `note`)."""

    match: Match
    subject: str
    change: str = FIRST
    note: str = ""

    @property
    def kind(self) -> AlertKind:
        """What its alert is called."""
        return "first" if self.change == FIRST else "update"


def arrived(rule: Rule, state: RuleState, arrival: Arrival, now: datetime) -> Paced:
    """What a rule does with a new report."""
    seen = state.model_copy(update={"last": arrival.match, "last_at": now, "told_silence": False})
    match rule.when:
        case Digest() as digest:
            return _held(seen, arrival.match, digest.next_after(now), "digest")
        case Silence():
            return Paced(seen, is_held=True)
        case Count() | Spike() if arrival.change != FIRST:
            return Paced(state, is_held=True)
        case Count() as count:
            return _counted(rule, count, seen, arrival, now)
        case Spike() as spike:
            return _measured(rule, spike, seen, arrival, now)
        case AtOnce():
            return _at_once(rule, state, arrival, now)


def clock(rule: Rule, state: RuleState, now: datetime) -> Paced:
    """What time alone brings about: a digest that is due, a silence that has lasted."""
    if state.release_at is not None and state.release_at <= now and _quiet_until(rule, now) is None:
        return _released(state, now, rule)
    if isinstance(rule.when, Silence) and state.last is not None and state.last_at is not None:
        over = now - state.last_at >= rule.when.span and not state.told_silence
        if over and _quiet_until(rule, now) is None:
            note = f"nothing for {_span(rule.when.span)}; the last one is below"
            draft = Draft("silence", f"silence:{state.last_at.isoformat()}", FIRST, state.last, note=note)
            return Paced(state.model_copy(update={"told_silence": True}), (draft,))
    return Paced(state)


def waits_for(rule: Rule, state: RuleState) -> datetime | None:
    """The first moment at which `clock` may have something to say; None: never, as things are."""
    if state.release_at is not None:
        return state.release_at
    if isinstance(rule.when, Silence) and state.last_at is not None and not state.told_silence:
        return state.last_at + rule.when.span
    return None


def _at_once(rule: Rule, state: RuleState, arrival: Arrival, now: datetime) -> Paced:
    quiet_until = _quiet_until(rule, now)
    if quiet_until is not None:
        return _held(state, arrival.match, quiet_until, "quiet hours")
    if rule.max_per_hour is None:
        return Paced(state, (_draft(rule, arrival),))
    recent = tuple(at for at in state.sent_at if now - at < HOUR)
    if state.held or len(recent) >= rule.max_per_hour:
        why = f"more than {rule.max_per_hour} an hour"
        return _held(state, arrival.match, (recent[0] if recent else now) + HOUR, why)
    return Paced(state.model_copy(update={"sent_at": (*recent, now)}), (_draft(rule, arrival),))


def _draft(rule: Rule, arrival: Arrival) -> Draft:
    kind: AlertKind = "alarm" if rule.alarm else arrival.kind
    return Draft(kind, arrival.subject, arrival.change, arrival.match, note=arrival.note)


def _held(state: RuleState, match: Match, until: datetime, why: str) -> Paced:
    """The report waits with those before it. When they go out is settled by the first."""
    is_full = len(state.held) >= HELD_MOST
    changes = {
        "held": state.held if is_full else (*state.held, match),
        "left_out": state.left_out + is_full,
        "release_at": state.release_at or until,
        "why_held": state.why_held or why,
    }
    return Paced(state.model_copy(update=changes), is_held=True)


def _released(state: RuleState, now: datetime, rule: Rule) -> Paced:
    emptied = {
        "held": (), "left_out": 0, "release_at": None, "why_held": "",
        "sent_at": (*(at for at in state.sent_at if now - at < HOUR), now) if rule.max_per_hour else (),
    }  # fmt: skip
    after = state.model_copy(update=emptied)
    if not state.held or state.release_at is None:
        return Paced(after)
    newest_first = state.held[::-1]
    subject = f"digest:{state.release_at.isoformat()}"
    note = "" if state.why_held == "digest" else f"gathered: {state.why_held}"
    draft = Draft("digest", subject, FIRST, newest_first[0], newest_first[1:], state.left_out, note)
    return Paced(after, (draft,))


def _counted(rule: Rule, count: Count, state: RuleState, arrival: Arrival, now: datetime) -> Paced:
    counted, newest = _window(state, arrival, now, count.within)
    if len(counted) < count.least:
        return Paced(state.model_copy(update={"counted": counted, "newest": newest}), is_held=True)
    note = f"{len(counted)} within {_span(count.within)}"
    after = state.model_copy(update={"counted": (), "newest": ()})
    return _fired(rule, after, "count", counted, newest, note, now)


def _measured(rule: Rule, spike: Spike, state: RuleState, arrival: Arrival, now: datetime) -> Paced:
    counted, newest = _window(state, arrival, now, spike.within)
    past = _past(state, now)
    after = state.model_copy(update={"counted": counted, "newest": newest, "past": past})
    usual = _usual(past, spike.within, now)
    told = state.fired_at is not None and now - state.fired_at < spike.within
    if usual is None or told or len(counted) < max(SPIKE_LEAST, spike.times * usual):
        return Paced(after, is_held=True)
    note = f"{len(counted)} within {_span(spike.within)}, where {usual:.1f} are usual"
    return _fired(rule, after.model_copy(update={"fired_at": now}), "spike", counted, newest, note, now)


def _window(
    state: RuleState, arrival: Arrival, now: datetime, within: timedelta
) -> tuple[tuple[Counted, ...], tuple[Match, ...]]:
    """The subjects that came within a time, this one last, and the newest reports of them."""
    kept = tuple(each for each in state.counted if now - each.at < within)
    newest = tuple(match for match in state.newest if now - match.first_seen_at < within)
    return (*kept, Counted(subject=arrival.subject, at=now)), (*newest, arrival.match)[-HELD_MOST:]


def _past(state: RuleState, now: datetime) -> tuple[tuple[datetime, int], ...]:
    hour = now.replace(minute=0, second=0, microsecond=0)
    counts = {at: count for at, count in state.past if now - at < SPIKE_PAST}
    counts[hour] = counts.get(hour, 0) + 1
    return tuple(sorted(counts.items()))


def _usual(past: tuple[tuple[datetime, int], ...], within: timedelta, now: datetime) -> float | None:
    """How many come in such a time as a rule, before the one that is running; None where too little is known."""
    before = [(at, count) for at, count in past if at < now - within]
    if not before or now - before[0][0] < 3 * within:
        return None
    windows = (now - within - before[0][0]) / within
    return sum(count for _, count in before) / max(windows, 1.0)


def _fired(
    rule: Rule, state: RuleState, kind: AlertKind, counted: tuple[Counted, ...], newest: tuple[Match, ...],
    note: str, now: datetime,
) -> Paced:  # fmt: skip
    quiet_until = _quiet_until(rule, now)
    if quiet_until is not None:
        paced = Paced(state, is_held=True)
        for match in newest:
            paced = replace(_held(paced.state, match, quiet_until, f"{note}, in quiet hours"), is_held=True)
        return paced
    newest_first = newest[::-1]
    first = counted[0]
    # A batch comes at one moment and may fill several: the time alone would be the name of all of them.
    subject = f"{kind}:{first.at.isoformat()}:{first.subject}"
    left_out = len(counted) - len(newest)
    return Paced(state, (Draft(kind, subject, FIRST, newest_first[0], newest_first[1:], left_out, note),))


def _quiet_until(rule: Rule, now: datetime) -> datetime | None:
    """When a rule may speak again; what is urgent always may."""
    return None if rule.quiet is None or rule.priority == "urgent" else rule.quiet.until(now)


def _span(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    for unit, length in (("d", 1440), ("h", 60)):
        if minutes % length == 0:
            return f"{minutes // length} {unit}"
    return f"{minutes} min"

"""decide: one alert per rule, subject and channel, ever; only of live and fresh news; as fast as the rule wants it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from consumers.alert.pacing import FIRST, Arrival, Draft, Paced, arrived, clock, waits_for
from consumers.alert.rule_files import EVERYTHING
from consumers.alert.rules import Rule, RuleBook
from consumers.alert.subjects import Names, subjects_of
from consumers.alert.waiting import must_wait, over, put, without
from consumers.batch import Overlay, RecordStage
from consumers.outputs import output, read
from consumers.ports import Output, Record, StateReader
from consumers.query.parse import parse_query
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import DECIDE
from schemas import topics
from schemas.alert import Alert
from schemas.change import Change
from schemas.ledger import LedgerEntry
from schemas.match import Match
from schemas.mute import Mute
from schemas.rule_state import RuleState
from schemas.wire import FIRST_SEEN, ORIGIN, TRACE

CHANGES_TOLD = 4
"""Material changes that an update names; it says how many more there are."""


def alert_id_of(rule_id: str, subject: str, change: str, channel: str) -> str:
    """The name of an alert: a hash of its ledger key, 32 hexadecimal digits."""
    key = json.dumps([rule_id, subject, change, channel], ensure_ascii=False).encode()
    return hashlib.blake2b(key, digest_size=16).hexdigest()


def change_of(changes: Iterable[Change]) -> str:
    """The name of a set of material changes: the same whichever copy shows them."""
    told = sorted(change.model_dump_json() for change in changes)
    return "changed:" + hashlib.blake2b("\n".join(told).encode(), digest_size=8).hexdigest()


def changes_in_words(changes: Sequence[Change]) -> str:
    """What changed, for a message."""
    told = [_in_words(change) for change in changes[:CHANGES_TOLD]]
    more = f"; and {len(changes) - CHANGES_TOLD} more" if len(changes) > CHANGES_TOLD else ""
    return "; ".join(told) + more


def why_silent(match: Match, now: datetime, max_age: timedelta) -> str | None:
    """Why a match can never alert, whatever was sent before: "retracted", "not_live" or "too_old"; None if it can.

    Age counts from when we first saw the item, and from when it says it was published where it does. What is retracted can
    alert where that is itself the change.
    """
    if match.retracted:
        return "retracted"
    if match.origin != "live":
        return "not_live"
    begun = min(match.first_seen_at, match.published_at or match.first_seen_at)
    return "too_old" if now - begun > max_age else None


class DecideStage(RecordStage):
    """Decides which matches become alerts. What it remembers is in alerts.ledger, looked up record by record, and in
    rules.state, of the rules whose partition it holds. `rules` gives those in force at the moment; a match of a rule that is gone
    alerts as it says itself. An item whose feed gave little text waits up to `wait_for_text` for its page (None: not at all)."""

    spec = DECIDE

    def __init__(
        self,
        alert_max_age: timedelta,
        rules: Callable[[], RuleBook] = RuleBook,
        wait_for_text: timedelta | None = None,
    ) -> None:
        self._max_age = alert_max_age
        self._rules = rules
        self._wait = wait_for_text
        self._states: dict[str, RuleState] = {}
        self._committed: StateReader | None = None
        self._by_clock: set[str] = set()

    def open(self, state: StateReader, now: datetime) -> bool:
        """Load what the rules remember."""
        found = state.scan(topics.RULES_STATE.name)
        self._states = {key: RuleState.model_validate_json(value) for key, value in found}
        self._committed = state
        return False

    def awaiting(self) -> int:
        """How many reports wait for their page."""
        return sum(len(each.waiting) for each in self._states.values())

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """Alerts and ledger entries for what has not alerted before."""
        match = read(Match, topics.MATCHES, record)
        silent = why_silent(match, now, self._max_age)
        if silent is not None:
            return Skip(silent)
        rule = self._rules().get(match.rule_id) or _as_it_says(match)
        if self._wait is not None and must_wait(match, state, now, self._wait):
            waiting = put(self._of(rule), match, _carried(record), self._wait)
            if waiting is not None:
                return Skip("awaits_text", (self._remembered(rule, waiting),))
        outputs, reasons = self._about_all(rule, match, state, now, record.headers)
        if any(each.topic == topics.ALERTS.name for each in outputs):
            return Emit(tuple(outputs))
        return Skip(min(reasons), tuple(outputs))

    def due(self, now: datetime) -> Sequence[Output]:
        """Digests and silences whose time has come, and reports that waited long enough for their text."""
        self._by_clock = set()
        book = self._rules()
        if self._committed is None or not self._states:
            return ()
        state, outputs = Overlay(self._committed), list[Output]()
        for rule_id in tuple(self._states):
            rule = book.get(rule_id)
            if rule is None:
                continue
            for waiting in over(self._states[rule_id], state, now):
                written, _ = self._about_all(rule, waiting.match, state, now, waiting.headers)
                state.add(written)
                outputs += written
            at = waits_for(rule, self._states[rule_id])
            if at is not None and at <= now:
                remembered = self._states[rule_id]
                outputs += self._sent(rule, remembered, clock(rule, remembered, now), rule.channels, now, {})
        self._by_clock = {each.key for each in outputs if each.topic == topics.ALERTS_LEDGER.name}
        return outputs

    def _about_all(
        self, rule: Rule, match: Match, state: StateReader, now: datetime, headers: Mapping[str, str]
    ) -> tuple[list[Output], set[str]]:
        """What all subjects of a match lead to, and why it may be nothing. Its item waits no longer."""
        outputs: list[Output] = []
        reasons: set[str] = set()
        remembered = self._of(rule)
        if (settled := without(remembered, match.item_id)) is not remembered:
            outputs.append(self._remembered(rule, settled))
        muted = _muted(rule, state, now)
        for names in subjects_of(match, rule.per):
            written, reason = self._about(rule, match, names, state, now, muted, headers)
            outputs += written
            reasons.add(reason)
        return outputs, reasons

    def _about(
        self, rule: Rule, match: Match, names: Names, state: StateReader, now: datetime, muted: bool,
        headers: Mapping[str, str],
    ) -> tuple[list[Output], str]:  # fmt: skip
        """What one subject of a match leads to, and why it may be nothing."""
        change, note = FIRST, ""
        channels = self._without_alert(state, rule.id, names, change, match.channels)
        if not channels and match.changes:
            change, note = change_of(match.changes), changes_in_words(match.changes)
            channels = self._without_alert(state, rule.id, names, change, match.channels)
        if not channels:
            return [], "already"
        ledger = [_key(rule, names[0], change, channel) for channel in channels]
        if muted:
            return [_entry(*key, "muted", now, headers) for key in ledger], "muted"
        remembered = self._of(rule)
        paced = arrived(rule, remembered, Arrival(match, names[0], change, note), now)
        held = (
            [_entry(*key, "held", now, headers) for key in ledger]
            if paced.is_held or _is_gathered(paced)
            else []
        )
        return held + self._sent(rule, remembered, paced, channels, now, headers), "held"

    def _sent(
        self,
        rule: Rule,
        before: RuleState,
        paced: Paced,
        channels: Sequence[str],
        now: datetime,
        headers: Mapping[str, str],
    ) -> list[Output]:
        """The alerts of drafts, their ledger entries, and what the rule remembers now."""
        outputs: list[Output] = []
        for draft in paced.drafts:
            to = rule.channels if draft.kind in ("digest", "count", "spike", "silence") else channels
            for channel in to or channels:
                outputs += _alert(rule, draft, channel, now, headers)
        if paced.state != before:
            outputs.append(self._remembered(rule, paced.state))
        return outputs

    def _of(self, rule: Rule) -> RuleState:
        return self._states.get(rule.id, RuleState(rule_id=rule.id))

    def _remembered(self, rule: Rule, state: RuleState) -> Output:
        self._states[rule.id] = state
        return output(topics.RULES_STATE, rule.id, state)

    def _without_alert(
        self, state: StateReader, rule_id: str, names: Names, change: str, channels: Iterable[str]
    ) -> tuple[str, ...]:
        """The channels that a subject has not alerted on, under any of its names; what the clock has just brought about counts, though
        it is not committed yet."""

        def has_alerted(alert_id: str) -> bool:
            return alert_id in self._by_clock or state.lookup(topics.ALERTS_LEDGER.name, alert_id) is not None

        return tuple(
            channel
            for channel in dict.fromkeys(channels)
            if not any(has_alerted(alert_id_of(rule_id, name, change, channel)) for name in names)
        )


def _as_it_says(match: Match) -> Rule:
    """A rule that is no longer in force, as its match knows it."""
    return Rule(match.rule_id, match.rule_name, EVERYTHING, parse_query(EVERYTHING), match.channels)


def _muted(rule: Rule, state: StateReader, now: datetime) -> bool:
    if rule.mute_until is not None and now < rule.mute_until:
        return True
    value = state.lookup(topics.RULES_MUTES.name, rule.id)
    return value is not None and now < Mute.model_validate_json(value).until


def _carried(record: Record) -> dict[str, str]:
    """The headers that an alert carries on."""
    return {name: record.headers[name] for name in (TRACE, ORIGIN, FIRST_SEEN) if name in record.headers}


def _is_gathered(paced: Paced) -> bool:
    """Whether what is sent is not this report alone, so that its own key must be remembered too."""
    return any(draft.kind not in ("first", "update") for draft in paced.drafts)


_Key = tuple[str, str, str, str]


def _key(rule: Rule, subject: str, change: str, channel: str) -> _Key:
    return rule.id, subject, change, channel


def _alert(
    rule: Rule, draft: Draft, channel: str, now: datetime, headers: Mapping[str, str]
) -> Iterator[Output]:
    key = _key(rule, draft.subject, draft.change, channel)
    alert = Alert(
        alert_id=alert_id_of(*key), rule_id=rule.id, subject=draft.subject, change=draft.change, channel=channel, decided_at=now,
        match=draft.match, kind=draft.kind, others=draft.others, left_out=draft.left_out, note=draft.note,
        priority=rule.priority, tags=rule.tags, owner=rule.owner, team=rule.team, template=rule.template,
    )  # fmt: skip
    yield output(topics.ALERTS, channel, alert, headers)
    yield _entry(*key, "decided", now, headers)


def _entry(
    rule_id: str,
    subject: str,
    change: str,
    channel: str,
    state: str,
    now: datetime,
    headers: Mapping[str, str],
) -> Output:
    alert_id = alert_id_of(rule_id, subject, change, channel)
    entry = LedgerEntry.model_validate({
        "alert_id": alert_id, "rule_id": rule_id, "subject": subject, "change": change, "channel": channel, "state": state,
        "at": now,
    })  # fmt: skip
    return output(topics.ALERTS_LEDGER, alert_id, entry, headers)


def _in_words(change: Change) -> str:
    if change.kind == "withdrawn":
        return "withdrawn"
    about = f" ({change.about})" if change.about else ""
    if change.before is None:
        return f"new {change.kind}{about}: {change.after}"
    if change.after is None:
        return f"{change.kind}{about} gone: {change.before}"
    return f"{change.kind}{about}: {change.before} → {change.after}"

"""Events by their type and those who take part; strictly by participants, date and status as well."""

from schemas.label import LabelledEvent
from wirewatch.evaluation.judged import Counts, Judged, Mistake, bets_of
from wirewatch.evaluation.labelled import LabelledItem
from wirewatch.evaluation.matching import pair_up
from wirewatch.evaluation.names import CAPITALS, Cast, Names
from wirewatch.evaluation.values import normal_date
from wirewatch.predictions import PredictedEvent, Prediction

_NEUTRAL_TYPES = ("statement", "election", "ceremony")
_ENOUGH_SHARED = 0.5


def judge_events(names: Names, item: LabelledItem, predicted: Prediction) -> Judged:
    """One-to-one: the same type, and half of the participants shared or the same countries. `events_strict` wants exactly
    the participants (a capital is its state), the date where the label has one, and the status."""
    gold, told, held = item.gold.events, predicted.events, _Held(names, Cast(predicted.entities))
    pairs = pair_up(told, gold, held.worth)
    paired, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    wrong = [
        i for i, event in enumerate(told)
        if i not in paired
        and event.type not in _NEUTRAL_TYPES
        and not any(held.worth(event, optional) for optional in item.gold.events_optional)
    ]  # fmt: skip
    strict = sum(held.is_exact(told[i], gold[j]) for i, j in pairs)
    mistakes = [Mistake("events", item.id, "wrong", _said(told[i]), told[i].confidence) for i in wrong]
    mistakes += [
        Mistake("events", item.id, "missed", _said(event)) for j, event in enumerate(gold) if j not in hit
    ]
    mistakes += [
        Mistake("events_strict", item.id, "told wrongly", f"{_said(told[i])}, not {_said(gold[j])}")
        for i, j in pairs
        if not held.is_exact(told[i], gold[j])
    ]
    placed = [(told[i].place, gold[j].place) for i, j in pairs if gold[j].place]
    return Judged(
        {
            "events": Counts(len(pairs), len(wrong), len(gold) - len(pairs)),
            "events_strict": Counts(strict, len(wrong) + len(pairs) - strict, len(gold) - strict),
        },
        tuple(mistakes),
        bets_of([(told[i].confidence, i in paired) for i in sorted(paired | set(wrong))]),
        {"place": (sum(held.is_place(one, other) for one, other in placed), len(placed))},
    )


class _Held:
    """Compares events by who is meant."""

    def __init__(self, names: Names, cast: Cast) -> None:
        self._names = names
        self._cast = cast

    def worth(self, one: PredictedEvent, other: LabelledEvent) -> float:
        if one.type != other.type:
            return 0.0
        a, b = self._who(one), self._who(other)
        shared = len(a & b) / len(a | b) if a | b else 0.0
        countries = self._countries(a)
        if shared < _ENOUGH_SHARED and not (countries and countries == self._countries(b)):
            return 0.0
        on_the_day = normal_date(one.date) == normal_date(other.date)
        return 1 + shared + on_the_day + 0.5 * (one.status == other.status)

    def is_exact(self, one: PredictedEvent, other: LabelledEvent) -> bool:
        a, b = ({CAPITALS.get(key, key) for key in self._who(event)} for event in (one, other))
        on_the_day = other.date is None or normal_date(one.date) == normal_date(other.date)
        return a == b and on_the_day and one.status == other.status

    def is_place(self, one: str | None, other: str | None) -> bool:
        return self._names.key(other) in {self._names.key(name) for name in self._cast.called(one)}

    def _who(self, event: PredictedEvent | LabelledEvent) -> set[str]:
        if isinstance(event, PredictedEvent):
            names = [self._known(name) for name in event.participants if name]
        else:
            names = [name for name in event.participants if name]
        return {key for name in names if (key := self._names.key(name)) is not None}

    def _known(self, name: str) -> str:
        return next((called for called in self._cast.called(name) if self._names.knows(called)), name)

    def _countries(self, keys: set[str]) -> set[str]:
        return {country for key in keys if (country := self._names.country(key))}


def _said(event: PredictedEvent | LabelledEvent) -> str:
    who = ", ".join(event.participants)
    return f"{event.type} {event.status or ''} ({who}) {event.date or 'undated'}"

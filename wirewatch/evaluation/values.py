"""Dates and amounts: right where the normalised value is."""

import re
from decimal import Decimal, InvalidOperation

from schemas.label import LabelledAmount
from wirewatch.evaluation.judged import Counts, Judged, Mistake, bets_of
from wirewatch.evaluation.labelled import LabelledItem
from wirewatch.evaluation.matching import pair_up
from wirewatch.predictions import PredictedAmount, Prediction

LEAST_COUNT = 10
"""Smaller counts and quantities ("two sides", "three days") are neutral where nobody labelled them."""


def normal_date(value: str | None) -> str:
    """A date's value, quarters and halves as intervals of months, an interval of one as that one."""
    value = (value or "").strip()
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        last = 3 * int(quarter[2])
        return f"{quarter[1]}-{last - 2:02d}/{quarter[1]}-{last:02d}"
    if half := re.fullmatch(r"(\d{4})-H([12])", value):
        last = 6 * int(half[2])
        return f"{half[1]}-{last - 5:02d}/{half[1]}-{last:02d}"
    first, _, second = value.partition("/")
    return first if first == second else value


def judge_dates(item: LabelledItem, predicted: Prediction) -> Judged:
    """Sets of values. Neutral where not labelled: the day of publication, durations, vague references, optional ones."""
    gold = {normal_date(date.value) for date in item.gold.dates}
    optional = {normal_date(value) for value in item.gold.dates_optional} | {item.published}
    found = {normal_date(date.value): date for date in reversed(predicted.dates) if date.value}
    told = {
        value: date
        for value, date in found.items()
        if value in gold or not (value in optional or value.startswith("P") or value.endswith("_REF"))
    }
    mistakes = [
        Mistake("dates", item.id, "wrong", f"{value} ({date.text})", date.confidence)
        for value, date in told.items()
        if value not in gold
    ]
    mistakes += [Mistake("dates", item.id, "missed", value) for value in sorted(gold - set(told))]
    right = len(gold & set(told))
    return Judged(
        {"dates": Counts(right, len(told) - right, len(gold) - right)},
        tuple(mistakes),
        bets_of([(date.confidence, value in gold) for value, date in told.items()]),
    )


def judge_amounts(item: LabelledItem, predicted: Prediction) -> Judged:
    """One-to-one by kind, value and unit; counts and quantities are one kind, and counts have no unit that matters. The
    direction is looked at where an amount was found and the label has one."""
    gold = item.gold.amounts
    told: list[PredictedAmount] = []
    for amount in predicted.amounts:
        if not any(_are_one(amount, other) for other in told):
            told.append(amount)
    pairs = pair_up(told, gold, lambda one, other: float(_are_one(one, other)))
    paired, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    wrong = [i for i, amount in enumerate(told) if i not in paired and not _is_small(amount)]
    mistakes = [Mistake("amounts", item.id, "wrong", _said(told[i]), told[i].confidence) for i in wrong]
    mistakes += [
        Mistake("amounts", item.id, "missed", _said(amount)) for j, amount in enumerate(gold) if j not in hit
    ]
    turned = [(told[i], gold[j]) for i, j in pairs if gold[j].direction]
    mistakes += [
        Mistake("amounts", item.id, "told wrongly", f"{_said(other)}: {one.direction}, not {other.direction}")
        for one, other in turned
        if one.direction != other.direction
    ]
    return Judged(
        {"amounts": Counts(len(pairs), len(wrong), len(gold) - len(pairs))},
        tuple(mistakes),
        bets_of([(told[i].confidence, i in paired) for i in sorted(paired | set(wrong))]),
        {"direction": (sum(one.direction == other.direction for one, other in turned), len(turned))},
    )


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value.replace(",", "").replace(" ", "")).normalize()
    except InvalidOperation:
        return None


def _key(amount: PredictedAmount | LabelledAmount) -> tuple[str, Decimal | None, str | None]:
    is_number = amount.kind in ("count", "quantity")
    unit = None if amount.kind == "count" else amount.unit
    return "number" if is_number else amount.kind, _decimal(amount.value), unit


def _are_one(one: PredictedAmount, other: PredictedAmount | LabelledAmount) -> bool:
    a, b = _key(one), _key(other)
    return a[:2] == b[:2] and (a[2] == b[2] or a[2] is None or b[2] is None)


def _is_small(amount: PredictedAmount) -> bool:
    kind, value, _ = _key(amount)
    return kind == "number" and (value is None or value < LEAST_COUNT)


def _said(amount: PredictedAmount | LabelledAmount) -> str:
    return f"{amount.value} {amount.unit or amount.kind} ({amount.text})"

"""Field names as queries write them."""

import re

from consumers.query import fields as f
from consumers.query.fault import QuerySyntaxError, nearest

_CODE = re.compile(r"[a-z]{3}")
_UNIT = re.compile(r"[^\W_][\w.²³/-]{0,20}")


def check_field(name: str, at: int, *, in_event: bool) -> str:
    """The full name of a field. Raises QuerySyntaxError with the nearest known name."""
    if in_event:
        return _event_field(name, at)
    full = f.ALIASES.get(name, name)
    if full in f.FIELDS:
        return full
    if full.startswith("amount."):
        return _amount_field(full, name, at)
    close = nearest(name, (*f.FIELDS, *f.ALIASES))
    hint = f"Did you mean {close}?" if close else f"Fields: {', '.join(sorted(f.FIELDS))}."
    raise QuerySyntaxError(f'There is no field "{name}".', at, len(name), hint)


def _event_field(name: str, at: int) -> str:
    part = name.removeprefix("event.")
    if part in f.EVENT_PARTS:
        return f"event.{part}"
    if name.startswith("amount."):
        return _amount_field(name, name, at)
    close = nearest(part, f.EVENT_PARTS)
    raise QuerySyntaxError(
        f'An event has no part "{name}".', at, len(name),
        f"Did you mean {close}?" if close else f"Parts: {', '.join(f.EVENT_PARTS)}, amount.usd and the like.",
    )  # fmt: skip


def _amount_field(full: str, name: str, at: int) -> str:
    unit = full.removeprefix("amount.").lower()
    is_unknown_currency = bool(_CODE.fullmatch(unit)) and unit not in f.CURRENCIES
    if _UNIT.fullmatch(unit) and not is_unknown_currency:
        return f"amount.{unit}"
    close = nearest(unit, f.MAIN_MEASURES) or nearest(unit, f.MEASURES)
    raise QuerySyntaxError(
        f'There is no currency or unit "{unit}".', at, len(name),
        f"Did you mean amount.{close}?" if close else "Write a code of ISO 4217 (amount.usd) or amount.percent.",
    )  # fmt: skip

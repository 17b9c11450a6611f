"""The fields of a rule that say when, about what and to whom it speaks: each read from what TOML gives. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, get_args

from consumers.alert.quiet import quiet_of
from consumers.alert.rules import ALARMS
from consumers.alert.subjects import PER
from consumers.alert.when import WhenError, when_of
from schemas.alert import Priority
from schemas.source import Control
from schemas.verdict import Verdict

TEMPLATE_MOST = 4_000
PER_HOUR_MOST = 1_000
_LANGUAGE = re.compile(r"[a-z]{2,3}")
LEVELS: tuple[str, ...] = get_args(Verdict.model_fields["level"].annotation)


class FieldError(ValueError):
    """What is wrong with a field's value, as the end of a sentence that begins with the field's name."""


def field_of(key: str, value: Any) -> Any:
    """The value of one of FIELDS as a rule holds it. Raises FieldError."""
    return FIELDS[key](value)


def _texts(value: Any, known: tuple[str, ...] | None = None, example: str = "") -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
        raise FieldError(f"must be a list of texts{f', as in {example}' if example else ''}")
    unknown = [part for part in value if known is not None and part not in known]
    if unknown:
        raise FieldError(f"has no {unknown[0]!r}: {', '.join(known or ())}")
    return tuple(dict.fromkeys(value))


def _languages(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and _LANGUAGE.fullmatch(v) for v in value):
        raise FieldError('must be a list of language codes, as in ["en", "zh"]')
    return tuple(dict.fromkeys(value))


def _one_of(known: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise FieldError(f"must be one of: {', '.join(known)}")
        return str(value)

    return read


def _text(most: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise FieldError(f"must be a text of at most {most} characters")
        return value

    return read


def _per_hour(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= PER_HOUR_MOST:
        raise FieldError(f"must be a number from 1 to {PER_HOUR_MOST}")
    return value


def _when(value: Any) -> Any:
    if not isinstance(value, str):
        raise FieldError('must be a text, as in "count >= 3 within 2h"')
    try:
        return when_of(value)
    except WhenError as error:
        raise FieldError(f"cannot be read: {error}") from error


def _quiet(value: Any) -> Any:
    if not isinstance(value, str):
        raise FieldError('must be a text, as in "22:00-07:00 Europe/Moscow"')
    try:
        return quiet_of(value)
    except WhenError as error:
        raise FieldError(f"cannot be read: {error}") from error


def _moment(value: Any) -> datetime:
    """A date or time as TOML has them, or as text; UTC where it names no offset."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise FieldError(
                "must be a date or time, as in 2026-12-01 or 2026-12-01T08:00:00+03:00"
            ) from error
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    raise FieldError("must be a date or time, as in 2026-12-01 or 2026-12-01T08:00:00+03:00")


def _template(value: Any) -> str:
    from jinja2 import TemplateSyntaxError  # a few rules have one
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    text = _text(TEMPLATE_MOST)(value)
    try:
        ImmutableSandboxedEnvironment().parse(text)
    except TemplateSyntaxError as error:
        raise FieldError(f"is no template of Jinja: {error.message} (line {error.lineno})") from error
    return text


FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "languages": _languages,
    "sources": lambda value: _texts(value, example='["tass", "xinhua"]'),
    "controls": lambda value: _texts(value, get_args(Control)),
    "levels": lambda value: _texts(value, LEVELS),
    "when": _when,
    "per": _one_of(PER),
    "max_per_hour": _per_hour,
    "quiet": _quiet,
    "mute_until": _moment,
    "priority": _one_of(get_args(Priority)),
    "tags": lambda value: _texts(value, example='["energy"]'),
    "owner": _text(200),
    "team": _text(200),
    "template": _template,
    "alarm": _one_of(ALARMS),
}
"""Every field but id, name, query, channels and enabled, which rule_files.py reads itself."""

"""Models to record values and headers, and back."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from schemas.errors import PoisonError, UnknownMajorVersion
from schemas.model import Model
from schemas.topics import TopicSpec

M = TypeVar("M", bound=Model)

SCHEMA = "schema"
VERSION = "schema_version"
TRACE = "trace_id"
ORIGIN = "origin"
REVISION = "revision"
FIRST_SEEN = "first_seen_ms"
"""Our clock at the poll, in milliseconds since 1970: every stage can tell how old the news is that it passes on."""

_CARRIED = (TRACE, ORIGIN, REVISION, FIRST_SEEN)


def encode(model: Model) -> bytes:
    """The record value: JSON in UTF-8, fields at their default left out."""
    return model.__pydantic_serializer__.to_json(model, exclude_defaults=True)


def headers_of(spec: TopicSpec, carried: Mapping[str, str] | None = None, **more: str) -> dict[str, str]:
    """A record's headers: schema and version of `spec`, then what is carried on from the record it came from."""
    return {
        **{name: value for name, value in (carried or {}).items() if name in _CARRIED},
        **more,
        SCHEMA: spec.model.__name__,
        VERSION: spec.version,
    }


def refuse_unknown_major(spec: TopicSpec, headers: Mapping[str, str]) -> None:
    """Raise UnknownMajorVersion where another major version of the topic's schema wrote a record; without a version
    it counts as the one in force."""
    version = headers.get(VERSION, spec.version)
    if version.partition(".")[0] != spec.version.partition(".")[0]:
        raise UnknownMajorVersion(spec.model.__name__, version, spec.version)


def decode(model: type[M], spec: TopicSpec, value: bytes, headers: Mapping[str, str]) -> M:
    """The model a record holds.

    Raises UnknownMajorVersion (stop) where a newer major version wrote it, PoisonError("undecodable") where
    the value is not what its headers say.
    """
    refuse_unknown_major(spec, headers)
    try:
        return model.model_validate_json(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PoisonError("undecodable", f"{where or 'value'}: {first['msg']}") from error

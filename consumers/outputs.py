"""Records to models and models to records, for the stages."""

from collections.abc import Mapping
from typing import TypeVar

from consumers.ports import Output, Record
from schemas.model import Model
from schemas.topics import TopicSpec
from schemas.wire import decode, encode, headers_of

M = TypeVar("M", bound=Model)


def output(
    spec: TopicSpec, key: str, model: Model, carried: Mapping[str, str] | None = None, **headers: str
) -> Output:
    """The record of `model` for a topic; trace id, origin and revision are carried on from `carried`."""
    return Output(spec.name, key, encode(model), headers_of(spec, carried, **headers))


def tombstone(spec: TopicSpec, key: str) -> Output:
    """The record that removes a key from a compacted topic."""
    return Output(spec.name, key, None)


def read(model: type[M], spec: TopicSpec, record: Record) -> M:
    """The model in a record. Raises PoisonError("undecodable") or UnknownMajorVersion."""
    return decode(model, spec, record.value, record.headers)

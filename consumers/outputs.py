"""Records to models and models to records, for the stages."""

from collections.abc import Mapping
from typing import TypeVar

from consumers.ports import Output, Record
from schemas.classified import Classified
from schemas.model import Model
from schemas.topics import TopicSpec
from schemas.wire import decode, encode, headers_of, refuse_unknown_major

M = TypeVar("M", bound=Model)

KEPT = 400
"""Revisions just written: two batches, or 20 MB where each has a hundred facts."""

_most_kept = KEPT

_written: dict[bytes, Classified] = {}
_values: dict[int, bytes] = {}
"""The values of the revisions in `_written`, by the identity of the model, which lives as long as it stands there."""


def output(
    spec: TopicSpec, key: str, model: Model, carried: Mapping[str, str] | None = None, **headers: str
) -> Output:
    """The record of `model` for a topic; trace id, origin and revision are carried on from `carried`."""
    value = encode(model)
    if isinstance(model, Classified):
        _keep(value, model)
    return Output(spec.name, key, value, headers_of(spec, carried, **headers))


def keep_written(most: int) -> None:
    """How many revisions are remembered from now on: none where a stage has its process to itself, and reads nothing that it wrote."""
    global _most_kept
    _most_kept = most
    while len(_written) > _most_kept:
        _forget(next(iter(_written)))


def tombstone(spec: TopicSpec, key: str) -> Output:
    """The record that removes a key from a compacted topic."""
    return Output(spec.name, key, None)


def read(model: type[M], spec: TopicSpec, record: Record) -> M:
    """The model in a record. Raises PoisonError("undecodable") or UnknownMajorVersion."""
    known = just_written(model, record.value)
    if known is None:
        return decode(model, spec, record.value, record.headers)
    refuse_unknown_major(spec, record.headers)
    return known


def just_written(model: type[M], value: bytes) -> M | None:
    """The model whose record has this value, where this process wrote it a moment ago."""
    known = _written.get(value)
    return known if type(known) is model else None


def value_of(model: Model) -> bytes:
    """The record value of a model: as it was just written, else written now."""
    value = _values.get(id(model))
    return encode(model) if value is None else value


def _keep(value: bytes, model: Classified) -> None:
    """Remember a revision by its bytes. Where all stages share a process the next ones read it at once, and models
    never change: each of three or four readers is spared what costs more than all it does itself."""
    _forget(value)
    _written[value] = model
    _values[id(model)] = value
    while len(_written) > _most_kept:
        _forget(next(iter(_written)))


def _forget(value: bytes) -> None:
    known = _written.pop(value, None)
    if known is not None:
        _values.pop(id(known), None)

"""Forgetting items: in the log, the archive, the indexes of all generations, and the pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from consumers.outputs import output, tombstone
from consumers.ports import IndexVersions, Log, Output, Record
from consumers.replay.archive import Archive
from consumers.replay.generations import generations_of, lags, log_of
from schemas import topics as t
from schemas.alert import Alert
from schemas.errors import ConfigurationError
from schemas.forgotten import Forgotten
from schemas.page import PageState
from schemas.rule_state import RuleState
from schemas.sighting import Sighting
from schemas.topics import TopicSpec
from wirewatch.forgetting.blank import blank_sighting, names_one, quoted, retired_document, without
from wirewatch.text_stores import AmendableLog, Stores

GROUP = "wirewatch.forget"
_BATCH = 500
_KEPT_IN_PLACE = t.ITEMS.name
"""Sightings keep their places: archive and log must join without a gap."""

Told = Callable[[str], None]


def items_of_source(log: Log, source: str) -> frozenset[str]:
    """All items of a source that the log holds."""
    mark = f'"id":"{source}"'.encode()
    return frozenset(
        record.key
        for record in log.records(t.ITEMS.name)
        if mark in record.value and Sighting.model_validate_json(record.value).item.source.id == source
    )


def held(stores: Stores, items: frozenset[str]) -> Counter[str]:
    """How much there is of these items, by topic and store."""
    found: Counter[str] = Counter()
    ids = quoted(items)
    for spec, log, _ in _topics(stores.log):
        if spec.compacted:
            found[spec.name] += sum(key in items for key, _ in log.compacted(spec.name))
        else:
            found[spec.name] += sum(
                _left_of(record, spec, items, ids) != record.value for record in log.records(spec.name)
            )
    for generation in stores.versions.names():
        index = stores.versions.open(generation)
        try:
            found[f"index {generation}"] = sum(index.get(item) is not None for item in items)
        finally:
            index.close()
    for record in _archived(stores.archive):
        found["archive"] += record.key in items and blank_sighting(record.value) != record.value
    return +found


def forget(stores: Stores, items: frozenset[str], now: datetime, reason: str, told: Told) -> Counter[str]:
    """Remove everything about these items and leave their tombstones; how much went, by topic and store. Run again after it was
    cut short, it does the rest. Raises ConfigurationError where records wait that are not read yet."""
    if any(waiting := lags(stores.log, generations_of(stores.log).live).values()):
        raise ConfigurationError(
            f"{sum(waiting)} records wait to be read, and may be about these items: let the stream read them first "
            "(`wirewatch run --once`)."
        )
    told("tombstones")
    marks = [
        output(t.FORGOTTEN, item, Forgotten(item_id=item, at=now, reason=reason)) for item in sorted(items)
    ]
    _commit(stores.log, marks)
    gone: Counter[str] = Counter()
    pages = _pages_of(stores.log, items)
    alerts = _alerts_about(stores.log, items)
    for generation in stores.versions.names():
        told(f"index {generation}")
        gone[f"index {generation}"] += _from_index(stores.versions, generation, items)
    ids = quoted(items)
    for spec, log, name in _topics(stores.log):
        told(name)
        if spec.compacted:
            gone[spec.name] += _from_state(log, spec, items, alerts)
        elif isinstance(stores.log, AmendableLog):
            gone[spec.name] += stores.log.amend(name, partial(_left_of, spec=spec, items=items, ids=ids))
    if stores.archive is not None:
        told("archive")
        gone["archive"] += _from_archive(stores.archive, items)
    gone["pages"] += sum(stores.pages.remove(page) for page in pages)
    return +gone


def stays(log: Log) -> bool:
    """Whether records stay in the log until its retention lets them go, because it cannot remove single ones."""
    return not isinstance(log, AmendableLog)


def _topics(log: Log) -> Iterator[tuple[TopicSpec, Log, str]]:
    """Every topic of every generation, with the log to see it through and its name in the log beneath."""
    for spec in t.TOPICS.values():
        if spec not in (t.FORGOTTEN, t.FEEDS_STATE, t.FEEDS_SEEN, t.CONTROL, t.INDEX_STATE, t.BACKFILLS):
            yield spec, log, spec.name
    for generation in generations_of(log).generations:
        if (theirs := log_of(log, generation.name)) is not log:
            for name in t.GENERATION_TOPICS:
                if name != t.INDEX_STATE.name:
                    yield t.TOPICS[name], theirs, f"{generation.name}.{name}"


def _is_about(spec: TopicSpec, record: Record, items: frozenset[str], ids: Sequence[bytes]) -> bool:
    return record.key in items if spec.key == "item_id" else names_one(record.value, ids)


def _left_of(record: Record, spec: TopicSpec, items: frozenset[str], ids: Sequence[bytes]) -> bytes | None:
    """What is left of a record: all of it, its place alone, or nothing."""
    if not _is_about(spec, record, items, ids):
        return record.value
    return blank_sighting(record.value) if spec.name == _KEPT_IN_PLACE else None


def _from_index(versions: IndexVersions, generation: str, items: Iterable[str]) -> int:
    index = versions.open(generation)
    try:
        documents = [
            retired_document(known) for item in sorted(items) if (known := index.get(item)) is not None
        ]
        for start in range(0, len(documents), _BATCH):
            index.write(documents[start : start + _BATCH])
        return len(documents)
    finally:
        index.close()


def _from_state(log: Log, spec: TopicSpec, items: frozenset[str], alerts: frozenset[str]) -> int:
    outputs: list[Output] = []
    for key, value in log.compacted(spec.name):
        if key in items or (spec.key == "alert_id" and key in alerts):
            outputs.append(tombstone(spec, key))
        elif spec == t.RULES_STATE:
            state = RuleState.model_validate_json(value)
            if (left := without(state, items)) != state:
                outputs.append(output(spec, key, left))
    _commit(log, outputs)
    return len(outputs)


def _commit(log: Log, outputs: Sequence[Output]) -> None:
    view = log.open_stage(GROUP)
    try:
        for start in range(0, len(outputs), _BATCH):
            view.commit(outputs[start : start + _BATCH], {})
    finally:
        view.close()


def _alerts_about(log: Log, items: frozenset[str]) -> frozenset[str]:
    """The ids of alerts about these items: their ledger entries go, too."""
    ids = quoted(items)
    found = (record.value for record in log.records(t.ALERTS.name) if names_one(record.value, ids))
    return frozenset(Alert.model_validate_json(value).alert_id for value in found)


def _pages_of(log: Log, items: frozenset[str]) -> frozenset[str]:
    states = (PageState.model_validate_json(v) for k, v in log.compacted(t.PAGES_STATE.name) if k in items)
    return frozenset(state.page_sha256 for state in states if state.page_sha256)


def _archived(archive: Archive | None) -> Iterator[Record]:
    for day in archive.days() if archive else ():
        for part in day.parts:
            yield from archive.read(day, part.partition) if archive else ()


def _from_archive(archive: Archive, items: frozenset[str]) -> int:
    gone = 0
    for day in archive.days():
        partitions = [part.partition for part in day.parts]
        count = sum(record.key in items for n in partitions for record in archive.read(day, n))
        if count:
            parts: Mapping[int, Iterable[Record]] = {
                n: _blank_records(archive.read(day, n), items) for n in partitions
            }
            archive.write(day.day, parts)
            gone += count
    return gone


def _blank_records(records: Iterable[Record], items: frozenset[str]) -> Iterator[Record]:
    for record in records:
        yield replace(record, value=blank_sighting(record.value)) if record.key in items else record

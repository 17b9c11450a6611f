"""What must hold after any faults: produced = indexed ⊎ irrelevant ⊎ dead, nothing twice, no alert twice."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from consumers.ports import Log, Record
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from schemas import topics as t
from schemas.ledger import LedgerEntry
from wirewatch.data_folder import DataFolder
from wirewatch.dead_letters import dead_letters
from wirewatch.stores import open_index, open_log


def broken_promises(folder: DataFolder, expected: int) -> list[str]:
    """Each promise that does not hold, in words; none where all is well. `expected` items were published."""
    log, index = open_log(folder), open_index(folder)
    try:
        produced = Counter(record.key for record in log.records(t.ITEMS.name))
        found = index.search(SearchRequest(parse_query("*"), limit=1_000_000)).hits
        indexed = {hit.document.item_id for hit in found}
        irrelevant = {record.key for record in log.records(t.DROPPED.name)}
        dead = {letter.item_id or "" for letter in dead_letters(log)}
        broken = [
            *_unless(len(produced) == expected, f"{expected} items were published, {len(produced)} produced"),
            *_unless(not _twice(produced), f"sightings twice: {_twice(produced)[:3]}"),
            *_unless(indexed | irrelevant | dead == set(produced), f"lost: {_lost(produced, indexed | irrelevant | dead)}"),
            *_unless(not indexed & irrelevant, "both indexed and irrelevant"),
            *_unless(not dead & (indexed | irrelevant), "dead and yet elsewhere"),
        ]  # fmt: skip
        for spec in (t.CLASSIFIED, t.FACTS, t.COVERAGE, t.DROPPED):
            broken += _twice_in(
                log, spec.name, lambda record: f"{_item_of(record)}:{record.headers.get('revision')}"
            )
        broken += _twice_in(log, t.ALERTS.name, lambda record: json.loads(record.value)["alert_id"])
        return broken + _broken_alerts(folder.path / "alerts.jsonl", log)
    finally:
        index.close()
        log.close()


def _broken_alerts(file: Path, log: Log) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    sent = Counter(json.loads(line)["alert_id"] for line in lines)
    decided = {
        json.loads(record.value)["alert_id"]
        for record in log.records(t.ALERTS.name)
        if json.loads(record.value)["channel"] == "jsonl"
    }
    entries = [LedgerEntry.model_validate_json(value) for _, value in log.compacted(t.ALERTS_LEDGER.name)]
    unsent = [entry.alert_id for entry in entries if entry.state != "sent"]
    return [
        *_unless(not _twice(sent), f"alerts twice: {_twice(sent)[:3]}"),
        *_unless(set(sent) == decided, f"{len(decided)} alerts decided, {len(sent)} sent"),
        *_unless(not unsent, f"alerts in the ledger not sent: {unsent[:3]}"),
    ]


def _twice_in(log: Log, topic: str, name: Callable[[Record], str]) -> list[str]:
    repeated = _twice(Counter(name(record) for record in log.records(topic)))
    return [f"{topic} twice: {repeated[:3]}"] if repeated else []


def _item_of(record: Record) -> str:
    value = json.loads(record.value)
    return str(value.get("item_id") or value["item"]["item_id"])


def _twice(counts: Counter[str]) -> list[str]:
    return [name for name, count in counts.items() if count > 1]


def _lost(produced: Iterable[str], ended: set[str]) -> list[str]:
    return sorted(set(produced) ^ ended)[:3]


def _unless(holds: bool, message: str) -> list[str]:
    return [] if holds else [message]

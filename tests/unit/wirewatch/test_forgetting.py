"""What is left of what is forgotten, and what the archive keeps of it."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from consumers.ports import Record
from consumers.replay.archive import archive_closed_days
from producers.poller import sighting_output
from schemas.rule_state import RuleState
from schemas.sighting import Sighting
from schemas.topics import ITEMS
from schemas.wire import encode
from tests.builders import NOW, coverage, item, sighting
from wirewatch.adapters.archive import FileArchive
from wirewatch.adapters.memory_index import MemoryIndex, MemoryIndexVersions
from wirewatch.adapters.pages.store import PageStore
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.forgetting.blank import blank_sighting, retired_document, without
from wirewatch.forgetting.forget import forget, held
from wirewatch.text_stores import Stores

WORDS = "Oleg Brusnikin said the pipe was full."


def quiet(what: str) -> None:
    """Told of nothing."""


def test_a_blank_sighting_is_still_one_and_has_no_word_of_the_item() -> None:
    of = item("wire:1", "Brusnikin speaks", WORDS, link="https://wire.example/brusnikin", guid="brusnikin")
    blank = blank_sighting(encode(sighting(of)))
    assert b"rusnikin" not in blank.lower()
    left = Sighting.model_validate_json(blank).item
    assert (left.item_id, left.source, left.first_seen_at) == (of.item_id, of.source, of.first_seen_at)


def test_a_retired_document_wins_over_every_revision_and_has_no_word_of_the_item() -> None:
    index = MemoryIndex()
    known = coverage(item("wire:1", "Brusnikin speaks", WORDS), revision=3)
    document = retired_document(known)
    index.write([document])
    assert index.get("wire:1") is None
    assert document.version > 31
    assert b"rusnikin" not in encode(document.coverage).lower()


def test_a_rule_that_remembers_nothing_of_it_stays_as_it_is() -> None:
    state = RuleState(rule_id="visits", left_out=2)
    assert without(state, {"wire:1"}) == state


def test_the_archive_keeps_the_place_and_none_of_the_words(tmp_path: Path) -> None:
    log, archive = SqliteLog(tmp_path / "log.db"), FileArchive(str(tmp_path / "archive"))
    try:
        log.open_stage("wirewatch.poll").commit(
            [sighting_output(sighting(item(f"wire:{n}", f"Title {n}", f"{WORDS} {n}"))) for n in (1, 2)], {}
        )
        archive_closed_days(log, archive, NOW + timedelta(days=40_000))
        (before,) = archive.days()
        stores = Stores(
            log, MemoryIndexVersions(), archive, PageStore(tmp_path / "pages", max_bytes=0, max_age_s=0)
        )
        gone = forget(stores, frozenset({"wire:1"}), NOW, "", quiet)
        assert (gone["archive"], gone[ITEMS.name]) == (1, 1)
        (after,) = archive.days()
        records: list[Record] = [each for part in after.parts for each in archive.read(after, part.partition)]
        assert [(p.first, p.next, p.records) for p in after.parts] == [
            (p.first, p.next, p.records) for p in before.parts
        ]
        texts = {r.key: Sighting.model_validate_json(r.value).item.text for r in records}
        assert (texts["wire:1"], WORDS in texts["wire:2"]) == ("", True)
        assert held(stores, frozenset({"wire:1"})) == Counter()
    finally:
        log.close()


def test_a_page_is_removed_once(tmp_path: Path) -> None:
    store = PageStore(tmp_path, max_bytes=1_000_000, max_age_s=1e9)
    name = store.keep(b"<p>Brusnikin</p>")
    assert (store.remove(name), store.remove(name), store.get(name)) == (True, False, None)

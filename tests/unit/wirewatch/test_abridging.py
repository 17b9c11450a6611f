"""What the text policy leaves in indexes, log, archive and pages."""

import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from consumers.index.document import document_of
from consumers.outputs import output
from consumers.replay.archive import archive_closed_days
from producers.poller import sighting_output
from schemas.coverage import Coverage
from schemas.facts import Facts
from schemas.item import Item
from schemas.page import PageState
from schemas.sighting import Sighting
from schemas.topics import ITEMS, PAGES_STATE
from tests.builders import NOW, SOURCE, coverage, entity, item, sighting
from wirewatch.abridging.abridge import abridged_coverage, abridged_sighting
from wirewatch.abridging.apply import Abridging
from wirewatch.adapters.archive import FileArchive
from wirewatch.adapters.memory_index import MemoryIndexVersions
from wirewatch.adapters.pages.store import PageStore
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.text_policy import TextPolicy
from wirewatch.text_stores import Stores

FILLING = "Nothing of note was said about the weather of that week in the port. " * 8
BODY = f"Morning came early. {FILLING}Then Oleg Brusnikin said the pipe was full. {FILLING}"
AMID = "weather of that week"
OTHER = SOURCE.model_copy(update={"id": "other", "name": "The Other"})


def covered(of: Item) -> Coverage:
    return coverage(of, facts=Facts(entities=(entity("e1", of.text, "Oleg Brusnikin"),)))


@pytest.mark.parametrize(
    ("kept", "begins"),
    [("snippet", "Brusnikin speaks\n\nMorning came early. Nothing of"), ("link", "Brusnikin speaks\n\n[…] ")],
)
def test_the_words_around_a_fact_stay_and_the_rest_goes(kept: str, begins: str) -> None:
    left = abridged_coverage(covered(item(title="Brusnikin speaks", body=BODY)), kept)  # type: ignore[arg-type]
    assert left.item.text.startswith(begins)
    assert left.item.text.endswith(" […]")
    assert "in the port. Then Oleg Brusnikin said the pipe was full. Nothing" in left.item.text
    assert len(left.item.text) < len(BODY) / 2
    (span,) = left.facts.entities[0].evidence
    assert left.item.text[span.start : span.end] == "Oleg Brusnikin"


def test_an_abridged_revision_takes_the_place_of_the_whole_one_and_gives_way_to_the_next() -> None:
    whole = covered(item(body=BODY))
    left = document_of(abridged_coverage(whole, "link"))
    assert (
        document_of(whole).version
        < left.version
        < document_of(whole.model_copy(update={"revision": 2})).version
    )


def test_a_sighting_of_another_text_than_the_index_holds_keeps_no_more_than_its_headline() -> None:
    known = abridged_coverage(covered(item(body=BODY)), "link")
    seen = sighting(item(body="An older wording."))
    left = abridged_sighting(seen, "link", known)
    assert (left.item.text, left.content_sha256) == ("Xi meets Putin\n\n[…]", seen.content_sha256)
    assert zlib.decompress(left.entry_zlib) == b""


class Kept:
    """A log, an index, an archive and pages with an item of two sources each."""

    def __init__(self, folder: Path) -> None:
        self.log = SqliteLog(folder / "log.db")
        self.versions = MemoryIndexVersions()
        self.archive = FileArchive(str(folder / "archive"))
        self.pages = PageStore(folder / "pages", max_bytes=1_000_000, max_age_s=1e9)
        self.page = self.pages.keep(b"<p>Brusnikin</p>")
        items = [item(f"{s.id}:1", "Brusnikin speaks", BODY, source=s) for s in (SOURCE, OTHER)]
        view = self.log.open_stage("wirewatch.poll")
        view.commit([sighting_output(sighting(each)) for each in items], {})
        page = PageState(
            item_id="wire:1", revision=1, state="taken", link=None, since=NOW, page_sha256=self.page
        )
        view.commit([output(PAGES_STATE, "wire:1", page)], {})
        view.close()
        self.versions.open("g1").write([document_of(covered(each)) for each in items])
        archive_closed_days(self.log, self.archive, NOW + timedelta(days=40_000))

    def abridge(self, policy: TextPolicy, before: datetime) -> Counter[str]:
        stores = Stores(self.log, self.versions, self.archive, self.pages)
        abridging = Abridging(stores, policy, before)
        return abridging.in_indexes() + abridging.in_sightings()

    def texts(self) -> dict[str, list[str]]:
        """By item: the text in log, archive and index."""
        (day,) = self.archive.days()
        records = [*self.log.records(ITEMS.name)]
        records += [each for part in day.parts for each in self.archive.read(day, part.partition)]
        found: dict[str, list[str]] = {}
        for record in records:
            found.setdefault(record.key, []).append(Sighting.model_validate_json(record.value).item.text)
        for key, texts in found.items():
            held = self.versions.open("g1").get(key)
            assert held is not None
            texts.append(held.item.text)
        return found


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    stores = Kept(tmp_path)
    yield stores
    stores.log.close()


FAR = NOW + timedelta(days=40_000)


def test_the_texts_of_a_source_are_abridged_alike_everywhere_once_and_those_of_others_stay(
    kept: Kept,
) -> None:
    policy = TextPolicy(sources={"wire": "link"})
    whole = kept.texts()
    assert kept.abridge(policy, FAR) == {
        "the texts in index g1": 1, "the texts in news.items": 1, "the texts in the archive": 1,
    }  # fmt: skip
    left = kept.texts()
    assert left["other:1"] == whole["other:1"]
    assert len(set(left["wire:1"])) == 1
    assert "Oleg Brusnikin said" in left["wire:1"][0]
    assert left["wire:1"][0].count(AMID) <= 1 < whole["wire:1"][0].count(AMID)
    assert kept.pages.get(kept.page) is None
    assert kept.abridge(policy, FAR) == Counter()


def test_a_source_may_be_excepted_and_young_items_are_left_whole(kept: Kept) -> None:
    whole = kept.texts()
    assert kept.abridge(TextPolicy(usual="snippet"), NOW) == Counter()
    assert kept.abridge(TextPolicy(usual="full"), FAR) == Counter()
    assert kept.texts() == whole
    kept.abridge(TextPolicy(usual="snippet", sources={"wire": "full"}), FAR)
    assert [key for key, texts in kept.texts().items() if texts != whole[key]] == ["other:1"]

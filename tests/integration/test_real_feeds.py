"""Feed files as publishers served them: every file gives the items its manifest states."""

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from producers.feed import Feed
from producers.memory import InlineParser, MemoryFetcher
from producers.poll import Poll, Polled
from producers.ports import Fetched
from producers.slices import cut
from schemas.feed_state import FeedState
from schemas.source import Source
from tests.conftest import shared_folder

NOW = datetime(2026, 8, 25, tzinfo=UTC)

FEWER_ITEMS = {
    # one report stands there twice with the same guid, another with two places on the front page (#2 and #9);
    # both pairs agree in link, title and text, so each is one item
    "bbc_2024_js.xml": 52,
}
NO_TIMES = {
    "dw_ukrainian_rdf_2016.xml": 2
}  # two entries were folded by the viewer that saved the file: "..."


def manifest() -> list[dict[str, str]]:
    path = shared_folder() / "feeds" / "real" / "manifest.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


ROWS = manifest()
every_file = pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])


async def polled(shared: Path, row: dict[str, str]) -> Polled:
    feed = Feed(f"https://agency.example/{row['file']}", Source(id="agency", name="Agency"))
    body = (shared / "feeds" / "real" / row["file"]).read_bytes()
    poll = Poll(MemoryFetcher({feed.address: Fetched(body, feed.key)}), InlineParser(), lambda: NOW, 300)
    return await poll.poll_feed(feed, FeedState(feed=feed.key))


def test_the_files_are_there(shared: Path) -> None:
    assert len(ROWS) == 43


@every_file
async def test_a_file_gives_the_items_its_manifest_states(shared: Path, row: dict[str, str]) -> None:
    result = await polled(shared, row)
    ids = [sighting.item.item_id for sighting in result.sightings]
    assert result.report.entries == int(row["items"])
    assert len(ids) == FEWER_ITEMS.get(row["file"], int(row["items"]))
    assert len(set(ids)) == len(ids)


@every_file
async def test_its_items_can_be_read(shared: Path, row: dict[str, str]) -> None:
    items = [sighting.item for sighting in (await polled(shared, row)).sightings]
    without_time = [item for item in items if item.published_at is None]
    assert len(without_time) == NO_TIMES.get(row["file"], 0)
    assert all(item.link and item.link.startswith("http") for item in items)
    assert all(item.title for item in items if item.text)
    text = "\n".join(item.text for item in items)
    assert "\ufffd" not in text
    assert "<p>" not in text
    assert "&amp;" not in text


@every_file
def test_it_is_cut_rightly(shared: Path, row: dict[str, str]) -> None:
    document = cut((shared / "feeds" / "real" / row["file"]).read_bytes())
    assert len(document.slices) == int(row["items"])


@pytest.mark.parametrize("file", [row["file"] for row in ROWS if row["language"][:2] in ("ru", "zh")])
async def test_its_script_is_its_languages(shared: Path, file: str) -> None:
    row = next(row for row in ROWS if row["file"] == file)
    text = "".join(sighting.item.title or "" for sighting in (await polled(shared, row)).sightings)
    letters = Counter(
        "ru" if "а" <= c.lower() <= "я" else "zh" if "\u4e00" <= c <= "\u9fff" else "" for c in text
    )
    assert letters[row["language"][:2]] > 0.5 * len(text.replace(" ", ""))

"""Files become sightings: once, under the ids polls would give, with their own dates."""

import asyncio
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consumers.classify.stage import decide_sighting
from consumers.gazetteer import load_gazetteer
from consumers.ports import Output
from producers.feed import Feed
from producers.memory import InlineParser, MemoryFetcher
from producers.poll import Poll
from producers.poller import outputs_of
from producers.ports import Fetched
from schemas import topics as t
from schemas.errors import ConfigurationError
from schemas.feed_state import FeedState
from schemas.item_state import ItemState
from schemas.sighting import Sighting
from schemas.source import Source
from schemas.wire import encode
from tests.builders import NOW, item, sighting
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.backfill.bring_in import Backfill, Brought
from wirewatch.backfill.reading import format_of
from wirewatch.backfill.sources import Sources
from wirewatch.backfill.tables import mapping_of

WIRE = Source(id="wire", name="The Wire", country="GBR")
FEED = Feed("https://wire.example/rss.xml", WIRE)
OTHER = Feed("https://other.example/rss.xml", Source(id="other", name="Other"))
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title><link>https://wire.example/</link>
<item><guid isPermaLink="false">long-enough-guid-1</guid><title>China and Russia agree</title><link>https://wire.example/1</link>
<description>On gas.</description><pubDate>Thu, 08 May 2025 10:00:00 GMT</pubDate></item>
<item><guid isPermaLink="false">long-enough-guid-2</guid><title>Rain</title><link>https://wire.example/2</link>
<pubDate>Wed, 07 May 2025 10:00:00 GMT</pubDate></item></channel></rss>"""
PAGE = (
    "<!DOCTYPE html><html><head><title>Xi meets Putin</title><meta property='article:published_time' content='2025-05-08'>"
    "</head><body><nav>Home News Sport</nav><article><h1>Xi meets Putin</h1><p>"
    + "The two leaders met in Moscow and spoke about gas, trade and the border for three hours on Thursday. "
    * 5
    + "</p></article><footer>All rights reserved</footer></body></html>"
)


def bring(
    log: MemoryLog, *files: Path, source: str | None = None, mapping: dict[str, str] | None = None
) -> list[Brought]:
    sources = Sources((FEED, OTHER), source)
    filling = Backfill(
        log, sources, InlineParser(), lambda: NOW, mapping or {}, lambda name, done, total: None
    )

    async def all_of_them() -> list[Brought]:
        return [await filling.bring_in(file) for file in files]

    return asyncio.run(all_of_them())


def sightings(log: MemoryLog) -> list[Sighting]:
    return [Sighting.model_validate_json(record.value) for record in log.records(t.ITEMS.name)]


def written(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def warc_record(address: str, kind: str, status: str, body: str) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-05-09T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def test_an_archived_feed_gives_the_items_a_poll_would_give_but_for_clock_and_origin(tmp_path: Path) -> None:
    log = MemoryLog()
    (brought,) = bring(log, written(tmp_path, "old.xml", RSS))
    assert (brought.items, brought.faulty) == (2, 0)
    poll = Poll(
        MemoryFetcher({FEED.address: Fetched(RSS.encode(), FEED.address)}), InlineParser(), lambda: NOW, 300
    )
    polled = asyncio.run(poll.poll_feed(FEED, FeedState(feed=FEED.key)))
    expected = {s.item.item_id: s.item.model_copy(update={"origin": "backfill"}) for s in polled.sightings}
    found = {each.item.item_id: each.item.model_copy(update={"feed": FEED.key}) for each in sightings(log)}
    assert found == expected
    assert outputs_of(FEED, polled)[0].headers.keys() == next(iter(log.records(t.ITEMS.name))).headers.keys()
    assert {record.headers["origin"] for record in log.records(t.ITEMS.name)} == {"backfill"}


def test_a_file_is_brought_in_once_and_the_next_copy_of_a_feed_brings_what_is_new(tmp_path: Path) -> None:
    log = MemoryLog()
    first = written(tmp_path, "1.xml", RSS)
    later = written(tmp_path, "2.xml", RSS.replace("Rain", "Rain stops"))
    bring(log, first)
    again, second = bring(log, first, later)
    assert (again.again, again.items) == (True, 0)
    assert (second.items, second.known) == (1, 1)
    assert [each.item.title for each in sightings(log)] == ["Rain", "China and Russia agree", "Rain stops"]


def test_columns_are_known_by_their_usual_names_or_mapped(tmp_path: Path) -> None:
    log = MemoryLog()
    known = written(
        tmp_path,
        "a.csv",
        "Title;Text;URL;Date;source_id\nA visit;First line.;https://x.example/1;2025-05-08;wire\n",
    )
    mapped = written(tmp_path, "b.csv", 'Headline,Body,When\n"A, b","One.\nTwo.",08.05.2025 10:30\n')
    bring(log, known)
    bring(log, mapped, source="wire", mapping=mapping_of(("title=Headline", "published=when")))
    first, second = (each.item for each in sightings(log))
    assert (first.title, first.body, first.link, first.source.id) == (
        "A visit",
        "First line.",
        "https://x.example/1",
        "wire",
    )
    assert first.published_at == datetime(2025, 5, 8, tzinfo=UTC)
    assert (second.title, second.body) == ("A, b", "One.\nTwo.")
    assert second.published_at == datetime(2025, 5, 8, 10, 30, tzinfo=UTC)
    assert (second.origin, second.first_seen_at, second.feed) == ("backfill", NOW, "backfill:b.csv")


def test_json_lines_reach_into_objects_and_bad_lines_are_named_while_the_rest_comes_in(
    tmp_path: Path,
) -> None:
    log = MemoryLog()
    lines = [
        '{"title": "One", "date": "2025-05-08", "meta": {"url": "https://wire.example/1"}}',
        "not json",
        '["a list"]',
        '{"title": "Two", "date": "tomorrow", "meta": {"url": "https://wire.example/2"}}',
        '{"date": "2025-05-08", "meta": {"url": "https://wire.example/3"}}',
        '{"title": "Whose?", "date": "2025-05-08"}',
        '{"title": "Six", "date": 1746698400, "meta": {"url": "https://wire.example/6"}}',
    ]
    (brought,) = bring(
        log, written(tmp_path, "x.jsonl", "\n".join(lines)), mapping=mapping_of(("link=meta.url",))
    )
    assert [each.item.title for each in sightings(log)] == ["One", "Six"]
    assert sightings(log)[1].item.published_at == datetime(2025, 5, 8, 10, tzinfo=UTC)
    told = {fault.place: fault.why for fault in brought.faults}
    assert sorted(told) == ["line 2", "line 3", "line 4", "line 5", "line 6"]
    assert "not JSON" in told["line 2"]
    assert "'tomorrow' cannot be read" in told["line 4"]
    assert "neither a title nor a text" in told["line 5"]
    assert "--source" in told["line 6"]


def test_a_web_archive_gives_its_feeds_and_pages_with_the_time_they_were_fetched(tmp_path: Path) -> None:
    answers = (
        ("https://wire.example/rss.xml", "application/rss+xml", "200 OK", RSS),
        ("https://wire.example/news/7", "text/html; charset=utf-8", "200 OK", PAGE),
        ("https://wire.example/gone", "text/html", "404 Not Found", PAGE),
        ("https://nobody.example/news/8", "text/html", "200 OK", PAGE),
        ("https://wire.example/logo.png", "image/png", "200 OK", "x"),
    )
    packed = b"".join(gzip.compress(warc_record(*answer)) for answer in answers)
    log = MemoryLog()
    (brought,) = bring(log, written(tmp_path, "crawl.warc.gz", packed))
    found = [each.item for each in sightings(log)]
    assert [each.title for each in found] == ["Rain", "China and Russia agree", "Xi meets Putin"]
    assert {each.first_seen_at for each in found} == {datetime(2025, 5, 9, 8, tzinfo=UTC)}
    page = found[-1]
    assert "three hours" in page.body
    assert "rights reserved" not in page.body
    assert (page.link, page.published_at) == ("https://wire.example/news/7", datetime(2025, 5, 8, tzinfo=UTC))
    assert [fault.place for fault in brought.faults] == ["record 4 (https://nobody.example/news/8)"]


def test_a_plain_article_says_of_itself_what_it_can(tmp_path: Path) -> None:
    log = MemoryLog()
    article = (
        "Title: Xi meets Putin\nDate: 2025-05-08\nLink: https://wire.example/9\n\nThey met.\n\nThey spoke.\n"
    )
    plain = "Putin in Beijing\n\nHe came on Thursday.\n"
    (first, second) = bring(
        log, written(tmp_path, "a.txt", article), written(tmp_path, "b.txt", plain), source="other"
    )
    assert (first.items, second.items) == (1, 1)
    one, two = (each.item for each in sightings(log))
    assert (one.title, one.body, one.source.id) == ("Xi meets Putin", "They met.\nThey spoke.", "other")
    assert (two.title, two.body, two.published_flags) == (
        "Putin in Beijing",
        "He came on Thursday.",
        ("missing",),
    )


def test_what_the_stream_knows_from_polls_is_left_alone(tmp_path: Path) -> None:
    log = MemoryLog()
    bring(log, written(tmp_path, "1.xml", RSS))
    item_id = sightings(log)[1].item.item_id
    polled = ItemState(revision=3, content_sha256="0" * 64, relevant=True)
    other = MemoryLog()
    other.open_stage("wirewatch.classify").commit([Output(t.ITEMS_STATE.name, item_id, encode(polled))], {})
    (brought,) = bring(other, written(tmp_path, "1.xml", RSS))
    assert (brought.items, brought.known) == (1, 1)
    assert [each.item.title for each in sightings(other)] == ["Rain"]


@pytest.mark.parametrize(("before", "outcome"), [(None, "known_live"), ("backfill", 4)])
def test_classify_never_replaces_a_polls_revision_by_one_from_a_file(
    before: str | None, outcome: object
) -> None:
    known = ItemState.model_validate(
        {"revision": 3, "content_sha256": "0" * 64, "relevant": True, "origin": before}
    )
    decided = decide_sighting(sighting(item(origin="backfill")), known, (), load_gazetteer())
    assert outcome == (decided if isinstance(decided, str) else decided.state.revision)


def test_a_poll_takes_an_item_over_from_a_file(tmp_path: Path) -> None:
    known = ItemState(revision=1, content_sha256="0" * 64, relevant=True, origin="backfill")
    decided = decide_sighting(sighting(item(origin="live")), known, (), load_gazetteer())
    assert not isinstance(decided, str)
    assert (decided.state.revision, decided.state.origin) == (2, None)


def test_a_backfill_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    class DiesAfterTwo(MemoryLog):
        left = 2

    rows = "title,date,url\n" + "".join(f"Item {n},2025-05-08,https://wire.example/{n}\n" for n in range(350))
    file = written(tmp_path, "many.csv", rows)
    log = DiesAfterTwo()
    stage = type(log.open_stage("x"))
    commit = stage.commit

    def dying(self, outputs, offsets):  # type: ignore[no-untyped-def]
        if log.left == 0:
            raise KeyboardInterrupt
        log.left -= 1
        commit(self, outputs, offsets)

    stage.commit = dying  # type: ignore[method-assign]
    try:
        with pytest.raises(KeyboardInterrupt):
            bring(log, file)
    finally:
        stage.commit = commit  # type: ignore[method-assign]
    assert len(sightings(log)) == 200
    (brought,) = bring(log, file)
    assert brought.items == 150
    assert sorted(each.item.title or "" for each in sightings(log)) == sorted(f"Item {n}" for n in range(350))


def test_files_are_told_by_what_they_hold(tmp_path: Path) -> None:
    assert format_of(written(tmp_path, "a.bin", RSS)) == "feed"
    assert format_of(written(tmp_path, "a.txt", PAGE)) == "page"
    assert format_of(written(tmp_path, "rss.xml.gz", gzip.compress(RSS.encode()))) == "feed"
    assert format_of(written(tmp_path, "x.log", '{"title": "x"}')) == "jsonl"
    assert format_of(written(tmp_path, "x.tsv", "title\tdate\n")) == "csv"
    assert format_of(written(tmp_path, "x.md", "# Hello")) == "text"


def test_mistakes_in_what_was_asked_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="did you mean wire"):
        Sources((FEED, OTHER), "wires")
    with pytest.raises(ConfigurationError, match="FIELD=COLUMN"):
        mapping_of(("headline",))
    (brought,) = bring(MemoryLog(), written(tmp_path, "x.csv", "a,b\n1,2\n"), source="wire")
    assert "columns: a, b" in brought.faults[0].why
    (brought,) = bring(MemoryLog(), written(tmp_path, "y.csv", b"title\n\xff\xfe\n"), source="wire")
    assert "not UTF-8" in brought.faults[0].why

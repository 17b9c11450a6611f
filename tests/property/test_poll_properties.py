"""What holds for every feed document: cutting, identity, text, envelopes, polling twice."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from producers.dates import read_published
from producers.encoding import encoding_of
from producers.envelope import Sealer, open_envelope
from producers.feed import Feed
from producers.identity import Named, identify
from producers.links import canonical_link, feed_key, web_link
from producers.memory import InlineParser, MemoryFetcher
from producers.parse import parse_document
from producers.poll import Poll, Polled
from producers.ports import Fetched
from producers.slices import cut
from producers.text import line_of, text_of
from schemas.feed_state import FeedState
from schemas.source import Source

FEED = Feed("https://agency.example/rss", Source(id="agency", name="Agency"))
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

printable = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"]), max_size=40)
entries = st.fixed_dictionaries({"title": printable, "guid": st.sampled_from(["", "1", "tag:a.org,26:2", "tag:a.org,26:3"]), "link": st.sampled_from(["", "/a", "/b"])})  # fmt: skip
documents = st.lists(entries, max_size=8)


def rss(items: Sequence[dict[str, str]]) -> bytes:
    body = "".join(
        "<item>"
        + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in item.items() if value)
        + "</item>"
        for item in items
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{body}</channel></rss>".encode()
    )


def polled(state: FeedState, *bodies: bytes) -> tuple[FeedState, list[Polled]]:
    fetcher = MemoryFetcher({FEED.address: [Fetched(body, FEED.key) for body in bodies]})
    poll, done = Poll(fetcher, InlineParser(), lambda: NOW, 300), []
    for _ in bodies:
        done.append(asyncio.run(poll.poll_feed(FEED, state)))
        state = done[-1].state
    return state, done


@given(documents)
def test_a_cut_document_gives_the_entries_of_the_whole(items: list[dict[str, str]]) -> None:
    document = cut(rss(items))
    assert len(document.slices) == len(items)
    whole = parse_document(document.whole(), FEED.key).entries
    assert parse_document(document.only(document.slices), FEED.key).entries == whole
    alone = [parse_document(document.only([piece]), FEED.key).entries for piece in document.slices]
    assert tuple(entry for (entry,) in alone) == whole


@given(documents)
def test_an_envelope_gives_its_entry_back(items: list[dict[str, str]]) -> None:
    document = cut(rss(items))
    sealer = Sealer(document)
    for piece in document.slices:
        opened = cut(open_envelope(sealer.seal(piece)))
        assert parse_document(opened.whole(), FEED.key).entries == parse_document(document.only([piece]), FEED.key).entries  # fmt: skip


@given(st.binary(max_size=400))
def test_cutting_takes_any_bytes(body: bytes) -> None:
    document = cut(body)
    assert all(piece in document.body for piece in document.slices)
    document.whole()


@given(st.lists(st.sampled_from([b"<item>", b"</item>", b"<item", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<rss>", b">", b"x"]), max_size=30))  # fmt: skip
def test_slices_are_whole_and_in_order(pieces: list[bytes]) -> None:
    document = cut(b"".join(pieces))
    at = 0
    for piece in document.slices:
        at = document.body.index(piece, at) + len(piece)
        assert piece.startswith(b"<item")
        assert piece.endswith(b">")
        assert cut(piece).slices == (piece,), "a piece alone is cut as it was in its document"


@given(st.text(max_size=200), st.booleans())
def test_text_is_clean_and_stays_what_it_is(value: str, is_html: bool) -> None:
    text = text_of(value, is_html=is_html)
    assert text == "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
    assert not any(char < " " and char != "\n" for char in text)
    text.encode()
    assert "\n" not in line_of(value, is_html=is_html)


@given(printable)
def test_plain_words_come_through_unchanged(value: str) -> None:
    words = " ".join(word for word in value.split() if word.isalnum() and word.isascii())
    assert text_of(words, is_html=False) == text_of(words, is_html=True) == words


@given(
    st.text(st.sampled_from("Россия и Китай подписали соглашение о торговле. "), min_size=40, max_size=400)
)
def test_a_russian_text_is_read_in_any_of_its_encodings(text: str) -> None:
    if sum(char.isalpha() for char in text) > 20:
        for name in ("utf-8", "cp1251", "utf-16"):
            body = f"<?xml version='1.0' encoding='{name}'?><rss>{text}</rss>".encode(name)
            assert text.strip() in body.decode(encoding_of(body)).lstrip("\ufeff")


names = st.builds(
    Named,
    st.sampled_from([None, "1", "2", "an-opaque-but-long-id", "https://a.org/x", "https://a.org/x#3"]),
    st.sampled_from([None, "https://a.org/x", "https://a.org/y"]),
    st.sampled_from("abc"),
)


@given(st.lists(names, max_size=10))
def test_one_id_never_stands_for_two_different_entries_of_a_document(found: list[Named]) -> None:
    identities, _ = identify("s", found)
    contents: dict[str, str] = {}
    for identity, entry in zip(identities, found, strict=True):
        assert contents.setdefault(identity.item_id, entry.content) == entry.content


@given(st.lists(names, max_size=10), st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_the_order_of_entries(found: list[Named], random: Random) -> None:
    identities, _ = identify("s", found)
    pairs = list(zip(found, identities, strict=True))
    random.shuffle(pairs)
    again, _ = identify("s", [entry for entry, _ in pairs])
    assert list(again) == [identity for _, identity in pairs]


@given(documents)
@settings(max_examples=50)
def test_polling_a_document_twice_publishes_it_once(items: list[dict[str, str]]) -> None:
    body = rss(items)
    _, (first, second) = polled(FeedState(feed=FEED.key), body, body + b"\n")
    assert second.sightings == ()
    ids = [sighting.item.item_id for sighting in first.sightings]
    assert len(ids) == len(set(ids))


@given(documents, documents)
@settings(max_examples=50)
def test_unchanged_entries_are_never_published_again(
    one: list[dict[str, str]], other: list[dict[str, str]]
) -> None:
    _, (first, second) = polled(FeedState(feed=FEED.key), rss(one), rss(one + other))
    before = {(s.item.item_id, s.content_sha256) for s in first.sightings}
    assert not before & {(s.item.item_id, s.content_sha256) for s in second.sightings}


versions = st.dictionaries(st.sampled_from("123"), st.sampled_from("ABC"), max_size=3)


@given(st.lists(versions, min_size=2, max_size=7), st.booleans())
@settings(max_examples=50)
def test_every_edit_is_published_also_one_that_goes_back(shown: list[dict[str, str]], is_cut: bool) -> None:
    trap = b"" if is_cut else b"<!-- <item> -->"
    bodies = [
        rss([{"title": title, "guid": guid} for guid, title in found.items()]).replace(
            b"<channel>", b"<channel>" + trap
        )
        for found in shown
    ]
    _, done = polled(FeedState(feed=FEED.key), *bodies)
    known: dict[str, str] = {}
    for found, poll in zip(shown, done, strict=True):
        published = {sighting.item.guid: sighting.item.title for sighting in poll.sightings}
        assert published == {guid: title for guid, title in found.items() if known.get(guid) != title}
        known |= found


@given(documents)
@settings(max_examples=50)
def test_offsets_of_an_item_lead_to_its_body(items: list[dict[str, str]]) -> None:
    _, (first,) = polled(FeedState(feed=FEED.key), rss(items))
    for sighting in first.sightings:
        item = sighting.item
        assert item.text == (f"{item.title}\n\n{item.body}" if item.body_start else item.title or item.body)


@given(st.text(max_size=60))
def test_any_claim_gives_a_time_or_says_what_is_wrong(claim: str) -> None:
    published = read_published(((claim, None),), NOW, "CHN")
    assert published.at or published.flags
    assert published.at is None or published.at.tzinfo is UTC


@given(st.datetimes(datetime(1995, 1, 1), datetime(2026, 3, 1)))
def test_what_is_written_is_read(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    for claim in (
        moment.strftime("%a, %d %b %Y %H:%M:%S +0000"),
        moment.isoformat(),
        moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    ):
        assert read_published(((claim, None),), NOW).at == moment


@given(st.text(max_size=80), st.sampled_from([None, "https://a.org/b/"]))
def test_a_link_is_safe_and_stays_what_it_is(value: str, base: str | None) -> None:
    link = web_link(value, base)
    if link is not None:
        assert link.startswith(("http://", "https://"))
        assert not set(link) & set(' \n\r\t\x00"<>')
        assert web_link(link) == link
        assert canonical_link(link) == canonical_link(link.replace("https://", "http://"))
        assert "@" not in feed_key(link).split("/")[2]

"""The bytes kept with every item: enough to parse it again, and no more."""

from producers.entry import Entry
from producers.envelope import Sealer, open_envelope, seal_entry
from producers.parse import parse_document
from producers.slices import cut

HEAD = (
    "<?xml version='1.0' encoding='windows-1251'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Агентство</title>"
)
ITEM = "<item><title>Китай и Россия</title><dc:date>2026-03-02T10:00:00Z</dc:date></item>"
BODY = f"{HEAD}{ITEM}<item><title>Другое</title></item></channel></rss>".encode("cp1251")


def reparsed(sealed: bytes) -> Entry:
    document = cut(open_envelope(sealed))
    (entry,) = parse_document(document.whole(), "https://agency.example/rss").entries
    return entry


def test_an_envelope_holds_the_original_bytes_of_its_entry() -> None:
    document = cut(BODY)
    opened = open_envelope(Sealer(document).seal(document.slices[0]))
    assert ITEM.encode("cp1251") in opened
    assert "Другое".encode("cp1251") not in opened


def test_an_envelope_is_parsed_to_the_entry_it_came_from() -> None:
    document = cut(BODY)
    entries = parse_document(document.only(document.slices), "https://agency.example/rss").entries
    sealer = Sealer(document)
    assert tuple(reparsed(sealer.seal(piece)) for piece in document.slices) == entries


def test_only_the_namespaces_an_entry_uses_are_kept() -> None:
    document = cut(BODY)
    opened = open_envelope(Sealer(document).seal(document.slices[0]))
    assert b"xmlns:dc" in opened
    assert b"xmlns:media" not in opened


def test_entities_of_the_document_are_kept_with_it() -> None:
    body = b'<!DOCTYPE rss [\n<!ENTITY agency "Agency">\n]>\n<rss><channel><item><title>&agency;</title></item></channel></rss>'
    document = cut(body)
    assert reparsed(Sealer(document).seal(document.slices[0])).title == "Agency"


def test_an_entry_without_a_slice_is_written_anew() -> None:
    body = b"<rss><channel><!-- <item> --><item><title>A &amp; B</title><guid>7</guid><link>https://a.example/7</link><description>&lt;p&gt;Text&lt;/p&gt;</description><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item></channel></rss>"
    document = cut(body)
    assert document.slices == ()
    (entry,) = parse_document(document.whole(), "https://a.example/", keep_markup=True).entries
    again = reparsed(seal_entry(entry))
    assert (again.title, again.body, again.link, again.guid, again.published) == (
        "A & B", "Text", "https://a.example/7", "7", "Mon, 02 Mar 2026 09:00:00 GMT",
    )  # fmt: skip

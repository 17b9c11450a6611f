"""The shorter way through feedparser gives what feedparser gives, or leaves the document to it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from producers.entry import ParsedFeed
from producers.fields import entries_of
from producers.parse import parse_anyhow, parse_document
from producers.slices import cut
from producers.strict import parse_strictly

HEAD = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire</title>'
    "<link>https://wire.example/</link><language>en-gb</language>"
)
READ_HERE = {
    "an item with pictures, authors and categories": HEAD
    + '<item><title>Gas &amp; oil</title><category domain="d">energy</category><dc:creator>A. B.</dc:creator>'
    '<media:content url="x.jpg"><media:title>A picture</media:title><media:credit>C. D.</media:credit></media:content>'
    "<description>&lt;p&gt;One.&lt;/p&gt;</description><pubDate>Thu, 05 Nov 2026 10:00:00 GMT</pubDate>"
    '<link>/a?b=1&amp;c=2</link><guid isPermaLink="false">g1</guid></item></channel></rss>',
    "a title only in a picture": HEAD
    + "<item><media:content><media:title>A picture</media:title></media:content></item></channel></rss>",
    "full text beside a summary": HEAD
    + "<item><title>t</title><description>s</description><content:encoded><![CDATA[<p>long &nbsp; text</p>]]>"
    "</content:encoded><enclosure url='https://wire.example/a.mp3'/></item></channel></rss>",
    "Atom with people and XHTML": '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Лента</title>'
    '<author><name>Н. Н.</name><uri>https://n.example</uri></author><entry xml:base="https://b.example/"><id>urn:1</id>'
    '<title type="html">&lt;b&gt;Газ&lt;/b&gt;</title><author><name>М.</name></author><category term="x"/>'
    '<link rel="alternate" href="a"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
    "<p>Текст <category>не тег</category></p></div></content><updated>2026-11-05T10:00:00+03:00</updated></entry></feed>",
    "RDF": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="u"><title>线</title></channel>'
    '<item rdf:about="https://wire.example/1"><title>天然气</title><dc:date>2026-11-05</dc:date>'
    "<dc:subject>能源</dc:subject></item></rdf:RDF>",
    "a declared encoding that is not the document's any more": '<?xml version="1.0" encoding="windows-1251"?>'
    + HEAD + "<item><title>Газ</title></item></channel></rss>",
}  # fmt: skip
LEFT_TO_FEEDPARSER = {
    "not well-formed": HEAD + "<item><title>Gas & oil</title></item></channel></rss>",
    "a document type": '<!DOCTYPE rss [<!ENTITY gas "Gas">]>' + HEAD + "<item><title>&gas;</title></item></channel></rss>",
    "a picture in a category": HEAD
    + "<item><category>c<image><title>t</title></image></category></item></channel></rss>",
    "a prefix without a namespace": HEAD + "<item><x:title>t</x:title></item></channel></rss>",
}  # fmt: skip


def read(parsed: Mapping[str, Any]) -> ParsedFeed:
    """The entries, with all that is kept of them."""
    return entries_of(parsed, "https://wire.example/rss", keep_markup=True)


@pytest.mark.parametrize("document", READ_HERE.values(), ids=READ_HERE)
def test_a_well_formed_document_reads_as_feedparser_reads_it(
    document: str,
) -> None:
    parsed = parse_strictly(document.encode())
    assert parsed is not None
    assert read(parsed) == read(parse_anyhow(document.encode()))
    assert read(parsed).entries


@pytest.mark.parametrize("document", LEFT_TO_FEEDPARSER.values(), ids=LEFT_TO_FEEDPARSER)
def test_what_is_unusual_is_left_to_feedparser(document: str) -> None:
    assert parse_strictly(document.encode()) is None
    assert read(parse_anyhow(document.encode())).entries


def test_bytes_that_are_no_utf_8_are_left_to_feedparser() -> None:
    assert parse_strictly(HEAD.encode() + b"<item><title>\xff</title></item></channel></rss>") is None


def test_every_document_of_the_corpora_reads_as_feedparser_reads_it(shared: Path) -> None:
    files = [*shared.glob("feeds/real/*.xml"), *shared.glob("corpora/feedparser/**/*.xml")]
    read_here = 0
    for file in files:
        document = cut(file.read_bytes()).whole()
        if (parsed := parse_strictly(document)) is not None:
            read_here += 1
            assert read(parsed) == read(parse_anyhow(document)), file.name
    assert read_here > len(files) / 2


@pytest.mark.parametrize(
    "odd",
    [
        '<georss:where><gml:Point srsName="EPSG::WGS84"><gml:pos>1 2</gml:pos></gml:Point></georss:where>',  # a ValueError of feedparser
        "<gml:posList>1 2</gml:posList>",  # a KeyError
        '<psc:chapters version="1.1"><psc:chapter title="One"/></psc:chapters>',  # a TypeError
        "<width></width><image><width/></image>",
        "<textInput><link/></textInput>",
    ],
)
def test_what_is_odd_in_elements_nobody_reads_costs_no_entry(odd: str) -> None:
    document = (
        HEAD.replace("<channel>", '<channel xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml" xmlns:psc="http://podlove.org/simple-chapters">')
        + f"<item><title>Gas</title>{odd}<link>https://wire.example/1</link><description>Oil</description></item></channel></rss>"
    )  # fmt: skip
    parsed = parse_document(document.encode(), "https://wire.example/rss")
    assert [(entry.title, entry.body) for entry in parsed.entries] == [("Gas", "Oil")]

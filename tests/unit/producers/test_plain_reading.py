"""Plain entries are read without feedparser's handlers, and say what feedparser would say."""

from pathlib import Path

import pytest

from producers.fields import entries_of
from producers.parse import parse_anyhow
from producers.plain import parse_plainly
from producers.slices import cut

ADDRESS = "https://wire.example/rss"
HEAD = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:yandex="http://news.yandex.ru"><channel><title>The Wire</title>'
    "<link>https://wire.example/</link><language>en-gb</language>"
)
END = "</channel></rss>"
PLAIN = {
    "a newswire's item": "<item><title>Gas &amp; oil</title><link>/a?b=1&amp;c=2</link><guid isPermaLink='false'>g1</guid>"
    "<category domain='d'>energy</category><dc:creator>A. B.</dc:creator><pubDate>Thu, 05 Nov 2026 10:00:00 GMT</pubDate>"
    "<media:content url='x.jpg'><media:title>A picture</media:title></media:content><description>&lt;p&gt;One.&lt;/p&gt;</description></item>",
    "text and full text": "<item><title>t</title><description>s</description><content:encoded><![CDATA[<p>long &nbsp; text</p>]]></content:encoded></item>",
    "a Russian newswire's full text": "<item><title>Газ</title><description>Кратко</description><yandex:full-text>Полностью и подробно</yandex:full-text></item>",
    "a guid that is the link": "<item><title>t</title><guid>https://wire.example/1</guid></item>",
    "HTML in a title": "<item><title>Gas &lt;b&gt;and&lt;/b&gt; oil</title></item>",
    "a date of rare form": "<item><title>t</title><pubDate>Κυρ, 11 Ιούλ 2004 12:00:00 EST</pubDate></item>",
    "a namespace that only the entry declares": "<item><title>t</title><post-id xmlns='com-wordpress:feed-additions:1'>7</post-id></item>",
    "a search feed's publisher": "<item><title>t</title><source url='https://paper.example'>The &lt;Paper&gt;</source></item>",
    "an entry that says nothing": "<item></item>",
}  # fmt: skip
LEFT = {
    "an element in a title": "<item><title>Gas <b>and</b> oil</title></item>",
    "two titles": "<item><title>one</title><title>two</title></item>",
    "a picture's title before the entry's": "<item><media:content><media:title>A picture</media:title></media:content><title>t</title></item>",
    "a picture's caption, which feedparser takes for text": "<item><title>t</title><description>s</description><media:description>c</media:description></item>",
    "a language of its own": "<item><title xml:lang='ru'>t</title></item>",
    "a base of its own": "<item><title>t</title><category xml:base='https://b.example/'>c</category></item>",
    "a source with a title": "<item><title>t</title><source><title>s</title></source></item>",
    "an address with slashes too many": "<item><link>http:///wire.example/1</link></item>",
    "content of a rare type": "<item><content type='application/xhtml+xml'>t</content></item>",
}  # fmt: skip


@pytest.mark.parametrize("item", PLAIN.values(), ids=PLAIN)
def test_plain_entries_say_what_feedparser_says(item: str) -> None:
    document = (HEAD + item + END).encode()
    read = parse_plainly(document, ADDRESS, keep_markup=True)
    assert read is not None
    assert read == entries_of(parse_anyhow(document), ADDRESS, keep_markup=True)
    assert len(read.entries) == 1


@pytest.mark.parametrize("item", LEFT.values(), ids=LEFT)
def test_what_is_not_plain_is_left_to_feedparser(item: str) -> None:
    assert parse_plainly((HEAD + item + END).encode(), ADDRESS) is None


@pytest.mark.parametrize(
    "document",
    [HEAD + "<item><title>Gas & oil</title></item>" + END, "<!DOCTYPE rss>" + HEAD + PLAIN["an entry that says nothing"] + END,
     HEAD + END, HEAD + PLAIN["an entry that says nothing"] + "<image><title>t</title></image>" + END],
    ids=["not well-formed", "a document type", "no entries", "more of the feed after its entries"],
)  # fmt: skip
def test_documents_that_are_not_plain_are_left_to_feedparser(document: str) -> None:
    assert parse_plainly(document.encode(), ADDRESS) is None


def test_entries_of_the_corpora_say_what_feedparser_says(shared: Path) -> None:
    files = [*shared.glob("feeds/real/*.xml"), *shared.glob("corpora/feedparser/**/*.xml")]
    for file in files:
        document = cut(file.read_bytes()).whole()
        if (read := parse_plainly(document, ADDRESS, keep_markup=True)) is not None:
            assert read == entries_of(parse_anyhow(document), ADDRESS, keep_markup=True), file.name


def test_most_real_feeds_are_plain(shared: Path) -> None:
    documents = [cut(file.read_bytes()) for file in sorted(shared.glob("feeds/real/*.xml"))]
    plain = [
        parse_plainly(document.only(document.slices), ADDRESS) for document in documents if document.slices
    ]
    assert sum(read is not None for read in plain) >= 0.8 * len(plain)

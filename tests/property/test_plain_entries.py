"""Whatever stands in entries: read here, they say what feedparser says, or they are left to it."""

from itertools import chain
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given
from hypothesis import strategies as st

from producers.fields import entries_of
from producers.parse import parse_anyhow
from producers.plain import parse_plainly

ADDRESS = "https://wire.example/rss"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd" xmlns:yandex="http://news.yandex.ru" '
    'xmlns:title="urn:x" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
HEADS = {
    f'<rss version="2.0" {NAMESPACES}><channel><title>Wire</title><link>https://wire.example/</link><language>en</language>': "</channel></rss>",
    f'<rss version="2.0" xml:lang="ru_RU" {NAMESPACES}><channel>': "</channel></rss>",
    f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh" {NAMESPACES}><title>线</title>': "</feed>",
    f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {NAMESPACES}><channel/>': "</rdf:RDF>",
}
TAGS = (
    "title", "title", "link", "link", "guid", "id", "description", "summary", "content", "content:encoded", "pubDate", "published",
    "updated", "dc:date", "created", "dcterms:issued", "dc:language", "dc:title", "dc:description", "media:title", "media:content",
    "media:description", "media:group", "source", "author", "name", "category", "enclosure", "image", "comments", "date",
    "yandex:full-text", "title:detail", "slash:comments", "itunes:summary", "feedburner:origLink", "atom:link", "body", "unheard",
)  # fmt: skip
TEXTS = (
    "", " ", "Gas & oil", "<p>One &amp; <b>two</b></p>", "a < b", "&amp;lt;i&amp;gt;", "https://wire.example/a?b=1&c=2", "/a", "http:///a",
    "urn:1", "Thu, 05 Nov 2026 10:00:00 GMT", "2026-11-05T10:00:00+03:00", "Thu, 5 Nov 2026 10:00", "вчера", "31 Feb 2026 10:00:00 GMT",
    "Газ\n и нефть", "天然气", "caf\xe9", "Ð“Ð°Ð·", "\x93quoted\x94", "\u200b", "en", "x" * 40, "<script>a</script>b", "&nbsp;x&#8217;s",
)  # fmt: skip
ATTRIBUTES = (
    ("isPermaLink", "false"), ("isPermaLink", "true"), ("href", "https://wire.example/b"), ("href", "/c"), ("rel", "alternate"), ("rel", "self"),
    ("rel", "enclosure"), ("type", "html"), ("type", "text"), ("type", "text/html"), ("type", "xhtml"), ("url", "https://wire.example/p.jpg"),
    ("xml:lang", "uk"), ("xml:base", "https://b.example/"), ("domain", "x"), ("mode", "base64"),
)  # fmt: skip

attributes = st.lists(st.sampled_from(ATTRIBUTES), max_size=2, unique_by=lambda pair: pair[0])
elements: st.SearchStrategy[Any] = st.recursive(
    st.tuples(st.sampled_from(TAGS), attributes | st.just([]), st.sampled_from(TEXTS), st.just([])),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.just([]), st.just(""), st.lists(inner, max_size=2)),
    max_leaves=3,
)
likely: st.SearchStrategy[Any] = st.tuples(
    st.sampled_from(TAGS), st.just([]), st.sampled_from(TEXTS), st.just([])
)


def written(element: Any) -> str:
    tag, given_attributes, text, inside = element
    start = "".join(f" {name}={quoteattr(value)}" for name, value in given_attributes)
    return f"<{tag}{start}>{escape(text)}{''.join(written(each) for each in inside)}</{tag}>"


@given(
    st.sampled_from(sorted(HEADS)),
    st.lists(st.lists(likely, max_size=6) | st.lists(likely | elements, max_size=6), min_size=1, max_size=3),
)
def test_entries_read_here_are_those_that_feedparser_gives(head: str, entries: list[list[Any]]) -> None:
    tag = "entry" if head.startswith("<feed") else "item"
    body = chain.from_iterable(
        (f"<{tag}>", *(written(element) for element in entry), f"</{tag}>") for entry in entries
    )
    document = (head + "".join(body) + HEADS[head]).encode()
    plainly = parse_plainly(document, ADDRESS, keep_markup=True)
    if plainly is not None:
        assert plainly == entries_of(parse_anyhow(document), ADDRESS, keep_markup=True)

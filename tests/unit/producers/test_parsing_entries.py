"""What is taken from an entry, in every format of feed."""

import pytest

from producers.entry import Entry
from producers.parse import check_expat, parse_document
from producers.sightings import completeness_of

ADDRESS = "https://agency.example/rss"


def entry_of(item: str, head: str = "", namespaces: str = "") -> Entry:
    document = f"<rss version='2.0' {namespaces}><channel>{head}{item}</channel></rss>".encode()
    (entry,) = parse_document(document, ADDRESS).entries
    return entry


def test_atom_is_read() -> None:
    document = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Лента</title>
      <entry><title>Заголовок</title><id>tag:a,1</id><link href="/n/1"/><updated>2026-03-02T10:00:00Z</updated>
      <content type="html">&lt;p&gt;Текст&lt;/p&gt;</content></entry></feed>"""
    parsed = parse_document(document.encode(), ADDRESS)
    (entry,) = parsed.entries
    assert (parsed.version, parsed.title) == ("atom10", "Лента")
    assert (entry.title, entry.body, entry.body_from) == ("Заголовок", "Текст", "content")
    assert (entry.guid, entry.link, entry.language) == ("tag:a,1", "https://agency.example/n/1", "ru")
    assert entry.updated == "2026-03-02T10:00:00Z"


def test_rdf_with_items_beside_the_channel_is_read() -> None:
    document = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>c</title>
      <link>https://a.example/</link></channel><item rdf:about="https://a.example/1"><title>t</title>
      <dc:date>2026-03-02T10:00:00Z</dc:date><dc:language>uk</dc:language></item></rdf:RDF>"""
    (entry,) = parse_document(document.encode(), ADDRESS).entries
    assert (entry.guid, entry.link) == ("https://a.example/1", "https://a.example/1")
    assert (entry.updated, entry.language) == ("2026-03-02T10:00:00Z", "uk")


def test_a_newswires_full_text_element_is_the_body() -> None:
    entry = entry_of(
        "<item><title>t</title><description>Short.</description><yandex:full-text>The whole report.</yandex:full-text></item>",
        namespaces="xmlns:yandex='http://news.yandex.ru'",
    )
    assert (entry.body, entry.body_from) == ("The whole report.", "content")


def test_content_is_preferred_to_its_summary() -> None:
    entry = entry_of(
        "<item><description>Short.</description><content:encoded><![CDATA[<p>The whole <b>report</b>.</p>]]></content:encoded></item>",
        namespaces="xmlns:content='http://purl.org/rss/1.0/modules/content/'",
    )
    assert (entry.body, entry.body_from) == ("The whole report.", "content")


def test_the_articles_own_address_is_preferred_to_a_feed_services() -> None:
    entry = entry_of(
        "<item><link>https://feedproxy.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink></item>",
        namespaces="xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'",
    )
    assert entry.link == "https://a.example/1"


@pytest.mark.parametrize(("permalink", "link"), [("true", "https://a.example/1"), ("false", None)])
def test_a_guid_is_the_link_where_it_says_so(permalink: str, link: str | None) -> None:
    assert entry_of(f"<item><guid isPermaLink='{permalink}'>https://a.example/1</guid></item>").link == link


def test_external_entities_are_not_fetched() -> None:
    document = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>a&x;b</title></item></channel></rss>'
    (entry,) = parse_document(document, ADDRESS).entries
    assert "root:" not in (entry.title or "")


def test_bytes_that_look_like_a_file_name_are_no_file_name() -> None:
    assert parse_document(b"/etc/passwd", ADDRESS).entries == ()


def test_expat_limits_the_growth_of_entities() -> None:
    check_expat()


@pytest.mark.parametrize(
    ("body", "body_from", "completeness"),
    [
        ("", "nothing", "headline"),
        ("Title", "summary", "headline"),
        ("A short summary.", "summary", "summary"),
        ("word " * 200, "content", "full"),
        ("word " * 200 + "…", "content", "summary"),
        ("word " * 200 + "Читать далее", "content", "summary"),
        ("字" * 600 + "阅读全文", "content", "summary"),
        ("word " * 200, "summary", "summary"),
        ("word " * 500, "summary", "full"),
    ],
)
def test_how_much_of_the_article_a_feed_gives(body: str, body_from: str, completeness: str) -> None:
    assert completeness_of("Title", body.strip(), body_from) == completeness

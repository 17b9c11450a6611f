"""Cutting a document into entries: by bytes, never wrongly."""

import time

import pytest

from producers.slices import MAX_ENTRIES, closing_tags, cut


def items(document: bytes) -> list[bytes]:
    return list(cut(document).slices)


def test_every_item_is_one_slice() -> None:
    assert items(b"<rss><channel><title>t</title><item>a</item>\n<item x='1'>b</item></channel></rss>") == [
        b"<item>a</item>",
        b"<item x='1'>b</item>",
    ]


def test_atom_entries_and_prefixed_and_capital_items_are_found() -> None:
    assert items(b"<feed><entry>a</entry></feed>") == [b"<entry>a</entry>"]
    assert items(b"<a:feed><a:entry>a</a:entry></a:feed>") == [b"<a:entry>a</a:entry>"]
    assert items(b"<RSS><ITEM>a</ITEM></RSS>") == [b"<ITEM>a</ITEM>"]


def test_a_list_of_items_in_the_head_of_rdf_is_no_item() -> None:
    head = b"<rdf:RDF><channel><items><rdf:Seq/></items></channel>"
    document = cut(head + b"<item>a</item></rdf:RDF>")
    assert document.head == head
    assert document.slices == (b"<item>a</item>",)


@pytest.mark.parametrize(
    "document",
    [
        b"<rss><channel></channel></rss>",
        b"<rss><item>a<item>b</item></item></rss>",
        b"<rss><item>never closed</rss>",
        b"<rss><item><![CDATA[</item>]]></item></rss>",
        b"<rss><!-- <item>a</item> --><item>b</item></rss>",
        b"<rss><item>a</item><!-- <item>b</item> --></rss>",
        b"<html><body>items</body></html>",
    ],
    ids=["no item", "nested", "unclosed", "tag in cdata", "comment before", "comment after", "html"],
)
def test_where_a_cut_could_be_wrong_there_is_none(document: bytes) -> None:
    assert items(document) == []


def test_more_entries_than_a_state_can_hold_are_not_cut() -> None:
    assert items(b"<rss>" + b"<item>a</item>" * (MAX_ENTRIES + 1) + b"</rss>") == []


def test_some_entries_alone_make_a_document_with_the_same_head() -> None:
    document = cut(b"<rss><channel><title>t</title><item>a</item><item>b</item></channel></rss>junk")
    assert document.only(document.slices[1:]).replace(b"\n", b"") == (
        b"<rss><channel><title>t</title><item>b</item></channel></rss>"
    )


@pytest.mark.parametrize(
    ("head", "closing"),
    [
        (b"<rss version='2.0'><channel><title>", b"</channel></rss>"),
        (b"<rdf:RDF><channel></channel>", b"</rdf:RDF>"),
        (b"<?xml version='1.0'?><!-- c --><feed xmlns='x'>", b"</feed>"),
        (b"no markup", b""),
    ],
)
def test_what_a_head_leaves_open_is_closed(head: bytes, closing: bytes) -> None:
    assert closing_tags(head) == closing


def test_a_document_in_utf_16_is_cut_after_it_was_brought_to_utf_8() -> None:
    text = "<?xml version='1.0' encoding='utf-16'?><rss><channel><item>Китай</item></channel></rss>"
    document = cut(text.encode("utf-16"))
    assert document.encoding == "utf-8"
    assert document.slices == ("<item>Китай</item>".encode(),)


def test_slices_keep_the_original_bytes_of_other_encodings() -> None:
    body = "<?xml version='1.0' encoding='windows-1251'?><rss><item>Россия и Китай</item></rss>".encode(
        "cp1251"
    )
    document = cut(body)
    assert document.slices == ("<item>Россия и Китай</item>".encode("cp1251"),)
    assert "Россия и Китай" in document.only(document.slices).decode("utf-8")


@pytest.mark.parametrize(
    "hostile",
    [b"<item>" * 300_000, b"<item" * 300_000, b"<rss><item>" + b"</item" * 300_000, b"<a " * 500_000, b"<?xml " + b"x" * 2_000_000],
    ids=["opened", "half opened", "half closed", "half tags", "declaration"],
)  # fmt: skip
def test_a_hostile_document_costs_no_more_than_its_length(hostile: bytes) -> None:
    started = time.process_time()
    cut(hostile)
    assert time.process_time() - started < 1.0

"""Which encoding a document is in, declared rightly, wrongly, and not at all."""

import pytest

from producers.encoding import encoding_of, without_mark

RU = "В Благовещенске открылся форум о пограничной торговле, сообщила пресс-служба."
ZH = "两国企业在论坛上签署了关于冬季路线的备忘录，本刊记者报道。"
ZH_HANT = "兩國企業在論壇上簽署了關於冬季路線的備忘錄，本刊記者報導。"


def feed(text: str, declared: str | None = None) -> str:
    encoding = f" encoding='{declared}'" if declared else ""
    return f"<?xml version='1.0'{encoding}?><rss><item><title>{text}</title></item></rss>"


def read(body: bytes, content_type: str | None = None) -> str:
    return without_mark(body).decode(encoding_of(body, content_type), "replace")


@pytest.mark.parametrize(
    ("text", "declared"),
    [(RU, "utf-8"), (RU, "windows-1251"), (RU, "koi8-r"), (ZH, "gb2312"), (ZH, "gb18030"), (ZH_HANT, "big5"), (ZH, "utf-8")],
)  # fmt: skip
def test_a_declared_encoding_is_believed_where_it_fits(text: str, declared: str) -> None:
    assert text in read(feed(text, declared).encode(declared))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RU, "utf-8"), (RU, "windows-1251"), (RU, "koi8-r"), (ZH, "gb18030"), (ZH_HANT, "big5"), ("Ein Gespräch über Zölle, sagte Müller", "cp1252")],
)  # fmt: skip
def test_an_undeclared_encoding_is_recognised(text: str, encoding: str) -> None:
    assert text in read(feed(text * 3).encode(encoding))


def test_the_charset_of_http_counts_where_the_document_declares_none() -> None:
    assert RU in read(feed(RU).encode("windows-1251"), "text/xml; charset=windows-1251")


def test_utf_8_under_a_wrong_declaration_stays_utf_8() -> None:
    assert RU in read(feed(RU, "windows-1251").encode())
    assert ZH in read(feed(ZH, "gb2312").encode(), "text/xml; charset=iso-8859-1")


def test_one_broken_byte_does_not_garble_the_rest() -> None:
    body = feed(RU * 20, "utf-8").encode()
    broken = body[:200] + b"\xff" + body[200:]
    assert read(broken).count("пресс-служба") >= 19


def test_a_gb2312_document_cut_in_a_character_stays_chinese() -> None:
    body = feed(ZH * 10, "gb2312").encode("gb2312")
    assert read(body[:-80]).count("备忘录") >= 8


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_byte_order_marks_and_wide_encodings_are_seen(encoding: str) -> None:
    assert read(feed(ZH).encode(encoding)).startswith("<?xml")


@pytest.mark.parametrize("declared", ["no-such-thing", "rot13", "zlib", "unicode_escape", ""])
def test_a_declaration_that_names_no_text_encoding_is_ignored(declared: str) -> None:
    assert RU in read(feed(RU, declared).encode())

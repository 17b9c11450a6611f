"""Which encoding a document is in: byte order mark, declarations, and what the bytes themselves say.

Declarations are often wrong, so they are believed only where the bytes agree: bytes that are valid UTF-8 with
several multi-byte characters are UTF-8 whatever is declared; a declared encoding that fails on a few bytes is
kept (those bytes become U+FFFD) rather than given up for one in which every byte means something else.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "big5": "big5hkscs", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "x-sjis": "cp932", "shift_jis": "cp932",
}  # fmt: skip
"""A declared encoding → the superset that publishers really use under its name (as browsers do)."""

_GUESSES = ("gb18030", "cp1251", "koi8-r", "big5hkscs", "cp1252")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SOUND_SHARE = 0.01  # of the bytes outside ASCII may be broken in a declared encoding: cut or pasted pieces
_SURE_OF_UTF8 = 3  # multi-byte characters: two Chinese ones can pass for UTF-8 by chance, more hardly do
_SAMPLE = 64 * 1024
_MIXED = re.compile(
    "[a-zA-Z](?=[а-яёА-ЯЁ])|[а-яёА-ЯЁ](?=[a-zA-Z])"
)  # no Russian word has Latin letters inside


def encoding_of(body: bytes, content_type: str | None = None) -> str:
    """The Python name of a document's encoding. `content_type` is the HTTP header."""
    marked = next((name for mark, name in (*_BOMS, *_BARE) if body.startswith(mark)), None)
    if marked:
        return marked
    declared = [name for name in (_http_charset(content_type), _declared(body)) if name]
    if body.isascii():
        return next((name for name in declared if not _is_ascii_compatible(name)), "utf-8")
    if _decodes(body, "utf-8") and (not declared or "utf-8" in declared or _multibyte(body) >= _SURE_OF_UTF8):
        return "utf-8"
    for name in declared:
        if _decodes(body, name) and (len(set(declared)) == 1 or _plausibility(body, name) > 0):
            return name
    broken = {name: _broken(body, name) for name in (*declared, "utf-8")}
    best = min(broken, key=lambda name: broken[name])
    high = len(body) - len(body.translate(None, _HIGH))
    if broken[best] <= max(2, _SOUND_SHARE * high):
        return best
    return max(_GUESSES, key=lambda name: _plausibility(body, name))


def has_ascii_markup(encoding: str) -> bool:
    """Whether `<item` is written in it as in ASCII, so that a document can be cut without decoding it."""
    return _is_ascii_compatible(encoding)


def without_mark(body: bytes) -> bytes:
    """A document without its byte order mark and the white space before its first character."""
    mark = next((mark for mark, _ in _BOMS if body.startswith(mark)), b"")
    return body[len(mark) :].lstrip(b" \t\r\n") if len(mark) in (0, 3) else body[len(mark) :]


_HIGH = bytes(range(0x80, 0x100))
_CONTINUATION = bytes(range(0x80, 0xC0))


def _http_charset(content_type: str | None) -> str | None:
    found = _CHARSET.search(content_type or "")
    return _known(found[1]) if found else None


def _declared(body: bytes) -> str | None:
    found = _DECLARED.match(body[:400])
    return _known(found[1].decode("ascii")) if found else None


def _known(name: str) -> str | None:
    name = _WIDER.get(name.lower(), name)
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    return info.name if info._is_text_encoding else None  # "rot13", "zlib" and their like are no encodings


def _is_ascii_compatible(name: str) -> bool:
    probe = "<item a='1'>"
    return probe.encode(name, "replace") == probe.encode() and not name.startswith(
        ("iso2022", "hz", "utf-7", "utf_7")
    )


def _decodes(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _broken(body: bytes, name: str) -> int:
    return body.decode(name, "replace").count("\ufffd")


def _multibyte(body: bytes) -> int:
    leads = len(body.translate(None, _CONTINUATION))
    ascii_bytes = len(body.translate(None, _HIGH))
    return leads - ascii_bytes


def _plausibility(body: bytes, name: str) -> float:
    """How much the characters outside ASCII look like written language: 1 for the commonest letters, less than
    0 for what no newspaper prints."""
    text = body[:_SAMPLE].decode(name, "replace")
    odd = [char for char in text if char > "\x7f"]
    if not odd:
        return 0.0
    return (sum(map(_likelihood, odd)) - 2 * len(_MIXED.findall(text))) / len(odd)


def _likelihood(char: str) -> float:
    if "а" <= char <= "я" or char == "ё":
        return 1.0
    if "А" <= char <= "Я":
        return 0.4  # in running text capitals are few; koi8-r read as windows-1251 swaps the cases
    if "\u4e00" <= char <= "\u9fff":
        return 1.0 if _is_common_han(char) else -0.5
    if char in "«»—–“”‘’…№·、。，；：？！（）《》「」\u3000\xa0\u201e":
        return 0.5
    if "\xc0" <= char <= "\xff":
        return 0.3
    return -1.0


def _is_common_han(char: str) -> bool:
    for name in ("gb2312", "big5"):
        try:
            lead = char.encode(name)[0]
        except UnicodeEncodeError:
            continue
        if (name == "gb2312" and 0xB0 <= lead <= 0xD7) or (name == "big5" and 0xA4 <= lead <= 0xC6):
            return True  # the first level of both sets holds the characters in daily use
    return False

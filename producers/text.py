"""From what feeds put into titles and bodies to plain text.

Markup goes (scripts and styles with their content), block elements become line breaks, entities characters
(twice where they were escaped twice), white space is normalised to single blanks and line breaks, and characters
that could deceive a reader or a terminal (controls, bidirectional overrides, zero-width marks) are dropped.
"""

import html
import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

MAX_TEXT_CHARS = (
    100_000  # a long read has 30,000; what is longer is a dump, and every later stage reads it all
)

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font"
    "|footer|form|h[1-6]|head|header|hr|html|body|i|iframe|img|ins|li|link|main|mark|meta|nav|noscript|object|ol|p"
    "|picture|pre|q|s|script|section|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th"
    "|thead|time|tr|tt|u|ul|video|audio|wbr"
)
_MARKUP = re.compile(rf"<(?:/?(?:{_TAGS})(?=[\s/>])[^<>]*>|!--)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?]")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>?")
_MAX_TAGS = 5_000  # an HTML tree costs the square of its depth; a long article has some hundred tags
_DROPPED = "script,style,template,iframe,object,svg,noscript,head,textarea,select,button"
_HAS_DROPPED = re.compile(r"<(?:" + _DROPPED.replace(",", "|") + r")\b", re.IGNORECASE)

_BLOCK = (
    "p|div|br|li|h[1-6]|td|th|dt|dd|blockquote|pre|figcaption|article|section|hr|caption|header|footer|aside"
)
_BLOCK_START = re.compile(rf"(<(?:{_BLOCK})(?=[\s/>])[^<>]*>)", re.IGNORECASE)
_BLOCK_END = re.compile(rf"(</(?:{_BLOCK}|ul|ol|table|tr)\s*>)", re.IGNORECASE)
_BREAK = "\x1e"  # an information separator: dropped from the input first, then put where lines break

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SCRAMBLED = re.compile(
    "[ÃÐÑâåäæçèé][\x80-\xbf\u0152-\u2122][^ÃÐÑâåäæçèé]{0,20}[ÂÃÐÑâåäæçèé\x80-\xbf\u0152-\u2122]"
)
_TO_LATIN_1 = {
    ord(bytes([n]).decode("cp1252")): n for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}

_DECEIVING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ufffe\uffff\u2800\u3164\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls (but white space), soft hyphens, bidirectional and zero-width marks (the joiners that Persian and
emoji need stay), annotation marks, noncharacters, lone surrogates, tags."""


def text_of(value: str, *, is_html: bool) -> str:
    """The plain text of a body: lines without markup, single blanks, no line empty."""
    value = _harmless(_unscrambled(value))
    if is_html or _MARKUP.search(value) or _ENTITY.search(value):
        value = _without_markup(value)
        if _MARKUP.search(value) or _ENTITY.search(value):  # escaped twice
            value = _without_markup(value)
    else:
        value = _LINE_ENDS.sub(_BREAK, value)
    lines = (" ".join(line.split()) for line in value.split(_BREAK))
    text = "\n".join(line for line in lines if line)
    return _composed(_harmless(text)[:MAX_TEXT_CHARS].rstrip())


def line_of(value: str, *, is_html: bool) -> str:
    """The plain text of a title: one line."""
    return text_of(value, is_html=is_html).replace("\n", " ")


def _unscrambled(value: str) -> str:
    """A text that was UTF-8, read as windows-1252 and written again ("Ð Ð¾ÑÑÐ¸Ñ" for "Россия"), as it was.

    Only where every character can be read back and the bytes are valid UTF-8, which no other text is by chance.
    """
    if not _SCRAMBLED.search(value):
        return value
    try:
        return value.translate(_TO_LATIN_1).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _harmless(value: str) -> str:
    return value if value.isprintable() else _DECEIVING.sub("", value)


def _without_markup(value: str) -> str:
    if "<" not in value or not _ANY_TAG.search(value):
        return html.unescape(value) if "&" in value else value
    if value.count("<") > _MAX_TAGS:
        return html.unescape(_TAG.sub(_BREAK, value))
    tree = LexborHTMLParser(_BLOCK_END.sub(rf"{_BREAK}\1", _BLOCK_START.sub(rf"\1{_BREAK}", value)))
    if _HAS_DROPPED.search(value):
        for node in tree.css(_DROPPED):
            node.decompose()
    root = tree.body or tree.root
    return root.text() if root else ""


def _composed(value: str) -> str:
    return value if unicodedata.is_normalized("NFC", value) else unicodedata.normalize("NFC", value)

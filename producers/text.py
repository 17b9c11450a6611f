"""From what feeds put into titles and bodies to plain text.

Markup goes (scripts and styles with their content), block elements become line breaks, entities characters
(twice where they were escaped twice), white space is normalised to single blanks and line breaks, and characters
that could deceive a reader or a terminal (controls, bidirectional overrides, zero-width marks) are dropped.
"""

import re
import unicodedata

from producers.markup import BREAK, ENTITY, MARKUP, without_markup

MAX_LINE_CHARS = 100_000

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
    if value.isprintable() and "<" not in value and "&" not in value and not _is_scrambled(value):
        return _composed(" ".join(value.split()))  # as below, in fewer steps
    value = _harmless(_unscrambled(value))
    if is_html or MARKUP.search(value) or ENTITY.search(value):
        value = without_markup(value)
        if MARKUP.search(value) or ENTITY.search(value):  # escaped twice
            value = without_markup(value)
    else:
        value = _LINE_ENDS.sub(BREAK, value)
    lines = (" ".join(line.split()) for line in value.split(BREAK))
    text = "\n".join(line for line in lines if line)
    return _composed(_harmless(text).rstrip())


def line_of(value: str, *, is_html: bool) -> str:
    """The plain text of a title: one line."""
    return text_of(value, is_html=is_html).replace("\n", " ")[:MAX_LINE_CHARS].rstrip()


def _unscrambled(value: str) -> str:
    """A text that was UTF-8, read as windows-1252 and written again ("Ð Ð¾ÑÑÐ¸Ñ" for "Россия"), as it was.

    Only where every character can be read back and the bytes are valid UTF-8, which no other text is by chance.
    """
    if not _is_scrambled(value):
        return value
    try:
        return value.translate(_TO_LATIN_1).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _is_scrambled(value: str) -> bool:
    return not value.isascii() and _SCRAMBLED.search(value) is not None


def _harmless(value: str) -> str:
    if value.isprintable() or value.replace("\n", " ").isprintable():  # quicker to tell than to look for
        return value
    return _DECEIVING.sub("", value)


def _composed(value: str) -> str:
    return (
        value
        if value.isascii() or unicodedata.is_normalized("NFC", value)
        else unicodedata.normalize("NFC", value)
    )

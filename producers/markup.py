"""Taking the markup out of a text: HTML as feeds write it, whose block elements become line breaks.

Most of it is paragraphs, links and emphasis. Where every tag and every character reference is of that kind, two passes
of a regular expression take them out; for whatever else there is, HTML's own parser builds a tree.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font"
    "|footer|form|h[1-6]|head|header|hr|html|body|i|iframe|img|ins|li|link|main|mark|meta|nav|noscript|object|ol|p"
    "|picture|pre|q|s|script|section|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th"
    "|thead|time|tr|tt|u|ul|video|audio|wbr"
)
MARKUP = re.compile(rf"<(?:/?(?:{_TAGS})(?=[\s/>])[^<>]*>|!--)", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?]")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>?")
_MAX_TAGS = 5_000  # an HTML tree costs the square of its depth; a long article has some hundred tags
_DROPPED = "script,style,template,iframe,object,svg,noscript,head,textarea,select,button"
_HAS_DROPPED = re.compile(r"<(?:" + _DROPPED.replace(",", "|") + r")\b", re.IGNORECASE)

_PLAIN_BLOCKS = "p|div|br|li|h[1-6]|dt|dd|blockquote|figcaption|article|section|hr|header|footer|aside"
_BLOCK = f"{_PLAIN_BLOCKS}|td|th|pre|caption"
_BLOCK_START = re.compile(rf"(<(?:{_BLOCK})(?=[\s/>])[^<>]*>)", re.IGNORECASE)
_BLOCK_END = re.compile(rf"(</(?:{_BLOCK}|ul|ol|table|tr)\s*>)", re.IGNORECASE)
BREAK = "\x1e"  # an information separator: dropped from the input first, then put where lines break

_INLINE = "a|abbr|b|big|cite|code|del|dl|em|figure|font|i|img|ins|main|mark|nav|ol|s|small|span|strike|strong|sub|sup|time|tt|u|ul|wbr"
_ATTRIBUTES = rf"(?:\s+[a-zA-Z][\w:.-]*+(?:\s*+=\s*+(?:\"[^\"<>{BREAK}]*+\"|'[^'<>{BREAK}]*+'))?+)*+\s*+/?>"
_PLAIN_BLOCK = re.compile(
    rf"<(?:(?:{_PLAIN_BLOCKS}){_ATTRIBUTES}|/(?:{_PLAIN_BLOCKS}|ul|ol)\s*+>)", re.IGNORECASE
)
_PLAIN_INLINE = re.compile(rf"<(?:(?:{_INLINE}){_ATTRIBUTES}|/(?:{_INLINE})\s*+>)", re.IGNORECASE)
_PLAIN_REFERENCE = re.compile(
    r"&(?:[a-zA-Z]{2,8};|#(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6]|1[6-9]\d|[2-9]\d\d|[1-4]?\d{4});|(?![a-zA-Z#]))"
)
"""Tags and references that mean the same to whoever takes them out of a text: no tree is needed for them."""


def without_markup(value: str) -> str:
    """The text, with BREAK where its lines break; it must not have held any before. Cost grows as the length does."""
    if "<" not in value or not _ANY_TAG.search(value):
        return html.unescape(value) if "&" in value else value
    if value.count("<") > _MAX_TAGS:
        return html.unescape(_TAG.sub(BREAK, value))
    plain = without_plain_markup(value)
    return through_a_tree(value) if plain is None else plain


def without_plain_markup(value: str) -> str | None:
    """What `through_a_tree` gives, where every tag and reference is plain; None where one is not."""
    text = _PLAIN_INLINE.sub("", _PLAIN_BLOCK.sub(BREAK, value))
    if "<" in text:
        return None
    if "&" not in text:
        return text
    return html.unescape(text) if len(_PLAIN_REFERENCE.findall(text)) == text.count("&") else None


def through_a_tree(value: str) -> str:
    """The text that HTML's own rules find, scripts and their like left out."""
    tree = LexborHTMLParser(_BLOCK_END.sub(rf"{BREAK}\1", _BLOCK_START.sub(rf"\1{BREAK}", value)))
    if _HAS_DROPPED.search(value):
        for node in tree.css(_DROPPED):
            node.decompose()
    root = tree.body or tree.root
    return root.text() if root else ""

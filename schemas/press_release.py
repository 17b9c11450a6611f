"""What a text itself says of being a press release: the carrier's mark, and whom it was issued for. Pure."""

import re

CARRIER = re.compile(
    r"/\s?PR\s?Newswire\S{0,20}\s?/|\(?BUSINESS\s?WIRE\)?\s?-|GLOBE\s?NEWSWIRE|/美通社|ACCESSWIRE|EIN\sPresswire"
    r"|\bvia\s(?:PR\sNewswire|Business\sWire)",
    re.IGNORECASE,
)
"""The mark of those who carry press releases."""

_HEAD = 600
_TAIL = 3000
"""Characters in which the carrier's mark stands, and the source line or contact block."""

_ISSUED_FOR = re.compile(
    r"^[ \t]*(?:(?:SOURCE|News provided by|消息来源|消息來源|新闻来源)[ \t]*[:：]?|Source[ \t]*[:：])[ \t]*(?:\n[ \t]*){0,2}"
    r"(?P<issuer>[^\n]{2,120}?)[ \t]*\.?[ \t]*$",
    re.MULTILINE,
)
_MOST_WORDS = 12


def is_press_release(text: str, kind: str) -> bool:
    """Whether somebody paid for a text to be carried: its source carries nothing else, or its beginning has a carrier's mark."""
    return kind == "press_release_wire" or CARRIER.search(text, 0, _HEAD) is not None


def issuer_of(text: str) -> str | None:
    """Whom a press release was issued for, from its source line or contact block; None where neither says so."""
    told = [found["issuer"].strip() for found in _ISSUED_FOR.finditer(text, max(0, len(text) - _TAIL))]
    names = [name for name in told if len(name.split()) <= _MOST_WORDS and "http" not in name]
    return names[-1] if names else None

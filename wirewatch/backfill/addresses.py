"""The addresses by which a feed's document names itself."""

import re

_HEAD = 16_384
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
_SELF = re.compile(rb"<(?:[\w.-]+:)?link\b[^>]*\bhref\s*=\s*[\"']([^\"'<>\s]{1,2000})", re.IGNORECASE)
_LINK = re.compile(rb"<link>\s*(?:<!\[CDATA\[)?\s*(https?://[^<>\s\]]{1,2000})", re.IGNORECASE)


def addresses_in(body: bytes) -> tuple[str, ...]:
    """What stands in the links before the first entry: the feed's own address, and its site's."""
    head = body[:_HEAD]
    first = _ENTRY.search(head)
    head = head[: first.start()] if first else head
    found = (*_SELF.findall(head), *_LINK.findall(head))
    texts = (address.decode("utf-8", "replace").replace("&amp;", "&") for address in found)
    return tuple(dict.fromkeys(text for text in texts if text.startswith(("http://", "https://"))))

"""The feeds of a site: those its page names, and those at the usual places."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from urllib.parse import urljoin

from producers.check import FeedCheck, check_feed
from producers.links import web_link
from producers.ports import Fetched, Fetcher, Parser, Validators

TRIED_MOST = 12
_HEAD_BYTES = 200_000
_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z]{2,10})\s*=\s*(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s>\"']{1,2000}))", re.IGNORECASE
)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_USUAL = ("rss", "rss.xml", "feed", "feed.xml", "atom.xml", "rss/index.xml", "index.xml", "?format=feed")


async def feeds_of_site(address: str, fetcher: Fetcher, parser: Parser, now: datetime) -> list[FeedCheck]:
    """The feeds that can be read, those the page names first; an address that is itself a feed is the only one."""
    itself = await check_feed(address, fetcher, parser, now)
    if itself.error is None:
        return [itself]
    page = await fetcher.fetch(address, Validators())
    named = list(named_feeds(page.body, page.address)) if isinstance(page, Fetched) else []
    base = address if address.endswith("/") else f"{address}/"
    tried = dict.fromkeys([*named, *(urljoin(base, place) for place in _USUAL)])
    found: dict[str, FeedCheck] = {}
    for candidate in list(tried)[:TRIED_MOST]:
        check = await check_feed(candidate, fetcher, parser, now)
        if check.error is None and check.entries:
            found.setdefault(check.address or candidate, check)
    return list(found.values())


def named_feeds(page: bytes, address: str) -> Iterator[str]:
    """The addresses of feeds that a page's markup names. Pure."""
    for tag in _LINK.findall(page[:_HEAD_BYTES].decode("utf-8", "replace")):
        values = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}
        if "alternate" in values.get("rel", "").lower() and values.get("type", "").lower() in _TYPES:
            link = web_link(values.get("href"), address)
            if link is not None:
                yield link

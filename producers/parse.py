"""What runs in the parser's process: a document's bytes in, plain entries out.

Three ways lead to the same entries, the quickest that a document allows is taken: plain entries are read here
(`plain.py`), well-formed documents by feedparser's handlers (`strict.py`), and what is left by feedparser itself, used
as it is fastest and safest: bytes wrapped (it would try them as a file name), no sanitising and no link resolving of
its own (ours is in `text.py` and `links.py`), and `bozo` never a reason to drop, for it also marks harmless things.
This module must import little: its process has a memory limit.
"""

import io
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from xml.parsers import expat

import feedparser

from producers.entry import ParsedFeed
from producers.fields import entries_of
from producers.plain import parse_plainly
from producers.strict import parse_strictly

_IN_UTF8 = {"content-type": "application/xml; charset=utf-8"}


def parse_document(document: bytes, address: str, *, keep_markup: bool = False) -> ParsedFeed:
    """The entries of a document in UTF-8. Relative links are resolved against the feed's own link, and that
    against `address`. The same bytes give the same entries."""
    started_s = time.process_time()
    read = parse_plainly(document, address, keep_markup=keep_markup)
    if read is None:
        parsed = parse_strictly(document) or parse_anyhow(document)
        read = entries_of(parsed, address, keep_markup=keep_markup)
    return replace(read, cost_s=time.process_time() - started_s)


def parse_anyhow(document: bytes) -> Mapping[str, Any]:
    """What feedparser says of a document, well-formed or not."""
    parsed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(document),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers=dict(_IN_UTF8),
    )
    return parsed


def check_expat() -> None:
    """Raise RuntimeError unless expat stops an entity that grows without end."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 7))
    bomb = f'<!DOCTYPE b [<!ENTITY e0 "{"x" * 20}">{levels}]><b>&e6;</b>'
    try:
        expat.ParserCreate().Parse(bomb, True)
    except expat.ExpatError as error:
        if "amplification" in str(error):
            return
    raise RuntimeError(
        f"{expat.EXPAT_VERSION} has no limit on the growth of entities; 2.4.1 or newer is needed"
    )

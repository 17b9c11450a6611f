"""The process that takes the article out of a page with trafilatura. Started by `page_process.py`, never by hand."""

import re
import sys
from typing import Any

import trafilatura
from trafilatura.settings import use_config

from producers.encoding import encoding_of
from wirewatch.adapters.worker import serve

TIRED_BYTES = 300 * 1024 * 1024
TEXT_MOST = 200_000
"""Characters of an article that are taken; a longer one is cut, so that no record grows beyond what a log takes."""
FIELD_MOST = 500

_PAID = (
    '"isAccessibleForFree":false',
    '"isaccessibleforfree":"false',
    '"isaccessibleforfree": false',
    "paywall",
)
_CONFIG = use_config()
_CONFIG.set(
    "DEFAULT", "EXTRACTION_TIMEOUT", "0"
)  # a signal would end the process; the processor's time is limited anyway


_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def _answer(document: bytes, request: dict[str, Any]) -> dict[str, Any]:
    html = document.decode(encoding_of(document, _content_type(document, request)), "replace")
    found = trafilatura.bare_extraction(
        html, url=request["address"], with_metadata=True, include_comments=False, include_tables=False, favor_precision=True,
        config=_CONFIG,
    )  # fmt: skip
    page = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    small = html[:500_000].lower()
    return {
        "text": str(page.get("text") or "")[:TEXT_MOST],
        "is_paid": any(sign in small for sign in _PAID),
        **{name: _field(page.get(key)) for name, key in (
            ("title", "title"), ("author", "author"), ("published", "date"), ("canonical", "url"),
        )},
    }  # fmt: skip


def _content_type(document: bytes, request: dict[str, Any]) -> str:
    """The HTTP header, or where it names no encoding the one that the page's own markup names."""
    header = str(request.get("content_type") or "")
    named = _META.search(document[:4096])
    return (
        header
        if "charset" in header.lower() or named is None
        else f"text/html; charset={named[1].decode('ascii', 'replace')}"
    )


def _field(value: object) -> str | None:
    return str(value)[:FIELD_MOST] if value else None


if __name__ == "__main__":
    serve(_answer, TIRED_BYTES)
    sys.exit(0)

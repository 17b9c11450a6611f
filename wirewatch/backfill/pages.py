"""Pages and plain articles."""

import re

import trafilatura

from producers.archived import Row
from producers.encoding import encoding_of
from wirewatch.backfill.batch import Fault, Found, Single

_HEADER = re.compile(r"(title|date|published|link|url|language|source|id|guid)\s*:\s*(.+)", re.IGNORECASE)
_FIELD = {"date": "published", "url": "link", "id": "guid", "source": "source_id"}
TITLE_MOST = 300


def article_of_page(body: bytes, address: str | None, place: str) -> Found:
    """The article of a web page: title, text and day as its markup gives them."""
    html = body.decode(encoding_of(body), "replace")
    found = trafilatura.bare_extraction(
        html, url=address, with_metadata=True, include_comments=False, include_tables=False
    )
    page = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    if not page.get("text"):
        return Fault(place, "no article is found in the page")
    return Single(
        Row(
            place,
            title=str(page.get("title") or ""),
            body=str(page.get("text") or ""),
            link=address or str(page.get("url") or ""),
            published=str(page.get("date") or ""),
            language=str(page.get("language") or ""),
        )
    )


def article_of_text(text: str, place: str) -> Found:
    """A plain article: lines "Title: …", "Date: …", "Link: …", "Language: …", "Source: …" first where there are any,
    then the text; without a title line the first line is it where an empty line follows."""
    given: dict[str, str] = {}
    lines = text.strip().split("\n")
    while lines and (found := _HEADER.fullmatch(lines[0].strip())):
        name = found[1].lower()
        given[_FIELD.get(name, name)] = found[2].strip()
        lines.pop(0)
    while lines and not lines[0].strip():
        lines.pop(0)
    if "title" not in given and len(lines) > 2 and not lines[1].strip() and len(lines[0]) <= TITLE_MOST:
        given["title"] = lines.pop(0).strip()
    body = "\n".join(lines).strip()
    if not body and "title" not in given:
        return Fault(place, "the file is empty")
    return Single(Row(place, body=body, **given))

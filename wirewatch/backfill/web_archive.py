"""Web archives (WARC): every answer in them that is a feed or a page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from wirewatch.backfill.batch import Archived, Fault, Found, Single
from wirewatch.backfill.pages import article_of_page

LARGEST_ANSWER = 8 * 1024 * 1024
_FEED_TYPES = ("rss", "atom", "xml", "rdf")


def answers_of(file: BinaryIO) -> Iterator[Found]:
    """The successful answers of an archive, each with its address and the time it was fetched."""
    number = 0
    try:
        for record in ArchiveIterator(file, arc2warc=True):
            if record.rec_type != "response":
                continue
            number += 1
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            place = f"record {number} ({address[:120]})"
            headers = record.http_headers
            if headers is None or headers.get_statuscode() != "200":
                continue
            kind = (headers.get_header("Content-Type") or "").lower()
            seen_at = _moment(record.rec_headers.get_header("WARC-Date"))
            is_feed, is_page = (
                any(each in kind for each in _FEED_TYPES) and "html" not in kind,
                "html" in kind,
            )
            if not (is_feed or is_page):
                continue
            body = record.content_stream().read(LARGEST_ANSWER + 1)
            if len(body) > LARGEST_ANSWER:
                yield Fault(place, f"more than {LARGEST_ANSWER // 1024**2} MB")
            elif is_feed:
                yield Archived(place, body, headers.get_header("Content-Type"), address, seen_at)
            else:
                found = article_of_page(body, address, place)
                yield Single(found.row, seen_at) if isinstance(found, Single) else found
    except ArchiveLoadFailed as error:
        yield Fault(f"record {number + 1}", f"not readable as a web archive: {error}")


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((text or "").replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        return None


def is_web_archive(path: Path) -> bool:
    """Whether a file's name says that it is one."""
    return path.name.lower().endswith((".warc", ".warc.gz", ".arc", ".arc.gz"))

"""What a file is, and what it holds."""

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, get_args

from wirewatch.backfill.batch import Archived, Fault, Found
from wirewatch.backfill.pages import article_of_page, article_of_text
from wirewatch.backfill.tables import rows_of_csv, rows_of_json_lines
from wirewatch.backfill.web_archive import answers_of, is_web_archive

Format = Literal["feed", "csv", "jsonl", "warc", "page", "text"]
FORMATS: tuple[Format, ...] = get_args(Format)

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|[\w.-]+:(?:rss|feed|RDF))[\s>]")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_LOOK_AT = 4096


def format_of(path: Path) -> Format:
    """What a file is: by its beginning, then by its name."""
    if is_web_archive(path):
        return "warc"
    head = _opened(path, _LOOK_AT)
    name = path.name.lower().removesuffix(".gz")
    if _FEED.search(head):
        return "feed"
    if _PAGE.search(head):
        return "page"
    if name.endswith((".jsonl", ".ndjson")) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "jsonl"
    if name.endswith((".csv", ".tsv")):
        return "csv"
    return "text"


def read_file(path: Path, form: Format, mapping: Mapping[str, str]) -> Iterator[Found]:
    """What a file holds, and what of it cannot be read."""
    if form == "warc":
        with path.open("rb") as file:
            yield from answers_of(file)
        return
    body = _opened(path)
    if form == "feed":
        yield Archived(path.name, body)
        return
    if form == "page":
        yield article_of_page(body, None, path.name)
        return
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Fault(f"byte {error.start}", "not UTF-8; convert the file first")
        return
    if form == "csv":
        yield from rows_of_csv(text, mapping)
    elif form == "jsonl":
        yield from rows_of_json_lines(text, mapping)
    else:
        yield article_of_text(text, path.name)


def _opened(path: Path, most: int = -1) -> bytes:
    """A file's bytes, unpacked where it is gzipped."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with gzip.open(path) if packed else path.open("rb") as file:
        return file.read(most)

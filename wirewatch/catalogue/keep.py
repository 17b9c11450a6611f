"""Keeping a catalogue of one's own: adding, taking out, writing it in other formats."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as Xml

from producers.feed import Feed
from producers.links import feed_key
from schemas.errors import ConfigurationError
from wirewatch.catalogue.load import COLUMNS, FEEDS_FILE, feed_of_row, load_catalogue
from wirewatch.settings import Settings, config_file


def own_catalogue(settings: Settings) -> Path:
    """The catalogue that may be changed: the one the settings name, else feeds.csv beside the configuration, made of the one that
    ships where it is not there yet. Raises ConfigurationError where it is not CSV."""
    if settings.feeds is not None:
        if settings.feeds.exists() and not _is_csv(settings.feeds):
            raise ConfigurationError(
                f"{settings.feeds} is no CSV: `wirewatch feeds export my-feeds.csv` makes one of it, to name in the setting feeds."
            )
        return settings.feeds
    own = config_file().parent / FEEDS_FILE
    if not own.exists():
        own.write_text(
            files("wirewatch").joinpath("catalogue/feeds.csv").read_text("utf-8"), encoding="utf-8"
        )
    return own


def add(file: Path, url: str, known: Mapping[str, str]) -> Feed:
    """Add a feed to a CSV catalogue; `known` are values of its columns. Raises ConfigurationError where it is there already, or a
    value is none."""
    row = {"url": url, **known}
    feed = feed_of_row(dict(row), "the feed")
    rows = _rows(file)
    if any(feed_key(each["url"]) == feed.key for each in rows):
        raise ConfigurationError(f"{feed.key} is in {file} already.")
    _write(file, [*rows, row])
    return feed


def remove(file: Path, name: str) -> Sequence[str]:
    """Take out the feed of an address, or all of a source's id; their keys. Raises ConfigurationError where there is none."""
    known = load_catalogue(file)
    gone = {feed.key for feed in known if feed.source.id == name or name in (feed.key, feed.address)}
    if not gone:
        raise ConfigurationError(
            f"There is no feed {name} in {file}; `wirewatch feeds list` shows those there are."
        )
    _write(file, [row for row in _rows(file) if feed_key(row["url"]) not in gone])
    return sorted(gone)


def merge(file: Path, feeds: Iterable[Feed]) -> int:
    """Add the feeds that are not there yet; how many."""
    rows = _rows(file)
    there = {feed_key(row["url"]) for row in rows}
    new = [row_of(feed, feed.address) for feed in feeds if feed.key not in there]
    _write(file, [*rows, *new])
    return len(new)


def as_csv(feeds: Iterable[Feed]) -> str:
    """The catalogue's own format, without passwords."""
    return _csv([row_of(feed, feed.key) for feed in feeds])


def as_opml(feeds: Iterable[Feed]) -> str:
    """OPML 2.0, as feed readers import it, without passwords; a group for each source."""
    root = Xml.Element("opml", version="2.0")
    Xml.SubElement(Xml.SubElement(root, "head"), "title").text = "Wirewatch"
    body = Xml.SubElement(root, "body")
    groups: dict[str, Xml.Element] = {}
    for feed in feeds:
        name = feed.source.name
        if name not in groups:
            groups[name] = Xml.SubElement(body, "outline", text=name)
        Xml.SubElement(
            groups[name],
            "outline",
            type="rss",
            text=name,
            title=name,
            xmlUrl=feed.key,
            language=feed.source.language,
        )
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def row_of(feed: Feed, url: str) -> dict[str, str]:
    """A feed as a row of the catalogue."""
    source = feed.source
    return {
        "url": url, "source_id": source.id, "source": source.name, "kind": source.kind, "language": source.language,
        "country": source.country or "", "control": source.control, "owner": source.owner or "",
        "basis": source.basis or "", "as_of": source.as_of or "",
    }  # fmt: skip


def _is_csv(file: Path) -> bool:
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        return "url" in [name.strip().lower() for name in lines.readline().split(",")]


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    load_catalogue(file)  # a mistake is told with its line before anything is changed
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
        return [{name: (value or "").strip() for name, value in row.items()} for row in rows]


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    columns = list(dict.fromkeys((*COLUMNS, *(name for row in rows for name in row))))
    written = io.StringIO()
    table = csv.DictWriter(written, columns, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


def _write(file: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """The file, whole or as it was."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(_csv(rows), encoding="utf-8")
    part.replace(file)

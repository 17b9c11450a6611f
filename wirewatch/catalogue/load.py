"""Reading a catalogue of feeds, in whichever of three formats it is written."""

import csv
import io
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from unicodedata import combining, normalize
from xml.etree import ElementTree

from pydantic import ValidationError

from producers.encoding import encoding_of
from producers.feed import Feed
from producers.links import address_fault, feed_key, host_of
from schemas.errors import ConfigurationError
from schemas.source import Source
from wirewatch.settings import Settings, config_file

COLUMNS = ("url", "source_id", "source", "kind", "language", "country", "control", "owner", "basis", "as_of")
MAX_ID_CHARS = 64

_FIELD_OF = {"source_id": "id", "source": "name"}
_ID = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{MAX_ID_CHARS - 1}}}")


FEEDS_FILE = "feeds.csv"


def catalogue_path(settings: Settings) -> Path | None:
    """The catalogue the settings name, else feeds.csv beside the configuration file; None: the one that ships."""
    beside = config_file().parent / FEEDS_FILE
    return settings.feeds or (beside if beside.is_file() else None)


def load_catalogue(path: Path | None = None) -> tuple[Feed, ...]:
    """The feeds of a catalogue file, or of the one that ships; one that is listed twice counts once.

    The format is told from the content: CSV with a header that has `url` (the other columns of `feeds.csv` may
    be missing, and further ones are passed over), OPML in the encoding it declares, or one address a line with
    `#` comments. Raises ConfigurationError naming the line.
    """
    name, text = _read(path)
    if text.lstrip().startswith("<"):
        feeds = _from_opml(text, name)
    elif "url" in _header(text):
        feeds = _from_csv(text, name)
    else:
        feeds = _from_lines(text, name)
    try:
        catalogue = tuple({feed.key: feed for feed in feeds}.values())
    except csv.Error as error:
        raise ConfigurationError(f"{name} is not readable as CSV: {error}.") from error
    if not catalogue:
        raise ConfigurationError(f"{name} names no feed. Write one address a line, or see docs/polling.md.")
    return catalogue


def feed_of(address: str, where: str, title: str | None = None) -> Feed:
    """A feed of which only the address is known: its source is its host. Raises ConfigurationError."""
    address = address.strip()
    fault = address_fault(address)
    if fault:
        raise ConfigurationError(f"{where}: {_shown(address)} {fault}.")
    host = host_of(address).removeprefix("www.")
    return Feed(address, Source(id=host, name=title or host))


def _read(path: Path | None) -> tuple[str, str]:
    if path is None:
        return "the catalogue that ships", files("wirewatch").joinpath("catalogue/feeds.csv").read_text(
            "utf-8"
        )
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"The catalogue {path} cannot be read: {error.strerror}.") from error
    text = body.decode(encoding_of(body), "replace").removeprefix("\ufeff")
    if text.lstrip().startswith("<"):  # XML says itself how it is written
        return str(path), text
    try:
        return str(path), body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"The catalogue {path} is not in UTF-8.") from error


def _header(text: str) -> list[str]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return [name.strip().lower() for name in next(csv.reader([first]), [])]


def _from_csv(text: str, name: str) -> Iterator[Feed]:
    rows = csv.DictReader(io.StringIO(text.lstrip()))
    header = [column.strip().lower() for column in rows.fieldnames or ()]
    rows.fieldnames = header
    for row in rows:
        where = f"{name}, line {rows.line_num}"
        if None in row:
            raise ConfigurationError(f"{where}: there are more values than columns.")
        values = {
            column: value.strip()
            for column, value in row.items()
            if column in COLUMNS and value and value.strip()
        }
        if values:
            yield feed_of_row(values, where)


def feed_of_row(values: dict[str, str], where: str) -> Feed:
    """The feed of a row, by column. Raises ConfigurationError naming where a value is none."""
    feed = feed_of(values.pop("url", ""), where)
    known = {_FIELD_OF.get(column, column): value for column, value in values.items()}
    known = {
        "id": _slug(known.get("name", "")) or feed.source.id,
        "name": known.get("id", feed.source.name),
        **known,
    }
    if not _ID.fullmatch(known["id"]):
        raise ConfigurationError(
            f"{where}: source_id {known['id']!r} may hold only small Latin letters, digits, '.', '_' and '-'."
        )
    try:
        return Feed(feed.address, Source.model_validate(known))
    except ValidationError as error:
        first = error.errors()[0]
        column = {field: column for column, field in _FIELD_OF.items()}.get(
            str(first["loc"][0]), first["loc"][0]
        )
        raise ConfigurationError(
            f"{where}: {column} is {first['input']!r}; {_hint(first['msg'], str(column))}."
        ) from error


def _slug(name: str) -> str:
    """A source's id made from its name; empty where the name has letters that are not Latin."""
    plain = "".join(char for char in normalize("NFKD", name.lower()) if not combining(char))
    if any(char.isalpha() and not char.isascii() for char in plain):
        return ""
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:MAX_ID_CHARS].rstrip("-")


def _from_opml(text: str, name: str) -> Iterator[Feed]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ConfigurationError(f"{name}: an OPML file with a document type is not read.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a document type there are no entities to fear
    except ElementTree.ParseError as error:
        raise ConfigurationError(f"{name} is not well-formed OPML: {error}.") from error
    for number, outline in enumerate(root.iter("outline"), start=1):
        address = outline.get("xmlUrl")
        if address is not None:
            title = outline.get("title") or outline.get("text")
            yield feed_of(address, f"{name}, outline {number}", title)


def _from_lines(text: str, name: str) -> Iterator[Feed]:
    for number, line in enumerate(text.splitlines(), start=1):
        address = line.split(" #", 1)[0].strip()
        if address and not address.startswith("#"):
            yield feed_of(address, f"{name}, line {number}")


def _hint(message: str, column: str) -> str:
    patterns = {"language": "write en, ru, zh-Hans, …", "country": "write three letters, as CHN"}
    return patterns.get(column, message[:1].lower() + message[1:])


def _shown(address: str) -> str:
    """An address as an error may show it."""
    if not address:
        return "the address is missing and"
    try:
        return repr(feed_key(address)[:200])
    except ValueError:
        return "an address"

"""One's own alerts as an Atom feed in a file, for any feed reader."""

import os
from pathlib import Path
from xml.etree import ElementTree as Xml

from schemas.alert import Alert
from schemas.errors import ConfigurationError, TransientError
from wirewatch.messages.message import message_of
from wirewatch.messages.report import one_line, safe_link

MOST = 200
"""Entries that the feed keeps."""

_ATOM = "http://www.w3.org/2005/Atom"
_ID = "urn:wirewatch:alert:"


class AtomChannel:
    """Keeps the newest alerts in the Atom file at `path` (RFC 4287), the newest first; an alert that it holds is not added again.
    The file is whole at any moment. Raises ConfigurationError where it cannot be used."""

    def __init__(self, path: Path, name: str = "atom") -> None:
        self._path, self._name = path, name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._entries = _entries(path)
        except OSError as error:
            raise ConfigurationError(
                f"The feed of alerts {path} cannot be used: {error.strerror}."
            ) from error

    @property
    def name(self) -> str:
        """The name rules use."""
        return self._name

    def send(self, alert: Alert) -> None:
        """Add the alert. Raises TransientError (the file as it was) where the disk is full or fails."""
        if any(each.findtext(f"{{{_ATOM}}}id") == _ID + alert.alert_id for each in self._entries):
            return
        entries = [_entry(alert), *self._entries][:MOST]
        part = self._path.with_name(f"{self._path.name}.part")
        try:
            with part.open("wb") as file:
                file.write(_feed(entries))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise TransientError(f"{self._path} could not be written: {error.strerror}") from error
        self._entries = entries


def _entries(path: Path) -> list[Xml.Element]:
    """The entries of a feed of ours; of a file that is none there are none, and it is made anew."""
    try:
        return Xml.parse(path).getroot().findall(f"{{{_ATOM}}}entry")  # noqa: S314 - a file of our own
    except (FileNotFoundError, Xml.ParseError):
        return []


def _feed(entries: list[Xml.Element]) -> bytes:
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    _text(feed, "id", "urn:wirewatch:alerts")
    _text(feed, "title", "Wirewatch alerts")
    _text(feed, "updated", entries[0].findtext(f"{{{_ATOM}}}updated") or "")
    author = Xml.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", "Wirewatch")
    feed.extend(entries)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(alert: Alert) -> Xml.Element:
    message = message_of(alert)
    entry = Xml.Element(f"{{{_ATOM}}}entry")
    _text(entry, "id", _ID + alert.alert_id)
    _text(entry, "title", message.subject)
    _text(entry, "updated", alert.decided_at.isoformat())
    if link := safe_link(alert.match.link):
        Xml.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=link)
    Xml.SubElement(entry, f"{{{_ATOM}}}category", term=one_line(alert.match.rule_name))
    content = Xml.SubElement(entry, f"{{{_ATOM}}}content", type="text")
    content.text = message.text
    return entry


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = text

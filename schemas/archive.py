"""The archive of closed days: what a day's manifest says."""

from datetime import date

from schemas.model import Model, Sha256

ARCHIVE_VERSION = 1


class ArchivedPart(Model):
    """A day's records of one partition in a file of zstandard-packed JSON Lines: offsets from `first` up to, not including,
    `next`. `sha256` is of the file as it lies there."""

    partition: int
    file: str
    first: int
    next: int
    records: int
    size_bytes: int
    sha256: Sha256


class ArchivedDay(Model):
    """A day of a topic, by the time records were written (UTC). It counts once its manifest is there, which is written last."""

    version: int = ARCHIVE_VERSION
    topic: str
    day: date
    parts: tuple[ArchivedPart, ...]


class ArchivedRecord(Model):
    """A line of a part: the record as the log had it. `value` is its text, or `value_base64` its bytes where they are no
    UTF-8."""

    partition: int
    offset: int
    key: str
    written_at: str
    headers: dict[str, str]
    value: str | None = None
    value_base64: bytes | None = None

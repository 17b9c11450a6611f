"""The archive as files: a folder a day, a file of zstandard-packed JSON Lines for each partition, and a manifest.

Where it lies is an address that fsspec opens: a local folder, or an object store (s3://…, gs://…; the store's own library
must be installed beside). The manifest is written last, and only then does the day count.
"""

import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import fsspec
import zstandard
from pydantic import ValidationError

from consumers.ports import Record
from schemas.archive import ARCHIVE_VERSION, ArchivedDay, ArchivedPart, ArchivedRecord
from schemas.errors import ConfigurationError, TransientError
from schemas.topics import ITEMS

MANIFEST = "manifest.json"
_LEVEL = 9  # a closed day is written once and read rarely
_CHUNK = 1 << 20


class FileArchive:
    """Closed days of news.items at an address. Raises ConfigurationError where it cannot be used."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self._files, root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise ConfigurationError(f"The archive {address} cannot be opened: {error}.") from error
        self._root = f"{str(root).rstrip('/')}/{ITEMS.name}"
        self._is_local = "file" in (
            self._files.protocol if isinstance(self._files.protocol, tuple) else (self._files.protocol,)
        )

    def days(self) -> Sequence[ArchivedDay]:
        """The days that have a manifest, oldest first."""
        try:
            found = self._files.glob(f"{self._root}/*/{MANIFEST}")
            return tuple(sorted((self._manifest(path) for path in found), key=lambda held: held.day))
        except OSError as error:
            raise self._trouble(error) from error

    def write(self, day: date, records: Mapping[int, Iterable[Record]]) -> ArchivedDay:
        """Write a day's parts, then its manifest."""
        folder = f"{self._root}/{day.isoformat()}"
        try:
            self._files.makedirs(folder, exist_ok=True)
            parts = [
                part for n, held in records.items() if (part := self._write_part(folder, n, held)) is not None
            ]
            written = ArchivedDay(topic=ITEMS.name, day=day, parts=tuple(parts))
            self._put(f"{folder}/{MANIFEST}", (written.model_dump_json(indent=1) + "\n").encode())
        except OSError as error:
            raise self._trouble(error) from error
        return written

    def read(self, day: ArchivedDay, partition: int) -> Iterator[Record]:
        """A part's records, after its file was found to be what was written."""
        for part in day.parts:
            if part.partition == partition:
                path = f"{self._root}/{day.day.isoformat()}/{part.file}"
                try:
                    self._verify(path, part)
                    with (
                        self._files.open(path, "rb") as file,
                        zstandard.ZstdDecompressor().stream_reader(file) as lines,
                    ):
                        for line in io.TextIOWrapper(lines, encoding="utf-8"):
                            yield _record(ArchivedRecord.model_validate_json(line))
                except OSError as error:
                    raise self._trouble(error) from error

    def drop(self, day: ArchivedDay) -> None:
        """Remove a day, its manifest first."""
        folder = f"{self._root}/{day.day.isoformat()}"
        try:
            self._files.rm(f"{folder}/{MANIFEST}")
            self._files.rm(folder, recursive=True)
        except OSError as error:
            raise self._trouble(error) from error

    def size_bytes(self) -> int:
        """The bytes of all days' files."""
        return sum(part.size_bytes for day in self.days() for part in day.parts)

    def _write_part(self, folder: str, partition: int, records: Iterable[Record]) -> ArchivedPart | None:
        """A part's file; None where there are no records. It is made beside and then put in place whole."""
        name = f"{partition:04}.jsonl.zst"
        first = following = None
        count = 0
        with (
            self._files.open(f"{folder}/{name}.part", "wb") as file,
            zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False) as packed,
        ):
            for record in records:
                first = record.offset if first is None else first
                following = record.offset + 1
                count += 1
                packed.write(_line(record))
        if first is None or following is None:
            self._files.rm(f"{folder}/{name}.part")
            return None
        self._settle(f"{folder}/{name}.part", f"{folder}/{name}")
        size, digest = self._measured(f"{folder}/{name}")
        return ArchivedPart(
            partition=partition,
            file=name,
            first=first,
            next=following,
            records=count,
            size_bytes=size,
            sha256=digest,
        )

    def _put(self, path: str, content: bytes) -> None:
        with self._files.open(f"{path}.part", "wb") as file:
            file.write(content)
        self._settle(f"{path}.part", path)

    def _settle(self, made: str, path: str) -> None:
        """Put a file in place at one stroke; on a local disk it is there for good then."""
        if self._is_local:
            _sync(Path(made))
            os.replace(made, path)
            _sync(Path(path).parent)
        else:
            self._files.mv(made, path)

    def _verify(self, path: str, part: ArchivedPart) -> None:
        if self._measured(path)[1] != part.sha256:
            raise ConfigurationError(
                f"{path} is not the file that was archived (its SHA-256 differs from the manifest's): restore it from a copy."
            )

    def _measured(self, path: str) -> tuple[int, str]:
        """How many bytes a file has as it lies there, and their SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self._files.open(path, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
        return size, digest.hexdigest()

    def _manifest(self, path: str) -> ArchivedDay:
        try:
            held = ArchivedDay.model_validate_json(self._files.cat_file(path))
        except ValidationError as error:
            raise ConfigurationError(
                f"{path} is no manifest of an archive: restore it from a copy."
            ) from error
        if held.version > ARCHIVE_VERSION:
            raise ConfigurationError(f"{path} was written by a newer wirewatch; upgrade, then start again.")
        return held

    def _trouble(self, error: OSError) -> TransientError:
        return TransientError(f"The archive {self.address} cannot be used: {error.strerror or error}.")


def _line(record: Record) -> bytes:
    try:
        value = {"value": record.value.decode()}
    except UnicodeDecodeError:
        value = {}
    line = ArchivedRecord(
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        written_at=record.written_at.isoformat(),
        headers=dict(record.headers),
        **value,
        value_base64=None if value else record.value,
    )
    return (
        json.dumps(
            line.model_dump(mode="json", exclude_none=True), ensure_ascii=False, separators=(",", ":")
        ).encode()
        + b"\n"
    )


def _record(line: ArchivedRecord) -> Record:
    value = line.value.encode() if line.value is not None else line.value_base64 or b""
    written_at = datetime.fromisoformat(line.written_at)
    return Record(ITEMS.name, line.partition, line.offset, line.key, value, line.headers, written_at)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

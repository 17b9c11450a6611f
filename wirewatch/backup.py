"""A data folder in one file, taken while a run goes on, and put back into an empty folder.

The log is copied before the index. Both copies are whole as of one moment each (SQLite's own backup), and the index, copied later, may
only know more than the log says it does: what the next run writes to it again changes nothing. A backup is a tar compressed with
Zstandard; its first file is a manifest with the SHA-256 of each of the others, which a restore checks before anything is put in place.
"""

import hashlib
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path, PurePosixPath

import zstandard
from pydantic import ValidationError

from schemas.backup import BackedUpFile, Backup
from schemas.errors import ConfigurationError, WirewatchError
from wirewatch.adapters.sqlite_files import connect_to_read, errors_in_our_words

MANIFEST = "wirewatch-backup.json"
Told = Callable[[str, int, int], None]

_PAGES_AT_ONCE = 2_000  # of 4 kB: a writer waits for milliseconds
_BESIDE = ("alerts.jsonl", "alerts.jsonl.1", "alerts.atom", "index.live")
_FOLDERS = ("archive", "pages")
_CHUNK = 1024 * 1024


def back_up(folder: Path, target: Path, now: datetime, told: Told) -> Backup:
    """Write a folder's backup to a file, whole or not at all. Raises ConfigurationError where there is nothing to back up, or no
    room."""
    if not (folder / "log.db").is_file():
        raise ConfigurationError(f"There is nothing in {folder} to back up yet.")
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".wirewatch-backup-") as staged:
            _copy(folder, Path(staged), told)
            made = Backup(
                made_at=now, wirewatch=version("wirewatch"), files=tuple(_files(Path(staged), told))
            )
            _pack(Path(staged), part, made, told)
        part.replace(target)
    except OSError as error:
        raise ConfigurationError(
            f"The backup {target} cannot be written: {error.strerror or error}."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return made


def restore(source: Path, folder: Path, told: Told) -> Backup:
    """Put a backup into a folder that is new or empty, whole or not at all. Raises ConfigurationError where the folder holds something,
    WirewatchError where the backup is damaged."""
    if folder.exists() and any(folder.iterdir()):
        raise ConfigurationError(f"{folder} holds something: name a new or empty folder with --data.")
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=".wirewatch-restore-") as staged:
        made = _unpack(source, Path(staged), told)
        if folder.exists():
            folder.rmdir()
        whole = Path(staged) / "data"
        whole.replace(folder)
    return made


def _copy(folder: Path, staged: Path, told: Told) -> None:
    """Copies of what is kept, the log first."""
    databases = [folder / "log.db", *sorted(folder.glob("index*.db"))]
    for number, database in enumerate(databases):
        told("copying", number, len(databases))
        with (
            closing(connect_to_read(database)) as source,
            closing(sqlite3.connect(staged / database.name)) as copy,
            errors_in_our_words(database),
        ):
            source.backup(copy, pages=_PAGES_AT_ONCE)
    told("copying", len(databases), len(databases))
    for name in _BESIDE:
        if (folder / name).is_file():
            shutil.copy2(folder / name, staged / name)
    for name in _FOLDERS:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, staged / name, ignore=shutil.ignore_patterns("*.part"))


def _files(staged: Path, told: Told) -> Iterator[BackedUpFile]:
    found = sorted(path for path in staged.rglob("*") if path.is_file())
    for number, path in enumerate(found, start=1):
        name = path.relative_to(staged).as_posix()
        yield BackedUpFile(name=name, size_bytes=path.stat().st_size, sha256=_sha256(path))
        told("hashing", number, len(found))


def _pack(staged: Path, target: Path, made: Backup, told: Told) -> None:
    with (
        target.open("wb") as file,
        zstandard.ZstdCompressor(level=6).stream_writer(file, closefd=False) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        manifest = made.model_dump_json().encode()
        about = tarfile.TarInfo(MANIFEST)
        about.size = len(manifest)
        tar.addfile(about, BytesIO(manifest))
        for number, each in enumerate(made.files, start=1):
            tar.add(staged / each.name, each.name, recursive=False)
            told("packing", number, len(made.files))


def _unpack(source: Path, staged: Path, told: Told) -> Backup:
    """The files of a backup under `data`, each as its manifest says."""
    data = staged / "data"
    data.mkdir()
    try:
        with (
            source.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            made = _manifest(tar)
            wanted = {each.name: each for each in made.files}
            for number, member in enumerate(tar):
                if number == 0:
                    continue  # the manifest
                each = wanted.pop(member.name, None)
                held = tar.extractfile(member)
                if each is None or held is None or not _is_inside(each.name):
                    raise WirewatchError(f"{source} holds {member.name!r}, which its manifest does not name.")
                path = data / each.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as written:
                    shutil.copyfileobj(held, written, _CHUNK)
                if _sha256(path) != each.sha256:
                    raise WirewatchError(f"{source} is damaged: {each.name} is not what was backed up.")
                told("restoring", number, len(made.files))
    except (tarfile.TarError, zstandard.ZstdError, EOFError) as error:
        raise WirewatchError(f"{source} is damaged, or no backup: {error}.") from error
    if wanted:
        raise WirewatchError(f"{source} is damaged: {', '.join(sorted(wanted))} is missing.")
    return made


def _manifest(tar: tarfile.TarFile) -> Backup:
    first = tar.next()
    held = tar.extractfile(first) if first is not None and first.name == MANIFEST else None
    if held is None:
        raise WirewatchError("This is no backup of Wirewatch: its manifest is missing.")
    try:
        return Backup.model_validate_json(held.read(64 * _CHUNK))
    except ValidationError as error:
        raise WirewatchError("The backup's manifest cannot be read.") from error


def _is_inside(name: str) -> bool:
    """Whether a name stays in the folder it is put into."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

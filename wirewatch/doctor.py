"""Checks before anything starts: settings, folders, files, libraries."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from consumers.classify.watch import watches_in_force
from consumers.extract.amounts.rates import rates_in_force
from consumers.gazetteer import load_gazetteer
from schemas.errors import WirewatchError
from wirewatch.packages import why_not_our_own
from wirewatch.rule_book import rules_in_force
from wirewatch.settings import Settings, config_file, masked
from wirewatch.wiring import feeds_in_force

LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, whether it is well, what was found or what to do."""

    name: str
    well: bool
    said: str


def check_all(settings: Settings) -> Iterator[Check]:
    """Every check, in the order in which a run would meet them. None of them needs the network."""
    file = config_file()
    yield Check(
        "settings", True, f"{file}" if file.is_file() else f"no {file}: defaults and WIREWATCH_* variables"
    )
    yield _packages()
    yield _checked("feeds", lambda: f"{len(feeds_in_force(settings))} feeds")
    yield _checked("rules", lambda: f"{len(rules_in_force(settings))} alert rules")
    yield _checked("watches", lambda: ", ".join(watch.id for watch in watches_in_force(settings.watches)))
    if settings.rates is not None:
        yield _checked("rates", lambda: _rates(settings))
    yield _checked("gazetteer", lambda: f"{sum(1 for _ in load_gazetteer().entries())} names known")
    yield _full_text_search()
    yield _data_folder(settings)
    yield _alerts_file(settings)


def shown_settings(settings: Settings) -> Iterator[tuple[str, str]]:
    """Every setting in force, with passwords in addresses masked."""
    for name, value in settings.model_dump().items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", _shown(each, "for ever")) for part, each in value.items())
        else:
            yield name, _shown(value, "default")


def _shown(value: object, if_none: str) -> str:
    if isinstance(value, tuple):
        return masked(", ".join(str(each) for each in value)) or "none"
    return if_none if value is None else masked(str(value))


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except WirewatchError as error:
        return Check(name, False, str(error))


def _packages() -> Check:
    mixed_up = why_not_our_own()
    return Check(
        "program", mixed_up is None, mixed_up or f"wirewatch {version('wirewatch')}, its own packages"
    )


def _rates(settings: Settings) -> str:
    known = rates_in_force(settings.rates).by_currency
    last = max((rates[-1].day for rates in known.values()), default=None)
    return f"{', '.join(sorted(known))}, the last of {last}" if last else "none in the file"


def _full_text_search() -> Check:
    try:
        with sqlite3.connect(":memory:") as probe:
            probe.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.OperationalError:
        return Check(
            "SQLite", False, "this Python's SQLite has no FTS5: use one that has (Debian's, python.org's)"
        )
    return Check("SQLite", True, f"{sqlite3.sqlite_version} with FTS5")


def _data_folder(settings: Settings) -> Check:
    folder = settings.data
    if trouble := _why_not_writable(folder):
        return Check("data", False, trouble)
    free = shutil.disk_usage(_nearest(folder)).free
    if free < LEAST_FREE_BYTES:
        return Check(
            "data",
            False,
            f"{folder}: only {free // 1024**2} MB free; a run needs some {LEAST_FREE_BYTES // 1024**2}",
        )
    return Check("data", True, f"{folder} ({free // 1024**3} GB free)")


def _alerts_file(settings: Settings) -> Check:
    file = settings.alerts_path
    if file.is_dir():
        return Check("alerts", False, f"{file} is a folder, not a file")
    trouble = _why_not_writable(file.parent)
    return Check("alerts", not trouble, trouble or f"{file}")


def _why_not_writable(folder: Path) -> str:
    """Why no file can be made in a folder, or no folder where it is to be; empty where it can."""
    existing = _nearest(folder)
    if not existing.is_dir():
        return f"{existing} is a file, not a folder"
    try:
        with tempfile.TemporaryFile(dir=existing) as probe:
            probe.write(b"probe")
    except OSError as error:
        return f"{existing} cannot be written to: {error.strerror or error}"
    return ""


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())

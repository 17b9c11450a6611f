"""The alert rules in force, read again when their files change."""

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import structlog

from consumers.alert.rule_files import RulesError, load_rules
from consumers.alert.rules import Rule, RuleBook
from wirewatch.settings import Settings, config_file

log = structlog.get_logger()

RULES_FILE = "rules.toml"
LOOK_EVERY_S = 0.5
"""How soon a change is seen, while there is something to do."""

_Stamp = tuple[tuple[str, int, int], ...]


@contextmanager
def rules_path(settings: Settings) -> Iterator[Path]:
    """The rules the settings name, else rules.toml beside the configuration file, else those that ship."""
    beside = config_file().parent / RULES_FILE
    if settings.rules or beside.is_file():
        yield settings.rules or beside
        return
    with as_file(files("wirewatch").joinpath(RULES_FILE)) as shipped:
        yield shipped


def rules_in_force(settings: Settings) -> tuple[Rule, ...]:
    """The rules as they are now. Raises RulesError with every mistake."""
    with rules_path(settings) as path:
        return load_rules(path, settings.channel_names)


class WatchedRules:
    """Gives the rules in force, and others once a file of theirs has changed. Where the new ones have mistakes those before
    stay in force, and the log says what is wrong, once. Raises RulesError when it is made over rules with mistakes."""

    def __init__(self, settings: Settings, channels: Collection[str]) -> None:
        self._settings, self._channels = settings, tuple(channels)
        with rules_path(settings) as path:
            self._stamp = _stamp(path)
            self._book = RuleBook(load_rules(path, self._channels))
        self._look_at = time.monotonic() + LOOK_EVERY_S

    def __call__(self) -> RuleBook:
        """The rules in force now; the same object as long as they are the same."""
        if time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK_EVERY_S
            self._look()
        return self._book

    def _look(self) -> None:
        with rules_path(self._settings) as path:
            stamp = _stamp(path)
            if stamp == self._stamp:
                return
            self._stamp = stamp
            try:
                self._book = RuleBook(load_rules(path, self._channels))
                log.info("rules_read", file=str(path), rules=len(self._book.rules))
            except RulesError as error:
                log.warning("rules_not_taken", trouble=str(error))


def _stamp(path: Path) -> _Stamp:
    """What tells whether files have changed."""
    found = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    stamps = []
    for file in found:
        try:
            status = file.stat()
        except OSError:
            continue
        stamps.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(stamps)

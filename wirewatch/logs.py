"""What the program says of itself: structured lines on stderr, or in a file while a live picture is shown."""

import logging
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

from wirewatch.adapters.bounded_file import BoundedText

JOURNAL_MAX_BYTES = 16 * 1024 * 1024

STEERING = "\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
"""Beyond ASCII's controls, what can steer a terminal or turn the order of letters: C1 controls, bidirectional and other
format marks, line separators, tags; for a character class of a regular expression."""

_UNPRINTABLE = re.compile(f"[\\x00-\\x08\\x0b-\\x1f{STEERING}]")


def printable(text: str) -> str:
    """A text without control, ANSI and bidirectional marks: what comes from feeds cannot steer a terminal."""
    return _UNPRINTABLE.sub("\ufffd", text)


def start_logging(
    level: str, file: Path | None = None, *, as_json: bool = False, max_bytes: int = JOURNAL_MAX_BYTES
) -> None:
    """Send log lines at `level` and above to stderr or to a file; values are made harmless first. A line in a file, or
    where `as_json`, is a JSON object."""
    target: TextIO = cast(TextIO, BoundedText(file, max_bytes)) if file else sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _make_harmless,
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=False)
            if target is sys.stderr and not as_json
            else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(target),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=level, stream=target, format="%(levelname)s %(name)s %(message)s", force=True)


def _make_harmless(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: printable(value) if isinstance(value, str) else value for key, value in event.items()}

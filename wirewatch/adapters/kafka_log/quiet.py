"""The client's log lines, a few instead of thousands.

While a broker is away the client writes several ERROR lines with every attempt to reach it. What a stage must tell is told
by the loop, once for each wait; of the client's own lines each place in its code may speak once a minute.
"""

import logging
import time

_AGAIN_AFTER_S = 60.0
_LEAST = logging.ERROR


class OncePerMinute(logging.Filter):
    """Lets a line through if its place in the code has not spoken for a minute; tells how many it kept back."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        place = (record.name, record.lineno)
        now = time.monotonic()
        since, kept = self._kept.get(place, (float("-inf"), 0))
        if now - since < _AGAIN_AFTER_S:
            self._kept[place] = (since, kept + 1)
            return False
        self._kept[place] = (now, 0)
        if kept:
            record.msg, record.args = f"{record.getMessage()} ({kept} more like it)", ()
        return True


class _Forward(logging.Handler):
    """Hands what passes the filter to whatever the program logs to."""

    def emit(self, record: logging.LogRecord) -> None:
        logging.getLogger().handle(record)


def quieten_client() -> None:
    """Let the client speak only through the filter; doing it again changes nothing."""
    logger = logging.getLogger("kafka")
    if any(isinstance(handler, _Forward) for handler in logger.handlers):
        return
    forward = _Forward(_LEAST)
    forward.addFilter(OncePerMinute())
    logger.addHandler(forward)
    logger.propagate = False

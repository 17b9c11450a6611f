"""The health of feeds, for reading."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from schemas.feed_state import FeedCondition
from schemas.status import FeedStatus
from wirewatch.logs import printable
from wirewatch.when import local

_ORDER: tuple[FeedCondition, ...] = (
    "blocked", "gone", "failing", "asleep", "silent", "flooding", "stale", "quiet", "new", "live",
)  # fmt: skip
STYLES: dict[FeedCondition, str] = {
    "live": "green", "quiet": "dim", "new": "dim", "stale": "yellow", "silent": "yellow", "flooding": "yellow", "failing": "red",
    "blocked": "red", "gone": "red", "asleep": "red",
}  # fmt: skip
_WORDS: dict[FeedCondition, str] = {"blocked": "blocked here"}
_EIGHTHS = " ▁▂▃▄▅▆▇█"
DAYS_SHOWN = 21


def opening_line(feeds: Iterable[FeedStatus], catalogue: int) -> str:
    """How the feeds fared when last polled: "61 live, 14 stale, 10 blocked here"."""
    counts = Counter(feed.condition for feed in feeds)
    unknown = catalogue - sum(counts.values())
    parts = [f"{counts[each]} {_WORDS.get(each, each)}" for each in reversed(_ORDER) if counts[each]]
    parts += [f"{unknown} not polled yet"] if unknown > 0 else []
    return ", ".join(parts)


def health_table(feeds: Sequence[FeedStatus]) -> Table:
    """The feeds, those in trouble first, each with its last days as a little chart."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column, justify in (
        ("condition", "left"), ("feed", "left"), ("a day", "right"), ("last days", "left"), ("newest", "left"), ("gaps", "right"),
        ("trouble", "left"),
    ):  # fmt: skip
        table.add_column(column, justify=justify, header_style="dim", overflow="fold")  # type: ignore[arg-type]
    for feed in sorted(feeds, key=lambda each: (_ORDER.index(each.condition), each.feed)):
        table.add_row(
            Text(_WORDS.get(feed.condition, feed.condition), STYLES[feed.condition]),
            Text(printable(feed.feed) + (f" → {printable(feed.moved_to)}" if feed.moved_to else "")),
            f"{feed.items_a_day:.0f}" if feed.items_a_day >= 10 else f"{feed.items_a_day:.1f}",
            Text(sparkline(feed.days[-DAYS_SHOWN:]), "cyan"),
            _moment(feed.newest_at),
            str(feed.gaps) if feed.gaps else "",
            Text(printable(_trouble(feed))),
        )
    return table


def sparkline(counts: Sequence[int]) -> str:
    """A character a day, as high as the day's share of the highest."""
    most = max(counts, default=0)
    if not most:
        return _EIGHTHS[1] * len(counts)
    return "".join(_EIGHTHS[1 + round(7 * count / most)] for count in counts)


def _trouble(feed: FeedStatus) -> str:
    if feed.error_text:
        return feed.error_text
    if feed.last_gap is not None:
        return f"a gap from {local(feed.last_gap.since)} to {local(feed.last_gap.until)}"
    return ""


def _moment(moment: datetime | None) -> str:
    return local(moment) if moment else ""

"""What a rule would have sent: one alert a story, over what was collected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consumers.alert.match import match_rules
from consumers.alert.rules import Rule
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage
from schemas.match import Match


@dataclass(frozen=True, slots=True)
class Backtest:
    """The alerts of one rule over a stretch of time, each by the first copy that matched, oldest first. `later` counts further
    copies that matched, by story: they join the alert and send nothing."""

    since: datetime
    until: datetime
    alerts: tuple[Match, ...]
    later: Counter[str]

    def by_day(self) -> dict[date, int]:
        """How many alerts on each day (UTC), days without any included, oldest first."""
        counted = Counter(alert.first_seen_at.date() for alert in self.alerts)
        days = (self.until.date() - self.since.date()).days + 1
        return {day: counted[day] for day in (self.since.date() + timedelta(days=n) for n in range(days))}

    @property
    def a_day(self) -> float:
        """Alerts a day, on average."""
        return len(self.alerts) / max((self.until - self.since) / timedelta(days=1), 1.0)

    @property
    def busiest(self) -> int:
        """Alerts on the busiest day."""
        return max(self.by_day().values(), default=0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a rule over the same coverage: what only the one sends, what only the other, and how many both."""

    only_before: tuple[Match, ...]
    only_after: tuple[Match, ...]
    both: int


def backtest(rule: Rule, coverage: Iterable[Coverage], since: datetime, until: datetime) -> Backtest:
    """What a rule would have sent of items first seen in [since, until). Whether an item was live then does not count: a rule
    is tried on a backfill or a first poll just as well. Age and earlier alerts of the ledger play no part either."""
    first: dict[str, Match] = {}
    later: Counter[str] = Counter()
    for match in sorted(_matches(rule, coverage), key=lambda each: (each.first_seen_at, each.item_id)):
        if not since <= match.first_seen_at < until:
            continue
        story = match.story.merged_into or match.story.story_id
        if story in first:
            later[story] += 1
        else:
            first[story] = match
    return Backtest(since, until, tuple(first.values()), later)


def compare(before: Backtest, after: Backtest) -> Comparison:
    """What changing a rule would change, by story."""
    olds, news = _by_story(before.alerts), _by_story(after.alerts)
    return Comparison(
        tuple(match for story, match in olds.items() if story not in news),
        tuple(match for story, match in news.items() if story not in olds),
        len(olds.keys() & news.keys()),
    )


def _matches(rule: Rule, coverage: Iterable[Coverage]) -> Iterator[Match]:
    for record in coverage:
        if record.relevant and not record.retracted:
            yield from match_rules((rule,), record, searchable_of(record))


def _by_story(alerts: Sequence[Match]) -> dict[str, Match]:
    return {match.story.merged_into or match.story.story_id: match for match in alerts}

"""control: what commands tell the stages, who obey."""

from datetime import datetime
from typing import Literal

from schemas.model import Model, UtcTime

FIRST_GENERATION = "g1"
"""The generation a new log begins with; its topics, groups and index bear no generation in their names."""


class Selected(Model):
    """What a replay was asked to rebuild; each condition that is given holds, without any it is everything.

    `offsets` are parts of news.items ("0:100-200", "1:50-"), `feeds` feeds' keys or sources' ids, `query` one that the live
    index answers.
    """

    since: UtcTime | None = None
    until: UtcTime | None = None
    offsets: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    query: str | None = None

    def __str__(self) -> str:
        parts = [
            f"from {_day(self.since)}" if self.since else "",
            f"to {_day(self.until)}" if self.until else "",
            *(f"offsets {each}" for each in self.offsets),
            *(f"feed {feed}" for feed in self.feeds),
            f"query {self.query}" if self.query else "",
        ]
        return ", ".join(part for part in parts if part) or "everything"


class Generation(Model):
    """One derivation of everything from news.items: own topics, groups and index version.

    `building`: a replay fills it, nobody else touches it. `standing`: it is whole; the running stages feed it with what
    comes, whether searches see it or not. `selected` says what was rebuilt, `from_bytes` whether entries were parsed again,
    `alerts` whether what was rebuilt may alert; `ruleset` names the rules (a hash of watches and names) it was built with.
    """

    name: str
    state: Literal["building", "standing"]
    made_from: str | None = None
    selected: Selected | None = None
    from_bytes: bool = False
    alerts: bool = False
    ruleset: str | None = None
    created_at: UtcTime | None = None


class Handover(Model):
    """What a swap leaves to match: the generation that was live `before`, and the partitions of its news.coverage, each with the
    offset from which on it may have asked about revisions that the new one has to come to yet."""

    before: str
    since: tuple[tuple[int, int], ...]


class Generations(Model):
    """The one record of control: which generations there are, and which of them is live (searched, and alerting).
    `swapped_from` is the one a rollback goes back to; `newest` the highest number that was ever given.

    Since 1.1: `handover`, of the last swap."""

    live: str = FIRST_GENERATION
    newest: int = 1
    swapped_from: str | None = None
    swapped_at: UtcTime | None = None
    handover: Handover | None = None
    generations: tuple[Generation, ...] = (Generation(name=FIRST_GENERATION, state="standing"),)

    def named(self, name: str) -> Generation | None:
        """The generation of a name."""
        return next((each for each in self.generations if each.name == name), None)

    @property
    def standing(self) -> tuple[str, ...]:
        """The generations that the stages feed, the live one first."""
        others = (each.name for each in self.generations if each.state == "standing")
        return tuple(dict.fromkeys((self.live, *others)))


def _day(moment: datetime) -> str:
    at_midnight = moment.hour == moment.minute == moment.second == 0
    return moment.strftime("%Y-%m-%d") if at_midnight else moment.isoformat(timespec="minutes")

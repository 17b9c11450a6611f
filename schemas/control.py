"""control: what commands tell the stages, who obey."""

from typing import Literal

from schemas.model import Model, UtcTime

FIRST_GENERATION = "g1"
"""The generation a new log begins with; its topics, groups and index bear no generation in their names."""


class Generation(Model):
    """One derivation of everything from news.items: own topics, groups and index version.

    `building`: a replay fills it, nobody else touches it. `standing`: it is whole; the running stages feed it with what
    comes, whether searches see it or not. `selection` says in words what was rebuilt, `ruleset` names the rules
    (a hash of watches and names) that it was built with.
    """

    name: str
    state: Literal["building", "standing"]
    made_from: str | None = None
    selection: str | None = None
    ruleset: str | None = None
    created_at: UtcTime | None = None


class Generations(Model):
    """The one record of control: which generations there are, and which of them is live (searched, and alerting).
    `swapped_from` is the one a rollback goes back to; `newest` the highest number that was ever given."""

    live: str = FIRST_GENERATION
    newest: int = 1
    swapped_from: str | None = None
    swapped_at: UtcTime | None = None
    generations: tuple[Generation, ...] = (Generation(name=FIRST_GENERATION, state="standing"),)

    def named(self, name: str) -> Generation | None:
        """The generation of a name."""
        return next((each for each in self.generations if each.name == name), None)

    @property
    def standing(self) -> tuple[str, ...]:
        """The generations that the stages feed, the live one first."""
        others = (each.name for each in self.generations if each.state == "standing")
        return tuple(dict.fromkeys((self.live, *others)))

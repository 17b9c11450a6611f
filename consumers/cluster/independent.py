"""How many sources a story or a happening has in the end: chains of attribution followed, copies counted once."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple


class Telling(NamedTuple):
    """Who publishes a text, whom it is from (empty: the publisher's own), and who else it cites."""

    publisher: str
    origins: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


def independent_origins(texts: Iterable[Sequence[Telling]]) -> tuple[str, ...]:
    """Whom texts come from in the end, each once, in the order they came.

    The tellings of one text are copies of each other: where any is credited all are, else it is the first one's own. A
    publisher known to have its news from another is followed to that one. Who is cited besides counts where its
    own telling is among the texts: customs data in two agencies' words are the customs', if they are there.
    """
    given = [list(tellings) for tellings in texts if tellings]
    publishers = {telling.publisher for tellings in given for telling in tellings}
    publishers.update(origin for tellings in given for telling in tellings for origin in telling.origins)
    ends: list[tuple[str, ...]] = []
    own: set[str] = set()
    credited: dict[str, tuple[str, ...]] = {}
    for tellings in given:
        named: tuple[str, ...] = ()
        for telling in tellings:
            origins = _all_origins(telling, publishers)
            if origins:
                credited[telling.publisher] = (*credited.get(telling.publisher, ()), *origins)
            named = (*named, *origins)
        if not named:
            own.add(tellings[0].publisher)
        ends.append(named or (tellings[0].publisher,))
    found = (end for names in ends for name in names for end in _followed(name, credited, own, frozenset()))
    return tuple(dict.fromkeys(found))


def _all_origins(telling: Telling, publishers: Set[str]) -> tuple[str, ...]:
    """Whom a telling is from, those it cites included where their own is at hand."""
    at_hand = tuple(c for c in telling.cites if c in publishers and c != telling.publisher)
    return (*telling.origins, *(c for c in at_hand if c not in telling.origins))


def _followed(
    name: str, credited: Mapping[str, tuple[str, ...]], own: Set[str], seen: frozenset[str]
) -> tuple[str, ...]:
    """Where a chain of attribution that starts at `name` ends; a circle ends where it closes."""
    nexts = credited.get(name, ())
    if name in own or name in seen or not nexts:
        return (name,)
    return tuple(
        end for n in nexts for end in ((n,) if n == name else _followed(n, credited, own, seen | {name}))
    )

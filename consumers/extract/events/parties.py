"""The two sides whose dealings are events: a watch's parties, as the rules for events need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from consumers.classify.watch import Watch, load_watches


@dataclass(frozen=True, slots=True)
class Parties:
    """`codes` are the countries that stand for the two sides, `names` their names, `home` gives for every
    country of a party the one that stands for it (Hong Kong's firms and courts are China's); `leaders` are gazetteer
    ids of heads of state and government."""

    codes: tuple[str, str]
    names: tuple[str, str]
    home: Mapping[str, str]
    leaders: frozenset[str] = frozenset()

    def of(self, country: str | None) -> str | None:
        """The party a country belongs to, as its code; None where it belongs to neither."""
        return self.home.get(country) if country else None


def parties_of(watches: Sequence[Watch] | None) -> tuple[Parties, ...]:
    """The pairs of the watches (None: of those that ship), each once, in the watches' order."""
    pairs: list[Parties] = []
    for watch in load_watches() if watches is None else watches:
        sides = tuple((party.name, tuple(sorted(party.countries))) for party in watch.parties)
        pair = _pair(sides, watch.parties[0].leaders | watch.parties[1].leaders)
        if not any(set(pair.codes) == set(known.codes) for known in pairs):
            pairs.append(pair)
    return tuple(pairs)


@cache
def _pair(parties: tuple[tuple[str, tuple[str, ...]], ...], leaders: frozenset[str]) -> Parties:
    (first, ones), (second, others) = parties
    home = {**dict.fromkeys(ones, ones[0]), **dict.fromkeys(others, others[0])}
    return Parties((ones[0], others[0]), (first, second), home, leaders)

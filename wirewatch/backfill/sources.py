"""Whose items a file holds."""

from collections.abc import Iterable
from difflib import get_close_matches

from pydantic import ValidationError

from producers.archived import Row
from producers.feed import Feed
from producers.links import host_of, web_link
from schemas.errors import ConfigurationError
from schemas.source import Source


class Sources:
    """The catalogue's sources, by id, by feed and by host; `given` (from the command line) before all.

    Items must be under the id of the source that polls give them, or nothing is recognised: so a source that the
    catalogue does not know must be named by the file itself.
    """

    def __init__(self, feeds: Iterable[Feed], given: str | None = None) -> None:
        self.given = given
        self._by_key: dict[str, Feed] = {}
        self._by_id: dict[str, Source] = {}
        by_host: dict[str, set[str]] = {}
        for feed in feeds:
            self._by_key[feed.key] = feed
            self._by_id[feed.source.id] = feed.source
            by_host.setdefault(_host(feed.address), set()).add(feed.source.id)
        self._by_host = {host: next(iter(ids)) for host, ids in by_host.items() if len(ids) == 1}
        if given is not None and given not in self._by_id:
            near = get_close_matches(given, sorted(self._by_id), n=1)
            hint = f"did you mean {near[0]}?" if near else "`wirewatch feeds list` shows those there are."
            raise ConfigurationError(f"The catalogue has no source {given}; {hint}")
        self._given = None if given is None else self._by_id[given]

    def feed_at(self, address: str | None, named: Iterable[str] = ()) -> Feed | None:
        """The feed of an address, or of one of those a document names itself by; else one of the source given, else of
        the source at that host."""
        addresses = [each for each in (address, *named) if each]
        for each in addresses:
            known = self._by_key.get(Feed(each, _NOBODY).key)
            if known is not None and self._given in (None, known.source):
                return known
        if self._given is not None:
            return Feed(addresses[0] if addresses else f"backfill:{self._given.id}", self._given)
        for each in addresses:
            source = self._by_host.get(_host(each))
            if source is not None:
                return Feed(each, self._by_id[source])
        return None

    def of_row(self, row: Row) -> Source | None:
        """The source a row names, else the one given, else the one at its link's host. Raises ConfigurationError where it
        names one by an id that cannot be."""
        if row.source_id in self._by_id:
            return self._by_id[row.source_id]
        if row.source_id:
            return _new(row)
        if self._given is not None:
            return self._given
        source = self._by_host.get(_host(row.link)) if web_link(row.link) else None
        return None if source is None else self._by_id[source]


_NOBODY = Source(id="-", name="-")


def _host(address: str) -> str:
    return host_of(address).removeprefix("www.")


def _new(row: Row) -> Source:
    try:
        return Source(id=row.source_id, name=row.source_name or row.source_id)
    except ValidationError as error:
        raise ConfigurationError(
            f"{row.place}: source {row.source_id!r}: {error.errors()[0]['msg']}."
        ) from error

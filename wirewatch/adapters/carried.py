"""What requests to a feed carry besides our own headers, and by which proxy they go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Carried:
    """Headers, cookies and a user name with its password for one feed's server alone, and the proxy's address (None: direct).
    Nothing of it is ever shown."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    credentials: tuple[str, str] | None = field(default=None, repr=False)
    proxy: str | None = field(default=None, repr=False)

    @property
    def is_secret(self) -> bool:
        """Whether the feed's server is told something that no other may be told."""
        return bool(self.headers or self.cookies or self.credentials)


CarriedFor = Callable[[str], Carried]
"""Tells of a feed's address what requests to it carry."""

NOTHING = Carried()


def nothing_for(address: str) -> Carried:
    """Nothing, whatever the feed."""
    return NOTHING

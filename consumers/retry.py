"""How long to wait before trying again."""

from dataclasses import dataclass

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Backoff:
    """Doubling waits, from half a second to a minute; `failures` in a row so far."""

    failures: int = 0

    def failed(self) -> "Backoff":
        """The state after one more failure."""
        return Backoff(self.failures + 1)

    def wait_s(self, asked_s: float | None = None) -> float:
        """The wait after the last failure: what the other side asked for where it did."""
        if asked_s is not None:
            return min(asked_s, LONGEST_WAIT_S)
        return min(FIRST_WAIT_S * 2.0 ** (max(self.failures, 1) - 1), LONGEST_WAIT_S)

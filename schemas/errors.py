"""The errors of the whole program, four kinds.

WirewatchError
├── TransientError       try again later; never dead-letters a record
├── PoisonError          this record can never pass; dead-letter it with `reason`
├── HungError            deciding about these records takes too long; one that does so alone is dead-lettered
└── ConfigurationError   a human must change something; stop, commit nothing
    └── UnknownMajorVersion
"""


class WirewatchError(Exception):
    """Every error the program raises on purpose. Its text is one sentence for the person who reads it."""


class TransientError(WirewatchError):
    """Trouble that passes by itself: wait `retry_after_s` (when known) and try again."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class PoisonError(WirewatchError):
    """A record that can never pass. `reason` is a short fixed word, the message tells the particulars."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class HungError(WirewatchError):
    """Raised into a stage that has computed about records for longer than any takes."""


class ConfigurationError(WirewatchError):
    """Something a human must change; the message says what. The process stops and commits nothing."""


class UnknownMajorVersion(ConfigurationError):
    """A record written under a newer major version of its schema than this program knows."""

    def __init__(self, schema: str, version: str, known: str) -> None:
        super().__init__(
            f"A {schema} record has version {version}; this program reads {known}. Upgrade wirewatch, then start again."
        )
        self.schema = schema
        self.version = version

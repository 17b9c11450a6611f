"""The ports without an outside: for tests, and wherever documents are already at hand."""

from collections.abc import Mapping, Sequence

from producers.entry import ParsedFeed
from producers.parse import parse_document
from producers.ports import Fetched, NotModified, Validators
from producers.trouble import Trouble

Answer = Fetched | NotModified | Trouble


class MemoryFetcher:
    """Answers from a table: each fetch of an address gives its next answer, the last one again and again.

    A document whose ETag is asked for gives `NotModified`, as a server does. `asked` records every fetch.
    """

    def __init__(self, answers: Mapping[str, Answer | Sequence[Answer]]) -> None:
        self._answers = {
            address: [answer] if isinstance(answer, Fetched | NotModified | Trouble) else list(answer)
            for address, answer in answers.items()
        }
        self.asked: list[tuple[str, Validators]] = []

    async def fetch(self, address: str, validators: Validators) -> Answer:
        """The next answer for an address; unknown hosts are not found."""
        self.asked.append((address, validators))
        answers = self._answers.get(address)
        if not answers:
            return Trouble("dns", "The host is not known.")
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        known = isinstance(answer, Fetched) and answer.validators.etag
        return NotModified(validators) if known and known == validators.etag else answer


class InlineParser:
    """Parses in this process: no limits and no protection, so only for documents one trusts."""

    def __init__(self) -> None:
        self.parsed: list[bytes] = []

    async def parse(
        self, document: bytes, address: str, *, keep_markup: bool = False
    ) -> ParsedFeed | Trouble:
        """The entries of a document."""
        self.parsed.append(document)
        return parse_document(document, address, keep_markup=keep_markup)

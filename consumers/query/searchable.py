"""What the matcher sees of an item."""

from functools import cached_property

from consumers.query.scope import Scope, event_scopes, facts_scope, is_of_facts, item_scope
from consumers.query.tokens import Tokens
from schemas.coverage import Coverage


class Searchable:
    """An item laid open for queries; each part is made when a clause first asks for it."""

    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.text = coverage.item.text
        title = coverage.item.title
        self._title_end = len(title) if title and self.text.startswith(title) else 0

    @cached_property
    def title(self) -> Tokens:
        """The words of the title."""
        return Tokens(self.text, 0, self._title_end)

    @cached_property
    def body(self) -> Tokens:
        """The words after the title (of the whole text where there is no title)."""
        return Tokens(self.text, self._title_end)

    @cached_property
    def quotes(self) -> tuple[Tokens, ...]:
        """The words of each quoted stretch."""
        contents = (span for quote in self.coverage.facts.quotes for span in quote.content)
        return tuple(
            (self.title if span.start < self._title_end else self.body).within(span.start, span.end)
            for span in contents
        )

    @cached_property
    def events(self) -> tuple[Scope, ...]:
        """What is said of each event."""
        return event_scopes(self.coverage)

    @cached_property
    def itself(self) -> Scope:
        """What is said of the item itself."""
        return item_scope(self.coverage)

    @cached_property
    def facts(self) -> Scope:
        """What is said of its facts, its events included."""
        return facts_scope(self.coverage, self.events)

    def scope_of(self, field: str) -> Scope:
        """The one of the two that has a field: most rules ask about one, and facts take longest to lay open."""
        return self.facts if is_of_facts(field) else self.itself

    @property
    def scope(self) -> Scope:
        """All that is said, as an index keeps it."""
        scope = Scope()
        scope.take(self.itself)
        scope.take(self.facts)
        return scope


def searchable_of(coverage: Coverage) -> Searchable:
    """What the matcher sees of a revision and its facts."""
    return Searchable(coverage)

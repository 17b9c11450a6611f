"""Known names for clauses such as entity:"Xi Jinping": whatever spelling or script the query uses."""

from collections.abc import Callable, Sequence

from consumers.gazetteer.entry import Entry

NamesFor = Callable[[str], Sequence[Entry]]
"""All entries of the gazetteer that a name can mean."""


def gazetteer_names(alias: str) -> Sequence[Entry]:
    """What the shipped gazetteer says; it is loaded when a query first names an entity."""
    from consumers.gazetteer import load_gazetteer  # loading at import would cost every command its start

    return tuple(load_gazetteer().by_name(alias))

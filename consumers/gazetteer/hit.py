"""A known name found in a text."""

from dataclasses import dataclass

from consumers.gazetteer.entry import Entry


@dataclass(frozen=True, slots=True)
class Hit:
    """`text[start:end]` names `entry`. `adjective`: a country's adjective or demonym ("Chinese", "китайский",
    the 中 of 中方), which counts as the country. `others` are further entries the same words can mean."""

    start: int
    end: int
    entry: Entry
    adjective: bool = False
    others: tuple[Entry, ...] = ()

"""A known name found in a text."""

from typing import NamedTuple

from consumers.gazetteer.entry import Entry


class Hit(NamedTuple):
    """`text[start:end]` names `entry`. `adjective`: a country's adjective or demonym ("Chinese", "китайский",
    the 中 of 中方), which counts as the country, or a town's or region's ("пекинский"). `others` are further
    entries the same words can mean. (A named tuple: many are made, and they must be cheap.)"""

    start: int
    end: int
    entry: Entry
    adjective: bool = False
    others: tuple[Entry, ...] = ()

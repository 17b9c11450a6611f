"""The name of the rules in force, so that generations made with the same ones can be told from others."""

import hashlib
from importlib.metadata import version

from consumers.gazetteer import load_gazetteer
from wirewatch.settings import Settings


def ruleset_of(settings: Settings) -> str:
    """A short hash of the program's version, the names it knows, and the files of watches and rates."""
    known = hashlib.blake2b(version("wirewatch").encode(), digest_size=6)
    for entry in load_gazetteer().entries():
        known.update(repr(entry).encode())
    for file in (*settings.watches, *filter(None, (settings.rates,))):
        known.update(file.read_bytes())
    return known.hexdigest()

"""The name of the rules in force, so that generations made with the same ones can be told from others."""

import hashlib
from importlib.metadata import version

from consumers.gazetteer import gazetteer_version
from wirewatch.settings import Settings


def ruleset_of(settings: Settings) -> str:
    """A short hash of the program's version, the names it knows, and the files of watches and rates."""
    known = hashlib.blake2b(version("wirewatch").encode(), digest_size=6)
    known.update(gazetteer_version().encode())
    for file in (*settings.watches, *filter(None, (settings.rates,))):
        known.update(file.read_bytes())
    return known.hexdigest()

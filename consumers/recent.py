"""How many texts the pure readers remember.

Triage and extraction ask the same of a text: its language, names, sentences, terms. Where both run in one process the
second finds what the first was told, as long as a batch is not longer than this.
"""

from typing import Final

RECENT_TEXTS: Final = 512

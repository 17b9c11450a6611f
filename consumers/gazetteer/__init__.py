"""The names Wirewatch knows, in English, Russian and Chinese, as data: one CSV file per kind in `data/`.

`tables.py` reads them, `letters.py` the one-letter countries of Chinese; `automaton.py` finds names in a text;
`gazetteer.py` puts them together: start with `load_gazetteer()`. `entry.py` is a known name, `hit.py` one found in a
text. Offline, `russian_forms.py` writes the Russian case forms with the templates in `declension/`. Read only when asked
for: `terms_of_office.py` (who held which office when) and `provenance.py` (where each field is from; `sources.py`).
How to add a name: docs/gazetteer.md.
"""

from consumers.gazetteer.gazetteer import Gazetteer, gazetteer_version, load_gazetteer

__all__ = ["Gazetteer", "gazetteer_version", "load_gazetteer"]

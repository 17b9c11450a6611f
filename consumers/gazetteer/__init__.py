"""The names Wirewatch knows, in English, Russian and Chinese, as data: one CSV file per kind in `data/`.

`entry.py` is a known name, `hit.py` one found in a text, `automaton.py` finds them.
"""

"""Copies of one report join one story, whoever carries them.

In: a relevant revision with its facts. Out: the same, placed in its story. `boilerplate.py` takes off what
carriers add, `fingerprint.py` makes of the rest what an item is recognised by, `likeness.py` says whether two
items are copies, `stories.py` holds the open stories, `placing.py` is the decision (pure), `stage.py` the
handler. docs/stories.md tells the rules and what they were measured to do.
"""

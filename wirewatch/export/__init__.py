"""Taking results away: what a query finds as tables and bibliographies, and citations of single items and facts.

Enters: coverage that a search finds, alerts of the log. Leaves: bytes of a format, and what they hold and how they came to be
(`schemas/rows.py`). `rows.py` makes rows of coverage and `citation.py` citations, both pure; `formats/` writes either; `making.py`
makes the rows of what was found, `made.py` writes and counts them; `pointing.py` reads `ITEM@REVISION#FACT`, and `revisions.py` finds an older revision.
Read on: docs/taking-away.md.
"""

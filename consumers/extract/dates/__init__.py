"""The dates of a text: a reading enters, TIMEX3 facts leave.

`lexicon.py` and `data/*.tsv` are the words, `english.py`, `russian.py` and `chinese.py` the grammars over their
symbols, `expression.py` what a match says; `tense.py` tells past from future, `resolve.py` finds the days,
`calendar_days.py` the arithmetic beneath it, `finder.py` the rest.
"""

from consumers.extract.dates.finder import find_dates

__all__ = ["find_dates"]

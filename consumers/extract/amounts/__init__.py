"""The amounts of a text: a reading and its dates enter; money, percentages, counts and quantities leave.

`data/*.tsv` are the words of figures and units, `english.py`, `russian.py` and `chinese.py` the grammars over their
symbols, `measure.py` what a match says; `things.py` tells what is counted, `change.py` how figures changed,
`setting.py` what they measure and when; `finder.py` puts them together.
"""

from consumers.extract.amounts.finder import find_amounts

__all__ = ["find_amounts"]

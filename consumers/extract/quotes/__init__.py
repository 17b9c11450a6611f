"""What was said, and by whom: direct, indirect and mixed quotations with their speakers.

In: a reading and its entities. Out: quotes. `marks.py` pairs quotation marks, `scene.py` prepares the text,
`cues.py` and `data/` are the words of speech, `speakers.py` says who "he" is; one file per language holds its
syntax (its patterns apart); `finder.py` runs them.
"""

from consumers.extract.quotes.finder import find_quotes

__all__ = ["find_quotes"]

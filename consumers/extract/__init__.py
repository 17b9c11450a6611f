"""From an item's text to its facts, each with its evidence.

In: a classified revision that is relevant, or possibly so. Out: the same with `facts` and settled verdicts.
`reading.py` is what the finders share; then, in the order they run: `sentences.py`, `entities/`, `dates/`,
`amounts/`, `quotes/`, `events/` (`extract_facts.py` puts them together). The last word on relevance is
`consumers/classify/settle.py`; `stage.py` is the stage.
"""

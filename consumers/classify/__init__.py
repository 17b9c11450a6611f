"""The stage `classify`: which language an item is in, whether it concerns a watch, and which topics it has.

In: sightings (news.items). Out: numbered revisions (news.classified), or the reasons why not (news.dropped).
`stage.py` is the stage, `classify.py` the triage in order: `language.py` (with `scripts.py`, `han.py`, `votes.py`,
`last_resort.py`), the names of the watch's parties (`watch.py`, `mentions.py`), the text laid out (`scene.py`,
`part.py`), where it links them (`links.py`), what speaks for and against (`signals.py`), the verdict
(`relevance.py`), the topics (`topics.py`). `settle.py` is the last word, for extract. Words are data: `data/`, found
by `terms.py` and `vocabulary.py`; watches are data too: `watches/`, explained in docs/watches.md.
"""

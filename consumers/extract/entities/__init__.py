"""Who and what a text names: known and unknown people, bodies, states, towns, places, projects and events.

A reading enters, entities leave, each with every mention as evidence. `finder.py` is the order of it all: `known.py` takes
the gazetteer's names, `offices.py` says whose foreign ministry is meant, `missions.py` and `governments.py` put names
together; the modules named after a language find unknown bodies and people by how its newswire introduces them (their
words are in `words_*.py`, names of people in `given_names.py` and `romanised.py`); `later.py` and `coreference.py`
follow an entity through the text; `roles.py` reads the offices people hold. `draft.py` is what they all write on.
"""

from consumers.extract.entities.finder import find_entities

__all__ = ["find_entities"]

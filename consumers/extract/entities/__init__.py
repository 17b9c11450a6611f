"""Who and what a text names: known and unknown people, bodies, states, towns, places, projects and events.

A reading enters, entities leave, each with every mention as evidence. `known.py` takes the gazetteer's names and
`offices.py` says whose foreign ministry is meant; `english.py`, `russian.py` and `chinese.py` find unknown names by how
newswire introduces them; `later.py` and `coreference.py` follow an entity through the text; `roles.py` reads the offices
people hold. `finder.py` is the order of it all.
"""

from consumers.extract.entities.finder import find_entities

__all__ = ["find_entities"]

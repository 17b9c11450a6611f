"""Russian case forms by templates: offline for the gazetteer's names (`russian_forms.py`), and in the entity finder
for the surnames of people it has just met.

`words.py` declines one word, `phrases.py` the names of bodies and places, `names.py` people, `adjectives.py` a
country's adjectives and demonyms. What is written for the gazetteer is read by eye before it is kept.
"""

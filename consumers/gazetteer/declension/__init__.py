"""Russian case forms by templates, used offline by `russian_forms.py`; nothing here runs in the stream.

`words.py` declines one word, `phrases.py` the names of bodies and places, `names.py` people, `adjectives.py` a
country's adjectives and demonyms. The output is read by eye before it is kept.
"""

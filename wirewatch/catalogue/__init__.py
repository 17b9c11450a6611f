"""The catalogue of feeds: who is polled, and what is known of them.

`feeds.csv` is the one that ships: newswires in English, Russian and Chinese, each with its publisher's kind, country,
owner and who directs it (from the publishers' own imprints; an edition in another language is a source of its own).
`load.py` reads it, and the analyst's own: the same columns, OPML, or one address a line.
"""

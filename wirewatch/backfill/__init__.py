"""Bringing in what was published before: archived feeds, tables, web archives, plain articles.

In: files. Out: sightings in news.items, with their own dates and `origin: backfill`; the same stream does the rest, and nothing is
alerted. `reading.py` tells what a file is, `tables.py`, `pages.py` and `web_archive.py` read the kinds, `sources.py` says whose items they are,
`bring_in.py` writes them down, each file once.
"""

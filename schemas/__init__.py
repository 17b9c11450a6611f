"""The wire contracts: what every topic holds.

One model per file; `topics.py` is the table topic → model → key → retention, `wire.py` turns models into
record values and headers and back, `errors.py` is the error tree everything else uses. Writers are strict,
readers ignore fields they do not know, an unknown *major* version stops the reader. `json/` holds the exported
JSON Schemas: `wirewatch schemas export` writes them, a test compares. This package imports nothing of ours.

Read on: `item.py` (what a feed entry becomes), `sighting.py`, `classified.py`, `extracted.py`, `coverage.py`
(what each stage adds), then `facts.py`.
"""

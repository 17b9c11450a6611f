"""The demo: sample feeds served on loopback, run through the real stream.

`feeds/` are the documents (feeds/README.md tells what is odd in each), `feeds.csv` their catalogue, `rules.toml` the alert
rules, `expected.jsonl` what a person labelled in them. `server.py` serves them, `comparison.py` holds what was extracted
against the labels.
"""

"""From news.coverage to an index that answers searches.

In: coverage. Out: documents in an index, under ids and versions that make repeats harmless. `document.py` is the
pure part, `stage.py` hands documents over; indexes are adapters (`wirewatch/adapters/sqlite_index/`).
"""

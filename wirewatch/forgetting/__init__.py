"""Removing items for good: what `wirewatch forget` does.

`blank.py` says what is left of a record (pure): of a sighting its place in the log, of other records nothing. `forget.py` goes through
log, archive, indexes of all generations and pages, and leaves a tombstone (`forgotten`) by which poll and classify keep the item
out, whatever brings it back: a replay, a backfill, the feed itself.
"""

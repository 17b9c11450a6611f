"""Measuring: labelled items and what the program says of them go in, figures with their uncertainty come out.

Read `labelled.py` (the items), `scoring.py` (how one item is held against its labels, part by part: entities.py, values.py,
quotes.py, events.py), `report.py` (sums, F1, bootstrap intervals), `calibration.py` (whether a confidence of 0.9 is right nine
times in ten). The rules of matching are those of the labelling guide: docs/accuracy.md.
"""

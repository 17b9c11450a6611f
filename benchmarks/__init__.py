"""Speed, against floors measured in the same run: `make bench`.

`corpus.py` makes the seeded items, each `bench_*.py` measures one part, `__main__.py` runs them all, prints a table and
writes `latest.json`. CPU time is counted, not wall time, so that a busy machine changes little; ratios change less.
"""

"""The stream after the poll: sightings in, indexed and alerting coverage out.

`topology.py` shows the whole graph on one screen, `stage.py` what a stage is and what it may answer, `run.py`
is the only loop that knows offsets, `ports.py` what the stages need of a log, an index and a channel. Then one
folder per stage: `classify/`, `extract/`, `cluster/`, `index/`, `alert/` (match, decide, send). `gazetteer/`
is the names they share, `query/` the one query language.
"""

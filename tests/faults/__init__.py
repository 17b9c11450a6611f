"""Faults for real: processes killed, disks full. `wire.py` serves a growing newswire, `killed_run.py` is a run that kills
itself at a chosen step, `oracle.py` says what must hold afterwards."""

"""Where alerts go: `jsonl.py` a file of JSON Lines, `terminal.py` the screen, `memory.py` a list.

Each does nothing the second time it is given an alert_id, as far as it can tell; tests/contract holds them to it.
"""

"""The tests. `builders.py` makes records with sensible defaults."""

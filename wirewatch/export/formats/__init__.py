"""Formats of what is taken away. `table.py`: CSV, Markdown; `lines.py`: JSON Lines; `parquet.py`; `bibliography.py` lays
citations out as RIS, BibTeX and CSL-JSON. Each is a writer that takes rows or citations one by one, so that nothing is held."""

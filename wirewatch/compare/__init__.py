"""Compare what sources say of one happening: `reports.py` finds its reports, `compare.py` compares them (pure),
`statements.py` says when two facts are the same one, `grid.py` lays the comparison out, a column for each source."""

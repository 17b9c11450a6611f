"""The pages: each module turns what log and index hold into what its template shows."""

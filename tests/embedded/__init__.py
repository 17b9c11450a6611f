"""The commands as a user runs them, over the embedded log and index."""

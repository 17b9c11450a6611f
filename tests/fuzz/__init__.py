"""Coverage-guided fuzzing: what an hour of inputs bred by the code's own branches finds, beside the properties of `tests/property`."""

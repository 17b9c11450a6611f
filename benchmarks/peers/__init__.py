"""Other people's programs on the same work, each run by a Python of its own (`build/peers/<name>`): nothing of Wirewatch is imported here."""

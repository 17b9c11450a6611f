"""Keeping less of a text than it had: what the setting `text_policy` does after its days.

`abridge.py` says what is left of a revision (pure): headline, perhaps the beginning, and the words around every fact's
evidence, with all offsets moved along. `apply.py` goes through indexes, log, archive and pages. Facts, the link and the
SHA-256 of the whole text stay; a replay takes such items over as they are.
"""

"""Offices people hold, read beside their names."""

from consumers.extract.entities.draft import Sheet


def add_roles(sheet: Sheet) -> None:
    """Give each person the roles the text states right before or after a mention."""

"""A material difference between two revisions of an item."""

from typing import Literal

from schemas.model import Model


class Change(Model):
    """What a revision says otherwise than the one before it: more than wording.

    `about` says of what ("trade turnover 2026-01/2026-04", "visit", a speaker's name); `before` is None for what is new,
    `after` for what is gone. `withdrawn` stands alone: the item was taken back.
    """

    kind: Literal["amount", "date", "actor", "quote", "status", "withdrawn"]
    about: str = ""
    before: str | None = None
    after: str | None = None

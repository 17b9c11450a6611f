"""forgotten: items that were removed for good, and must not come back."""

from schemas.model import Model, UtcTime


class Forgotten(Model):
    """That an item was forgotten, when, and why in words; its key is the item_id. Nothing else of it is kept."""

    item_id: str
    at: UtcTime
    reason: str = ""

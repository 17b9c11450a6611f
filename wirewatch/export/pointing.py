"""What a citation points at, as people write it: ITEM, ITEM@REVISION, ITEM#FACT, ITEM@REVISION#FACT. Pure."""

import re
from dataclasses import dataclass

from schemas.errors import ConfigurationError

_WRITTEN = re.compile(r"(?P<item>[^\s#]+?)(@(?P<revision>[1-9]\d{0,8}))?(#(?P<fact>[a-z]\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Pointer:
    """An item, the revision of it (None: the newest) and one of its facts (None: the item as a whole)."""

    item_id: str
    revision: int | None = None
    fact_id: str | None = None

    def __str__(self) -> str:
        revision = f"@{self.revision}" if self.revision is not None else ""
        return f"{self.item_id}{revision}{f'#{self.fact_id}' if self.fact_id else ''}"


def pointer_of(written: str) -> Pointer:
    """The pointer that was written. Raises ConfigurationError where it is none."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ConfigurationError(
            f"{written!r} names no item: write ITEM, ITEM@2 (its second revision) or ITEM@2#q1 (a fact of it)."
        )
    revision = found["revision"]
    return Pointer(found["item"], int(revision) if revision else None, found["fact"])

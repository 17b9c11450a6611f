"""Changes told one by one of several figures: "exports and imports of $5bn and $7bn rose 3% and 4% respectively"."""

import re
from collections.abc import Mapping, Sequence

from consumers.extract.amounts.draft import Draft
from consumers.extract.reading import RulesLanguage

_RESPECTIVELY: Mapping[RulesLanguage, re.Pattern[str]] = {
    "en": re.compile(r"\brespectively\b"),
    "ru": re.compile(r"\bсоответственно\b"),
    "zh": re.compile(r"分别|分別"),
}


def mark_respective(lowered: str, drafts: Sequence[Draft], language: RulesLanguage) -> None:
    """Link each change to its figure, in order, where the sentence says so and their numbers agree; all changes have
    the direction of the first that has one."""
    if len(drafts) < 4 or not _RESPECTIVELY[language].search(lowered, drafts[0].start, drafts[-1].end + 20):
        return
    changes = [draft for draft in drafts if draft.is_change and not draft.base]
    levels = [draft for draft in drafts if not draft.is_change and not draft.base]
    if len(changes) < 2 or len(changes) != len(levels):
        return
    direction = next((change.direction for change in changes if change.direction), None)
    for level, change in zip(levels, changes, strict=True):
        change.direction = change.direction or direction
        change.change_of = level
        level.direction = level.direction or change.direction

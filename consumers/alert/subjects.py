"""What an alert is about: a rule alerts once for each subject. Pure."""

from typing import Literal

from schemas.coverage import Story
from schemas.match import Match

Per = Literal["event", "story", "item", "entity"]
PER: tuple[Per, ...] = ("event", "story", "item", "entity")

Names = tuple[str, ...]
"""The names of one subject: the one it alerts under now first, then those under which it may have alerted before."""


def subjects_of(match: Match, per: Per) -> tuple[Names, ...]:
    """The subjects of a match; of entities there are several where the matched words name several, and the event where they
    name none."""
    match per:
        case "item":
            return ((f"item:{match.item_id}",),)
        case "story":
            return (story_names(match.story),)
        case "entity" if match.touched:
            return tuple((f"entity:{name}",) for name in match.touched)
    return (_event_names(match),)


def story_names(story: Story) -> Names:
    """All names of a story: stories that were merged are one."""
    own = story.merged_into or story.story_id
    return tuple(dict.fromkeys((own, story.story_id, *story.absorbed)))


def _event_names(match: Match) -> Names:
    """All names of a happening. It is named after its first story, so a story that alerted before it was known to be a part of
    a happening is found too."""
    event = () if match.event_id is None else (match.event_id, *match.events_absorbed)
    return tuple(dict.fromkeys((*event, *story_names(match.story))))

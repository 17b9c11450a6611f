"""The open happenings, as cluster keeps them in memory: all of it follows from the records of events.state."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from schemas.event_state import EventState
from schemas.happening import Happening

OPEN_FOR = timedelta(days=14)
"""After its last report a happening takes no more."""

REMEMBERED_FOR = timedelta(days=180)
"""So long a closed one is known, so that late revisions and readers find it."""


class Happenings:
    """Happenings by event_id, and by the stories that tell of them."""

    def __init__(self, states: Iterable[tuple[str, EventState]] = ()) -> None:
        self._open: dict[str, EventState] = {}
        self._closed: dict[str, datetime] = {}
        self._by_story: dict[str, str] = {}
        for event_id, state in sorted(states, key=lambda pair: (pair[1].seq, pair[0])):
            self.put(event_id, state)

    def put(self, event_id: str, state: EventState) -> None:
        """Take in a happening's new record."""
        before = self._open.pop(event_id, None)
        for story in before.stories if before else ():
            if self._by_story.get(story) == event_id:
                del self._by_story[story]
        if state.closed:
            self._closed[event_id] = state.last_seen_at
            return
        self._open[event_id] = state
        for story in state.stories:
            self._by_story[story] = event_id

    def forget(self, event_id: str) -> None:
        """Drop a happening closed long ago."""
        del self._closed[event_id]

    def get(self, event_id: str) -> EventState:
        """An open happening's own record."""
        return self._open[event_id]

    def is_open(self, event_id: str) -> bool:
        """Whether there is an open happening of this id."""
        return event_id in self._open

    def is_known(self, event_id: str) -> bool:
        """Whether there is or was a happening of this id."""
        return event_id in self._open or event_id in self._closed

    def of_story(self, story_id: str) -> EventState | None:
        """The open happening that a story tells of: its own record, merged or not."""
        event_id = self._by_story.get(story_id)
        return self._open[event_id] if event_id is not None else None

    def root(self, state: EventState) -> EventState:
        """The happening, or the older one it was merged into."""
        merged_into = state.happening.merged_into
        return self._open[merged_into] if merged_into else state

    def stories_of(self, root: EventState) -> list[str]:
        """The stories of a happening and of those merged into it, in the order of the records."""
        ids = (root.happening.event_id, *root.happening.absorbed)
        return [story for event_id in ids for story in self._stories(event_id)]

    def over(self, now: datetime) -> list[EventState]:
        """The happenings whose last report is too long ago, those merged into them included, in the order of ids."""
        roots = (self.root(state) for _, state in sorted(self._open.items()))
        return list({r.happening.event_id: r for r in roots if now - r.last_seen_at >= OPEN_FOR}.values())

    def forgettable(self, now: datetime) -> list[str]:
        """Happenings closed long ago."""
        return sorted(event_id for event_id, seen in self._closed.items() if now - seen >= REMEMBERED_FOR)

    def family(self, root: EventState) -> list[Happening]:
        """A happening and those merged into it."""
        ids = (root.happening.event_id, *root.happening.absorbed)
        return [self._open[event_id].happening for event_id in ids if event_id in self._open]

    def content(self) -> dict[str, object]:
        """All that is held, to compare by."""
        return {"open": dict(self._open), "closed": dict(self._closed), "by_story": dict(self._by_story)}

    def _stories(self, event_id: str) -> tuple[str, ...]:
        state = self._open.get(event_id)
        return state.stories if state else ()

"""The changes to happenings that one item brings, laid over the open ones until they are written."""

from itertools import islice

from consumers.cluster.happenings import Happenings
from consumers.cluster.independent import Telling, independent_origins
from consumers.cluster.placing import telling_of
from consumers.cluster.stories import Stories
from schemas.coverage import Story
from schemas.event_state import EventState, EventStep
from schemas.happening import Happening

STEPS_KEPT = 12
STORIES_COUNTED = 24
MEMBERS_COUNTED = 8
"""Of a happening and of a story, in whose credits its origins are looked for: what an item costs stays small, however
much is written."""


class EventDraft:
    """Happenings as they are with the changes so far; `seq` is the cluster_seq of the item."""

    def __init__(self, happenings: Happenings, stories: Stories, seq: int) -> None:
        self._happenings = happenings
        self._stories = stories
        self._seq = seq
        self._changed: dict[str, EventState] = {}
        self._moved: dict[str, str] = {}

    def changes(self) -> tuple[tuple[str, EventState], ...]:
        """The records that change, by event_id."""
        return tuple(sorted(self._changed.items()))

    def of_story(self, story_id: str) -> EventState | None:
        """The happening's own record that a story is on; None for a story on none yet."""
        moved = self._moved.get(story_id)
        if moved is not None:
            return self._changed[moved]
        known = self._happenings.of_story(story_id)
        return self._get(known.happening.event_id) if known else None

    def root_of(self, story_id: str) -> EventState | None:
        """The happening that a story tells of, merged ones followed."""
        own = self.of_story(story_id)
        return self._get(own.happening.merged_into or own.happening.event_id) if own else None

    def root_by_id(self, event_id: str) -> EventState | None:
        """The happening of an id, merged ones followed; None where it is not open."""
        if event_id not in self._changed and not self._happenings.is_open(event_id):
            return None
        state = self._get(event_id)
        return self._get(state.happening.merged_into) if state.happening.merged_into else state

    def stories_of(self, root: EventState) -> list[str]:
        """The stories of a happening and of those merged into it."""
        return [story for event_id in _family(root) for story in self._get(event_id).stories]

    def found(self, story: Story, split_from: str | None = None, why: tuple[str, ...] = ()) -> None:
        """A happening that a story alone tells of, named after it unless one is already."""
        story_id = story.story_id
        taken = self._happenings.is_known(story_id) or story_id in self._changed
        happening = Happening(
            event_id=f"{story_id}@{self._seq}" if taken else story_id,
            stories=1,
            sources=story.sources,
            origins=story.origins,
            independent=story.independent,
            first_seen_at=story.first_seen_at,
            split_from=split_from,
        )
        seen = self._stories.last_copy_at(story)
        state = EventState(happening=happening, stories=(story_id,), last_seen_at=seen, seq=self._seq)
        self._put(
            state, EventStep(what="split", other=split_from, seq=self._seq, why=why) if split_from else None
        )
        self._moved[story_id] = happening.event_id

    def join(self, story_id: str, root: EventState, why: tuple[str, ...]) -> None:
        """A story on the record of a happening."""
        step = EventStep(what="joined", other=story_id, seq=self._seq, why=why)
        self._put(root.model_copy(update={"stories": (*root.stories, story_id)}), step)
        self._moved[story_id] = root.happening.event_id

    def leave(self, story_id: str, own: EventState, why: tuple[str, ...]) -> None:
        """A story off its record."""
        left = tuple(other for other in own.stories if other != story_id)
        step = EventStep(what="split", other=story_id, seq=self._seq, why=why)
        self._put(own.model_copy(update={"stories": left}), step)

    def merge(self, one: EventState, other: EventState, why: tuple[str, ...]) -> None:
        """The younger of two happenings merged into the older, with all that were merged into it."""
        elder, younger = sorted(
            (one, other), key=lambda state: (state.happening.first_seen_at, state.happening.event_id)
        )
        into = elder.happening.event_id
        for event_id in _family(younger):
            state = self._get(event_id)
            merged = state.happening.model_copy(update={"merged_into": into, "absorbed": ()})
            step = EventStep(what="merged", other=into, seq=self._seq, why=why)
            self._put(state.model_copy(update={"happening": merged}), step)
        absorbed = elder.happening.model_copy(
            update={"absorbed": (*elder.happening.absorbed, *_family(younger))}
        )
        step = EventStep(what="merged", other=younger.happening.event_id, seq=self._seq, why=why)
        self._put(elder.model_copy(update={"happening": absorbed}), step)

    def recount(self, root: EventState) -> EventState:
        """The happening with its counts from its stories; those that have closed count as they did."""
        before = root.happening
        ids = self.stories_of(root)
        counted = ids if len(ids) <= STORIES_COUNTED else ids[-STORIES_COUNTED:]
        still_open = [self._stories.root(story) for story in counted if self._stories.is_open(story)]
        told = list({story.story_id: story for story in still_open}.values())
        sources = [source for story in told for source in story.sources]
        origins = independent_origins(self._tellings(story) for story in told)
        closed = len(ids) - len(still_open)
        if closed:
            sources = [*before.sources, *sources]
            origins = (*before.origins, *origins)
        happening = before.model_copy(
            update={
                "stories": sum(story.copies > 0 for story in told) + closed,
                "sources": tuple(dict.fromkeys(sources)),
                "origins": (unique := tuple(dict.fromkeys(origins))),
                "independent": len(unique),
                "first_seen_at": min((before.first_seen_at, *(story.first_seen_at for story in told))),
            }
        )
        seen = max((root.last_seen_at, *(self._stories.last_copy_at(story) for story in told)))
        self._put(root.model_copy(update={"happening": happening, "last_seen_at": seen}))
        return self._changed[happening.event_id]

    def _tellings(self, story: Story) -> list[Telling]:
        """Who tells a story, the first ones."""
        family = sorted(self._stories.family(story), key=lambda pair: pair[1].cluster_seq)
        standing = (telling_of(member) for _, member in family if not member.retracted)
        return list(islice(standing, MEMBERS_COUNTED))

    def _get(self, event_id: str) -> EventState:
        return self._changed.get(event_id) or self._happenings.get(event_id)

    def _put(self, state: EventState, step: EventStep | None = None) -> None:
        steps = (*state.steps, step)[-STEPS_KEPT:] if step else state.steps
        self._changed[state.happening.event_id] = state.model_copy(update={"seq": self._seq, "steps": steps})


def _family(root: EventState) -> tuple[str, ...]:
    return root.happening.event_id, *root.happening.absorbed

"""The open stories and their members, as cluster keeps them in memory.

All of it follows from the members' records alone, whatever the way they came: what is loaded at a start equals
what a run without a stop would hold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from consumers.cluster.fingerprint import Fingerprint
from schemas.cluster_state import ClusterMember
from schemas.coverage import Story

OPEN_FOR = timedelta(days=14)
"""After its last copy a story takes no more."""

REMEMBERED_FOR = timedelta(days=180)
"""So long a closed story's members are known, so that a late revision keeps its story and retires its facts."""

BOILERPLATE_STORIES = 4
"""A shingle found in so many stories is a phrase of the trade or of a carrier, not of a report."""

CANDIDATES = 8
SHARED_LEAST = 4
"""With fewer hits a story is not looked at."""


class Stories:
    """Open stories, found by shingle or title; `newest_seq` is the last cluster_seq given."""

    def __init__(self, members: Iterable[tuple[str, ClusterMember]] = ()) -> None:
        self.newest_seq = 0
        self._newest_item = ""
        self._members: dict[str, ClusterMember] = {}
        self._closed: dict[str, datetime] = {}
        self._stories: dict[str, Story] = {}
        self._own: defaultdict[str, list[str]] = defaultdict(list)
        self._postings: dict[int, tuple[str, ...]] = {}
        self._titles: defaultdict[int, list[str]] = defaultdict(list)
        for item_id, member in sorted(members, key=lambda pair: (pair[1].cluster_seq, pair[0])):
            self.put(item_id, member)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stories) and self._content() == other._content()

    __hash__ = None  # type: ignore[assignment]  # it changes

    def put(self, item_id: str, member: ClusterMember) -> None:
        """Take in a member's new record; the one with a story's highest cluster_seq tells the story."""
        self._take_out(item_id)
        if member.cluster_seq >= self.newest_seq:
            self.newest_seq, self._newest_item = member.cluster_seq, item_id
        if member.closed:
            self._closed[item_id] = member.last_seen_at
            return
        story_id = member.story.story_id
        self._members[item_id] = member
        self._own[story_id].append(item_id)
        if self.teller(story_id)[0] == item_id:
            self._stories[story_id] = member.story
        for shingle in (*member.shingles, *member.lead):
            holders = self._postings.get(shingle, ())
            if story_id not in holders:
                self._postings[shingle] = (*holders, story_id)
        if member.title_hash is not None:
            self._titles[member.title_hash].append(item_id)

    def forget(self, item_id: str) -> None:
        """Drop a closed story's member."""
        del self._closed[item_id]

    def member(self, item_id: str) -> ClusterMember | None:
        """A member of an open story."""
        return self._members.get(item_id)

    def is_closed(self, item_id: str) -> bool:
        """Whether the item belonged to a story that has closed."""
        return item_id in self._closed

    def root(self, story_id: str) -> Story:
        """The story, or the older one it was merged into."""
        story = self._stories[story_id]
        return self._stories.get(story.merged_into, story) if story.merged_into else story

    def story(self, story_id: str) -> Story:
        """The story itself."""
        return self._stories[story_id]

    def family(self, root: Story) -> list[tuple[str, ClusterMember]]:
        """The members of a story and of those merged into it."""
        ids = (item for story in (root.story_id, *root.absorbed) for item in self._own.get(story, ()))
        return [(item, self._members[item]) for item in ids]

    def teller(self, story_id: str) -> tuple[str, ClusterMember]:
        """The newest member of a story, whose record tells the story."""
        return max(self.members_of(story_id), key=lambda pair: pair[1].cluster_seq)

    def last_copy_at(self, root: Story) -> datetime:
        """When the last of a story's members was seen."""
        return max(member.last_seen_at for _, member in self.family(root))

    def sharing(self, text: Fingerprint) -> tuple[list[str], set[int]]:
        """The stories sharing most shingles with a text, and the shingles that are boilerplate."""
        shared: Counter[str] = Counter()
        boilerplate: set[int] = set()
        for shingle in (*text.shingles, *text.lead):
            holders = self._postings.get(shingle, ())
            if len(holders) >= BOILERPLATE_STORIES and self._is_in_many(holders):
                boilerplate.add(shingle)
            else:
                shared.update(holders)
        enough = (story for story, count in shared.items() if count >= SHARED_LEAST)
        most = sorted(enough, key=lambda story: (-shared[story], story))
        return most[:CANDIDATES], boilerplate

    def members_of(self, story_id: str) -> Iterator[tuple[str, ClusterMember]]:
        """A story's own members."""
        for item_id in self._own[story_id]:
            yield item_id, self._members[item_id]

    def titled(self, title_hash: int) -> list[tuple[str, ClusterMember]]:
        """The members with a title."""
        return [(item, self._members[item]) for item in self._titles.get(title_hash, ())]

    def over(self, now: datetime) -> list[Story]:
        """The stories whose last copy is too long ago, oldest id first."""
        roots = (self._stories[story] for story in sorted(self._stories))
        return [
            root
            for root in roots
            if root.merged_into not in self._stories and now - self.last_copy_at(root) >= OPEN_FOR
        ]

    def forgettable(self, now: datetime) -> list[str]:
        """The members of stories closed long ago. The newest of all stays: it keeps the count of cluster_seq."""
        return sorted(
            item
            for item, seen in self._closed.items()
            if now - seen >= REMEMBERED_FOR and item != self._newest_item
        )

    def _is_in_many(self, holders: tuple[str, ...]) -> bool:
        return len({self.root(story).story_id for story in holders}) >= BOILERPLATE_STORIES

    def _take_out(self, item_id: str) -> None:
        self._closed.pop(item_id, None)
        member = self._members.pop(item_id, None)
        if member is None:
            return
        story_id = member.story.story_id
        self._own[story_id].remove(item_id)
        left = {h for _, other in self.members_of(story_id) for h in (*other.shingles, *other.lead)}
        for shingle in {*member.shingles, *member.lead} - left:
            holders = tuple(story for story in self._postings[shingle] if story != story_id)
            if holders:
                self._postings[shingle] = holders
            else:
                del self._postings[shingle]
        if member.title_hash is not None:
            self._titles[member.title_hash].remove(item_id)
            if not self._titles[member.title_hash]:
                del self._titles[member.title_hash]
        if not self._own[story_id]:
            del self._own[story_id], self._stories[story_id]

    def _content(self) -> tuple[object, ...]:
        postings = {shingle: frozenset(stories) for shingle, stories in self._postings.items()}
        own = {story: frozenset(items) for story, items in self._own.items()}
        titles = {title: frozenset(items) for title, items in self._titles.items()}
        return (
            self.newest_seq, self._newest_item, self._members, self._closed, self._stories, own, postings, titles,
        )  # fmt: skip

"""The open stories and their members, as cluster keeps them in memory.

All of it follows from the members' records alone, whatever the way they came: what is loaded at a start equals
what a run without a stop would hold.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from consumers.cluster.fingerprint import Fingerprint
from consumers.cluster.reports import Reports
from schemas.cluster_state import ClusterMember
from schemas.coverage import Story
from schemas.profile import Profile

OPEN_FOR = timedelta(days=14)
"""After its last copy a story takes no more."""

REMEMBERED_FOR = timedelta(days=180)
"""So long a closed story's members are known, so that a late revision keeps its story and retires its facts."""

BOILERPLATE_STORIES = 4
"""A shingle found in so many stories is a phrase of the trade or of a carrier, not of a report."""

CANDIDATES = 8
SHARED_LEAST = 4
"""With fewer hits a story is not looked at."""


@dataclass
class _Open:
    """An open story: what its newest record tells, all its own members, and those it is recognised by."""

    story: Story
    told_seq: int
    last_seen_at: datetime
    teller: str
    members: dict[str, None] = field(default_factory=dict)
    recognised_by: dict[str, None] = field(default_factory=dict)
    profiled: dict[str, None] = field(default_factory=dict)

    def content(self) -> tuple[object, ...]:
        sets = (set(self.members), set(self.recognised_by), set(self.profiled))
        return (self.story, self.told_seq, self.last_seen_at, self.teller, *sets)


class Stories:
    """Open stories, found by shingle or title; `newest_seq` is the last cluster_seq given."""

    def __init__(self, members: Iterable[tuple[str, ClusterMember]] = ()) -> None:
        self.newest_seq = 0
        self._newest_item = ""
        self._members: dict[str, ClusterMember] = {}
        self._closed: dict[str, datetime] = {}
        self._open: dict[str, _Open] = {}
        self._postings: dict[int, tuple[str, ...]] = {}
        self._titles: dict[int, dict[str, None]] = {}
        self._reports = Reports()
        for item_id, member in sorted(members, key=lambda pair: (pair[1].cluster_seq, pair[0])):
            self.put(item_id, member)

    def put(self, item_id: str, member: ClusterMember) -> None:
        """Take in a member's new record; the one with a story's highest cluster_seq tells the story."""
        before = self._members.pop(item_id, None)
        if before is not None:
            self._unfile(item_id, before)
        if member.cluster_seq >= self.newest_seq:
            self.newest_seq, self._newest_item = member.cluster_seq, item_id
        if member.closed:
            self._close(item_id, member)
            return
        self._closed.pop(item_id, None)
        self._members[item_id] = member
        self._file(item_id, member)

    def forget(self, item_id: str) -> None:
        """Drop a closed story's member."""
        del self._closed[item_id]

    def member(self, item_id: str) -> ClusterMember | None:
        """A member of an open story."""
        return self._members.get(item_id)

    def is_closed(self, item_id: str) -> bool:
        """Whether the item belonged to a story that has closed."""
        return item_id in self._closed

    def is_open(self, story_id: str) -> bool:
        """Whether there is an open story of this id."""
        return story_id in self._open

    def story(self, story_id: str) -> Story:
        """The story itself."""
        return self._open[story_id].story

    def root(self, story_id: str) -> Story:
        """The story, or the older one it was merged into."""
        story = self._open[story_id].story
        return self._open[story.merged_into].story if story.merged_into else story

    def family(self, root: Story) -> list[tuple[str, ClusterMember]]:
        """The members of a story and of those merged into it."""
        ids = (item for story in (root.story_id, *root.absorbed) for item in self._members_of(story))
        return [(item, self._members[item]) for item in ids]

    def teller(self, story_id: str) -> tuple[str, ClusterMember]:
        """The newest member of a story, whose record tells the story."""
        item_id = self._open[story_id].teller
        return item_id, self._members[item_id]

    def last_copy_at(self, root: Story) -> datetime:
        """When the last of a story's members was seen."""
        stories = (self._open.get(story) for story in (root.story_id, *root.absorbed))
        return max(story.last_seen_at for story in stories if story)

    def recognised_by(self, story_id: str) -> Iterator[tuple[str, ClusterMember]]:
        """The members an open story's copies are recognised by; none where there is no such story yet."""
        for item_id in self._open[story_id].recognised_by if story_id in self._open else ():
            yield item_id, self._members[item_id]

    def sharing(self, text: Fingerprint) -> tuple[list[str], set[int]]:
        """The stories sharing most shingles with a text, and the shingles that are boilerplate."""
        shared: Counter[str] = Counter()
        boilerplate: set[int] = set()
        for shingle in (*text.shingles, *text.lead):
            holders = self._postings.get(shingle, ())
            if len(holders) >= BOILERPLATE_STORIES and self._are_many(holders):
                boilerplate.add(shingle)
            else:
                shared.update(holders)
        enough = (story for story, count in shared.items() if count >= SHARED_LEAST)
        return sorted(enough, key=lambda story: (-shared[story], story))[:CANDIDATES], boilerplate

    def titled(self, title_hash: int) -> list[tuple[str, ClusterMember]]:
        """The members known by a title."""
        return [(item, self._members[item]) for item in self._titles.get(title_hash, ())]

    def reports_like(self, profile: Profile) -> list[tuple[str, ClusterMember]]:
        """The members whose reports share most with a profile, the likeliest first."""
        return [(item, self._members[item]) for item in self._reports.like(profile)]

    def profiles(self, story_id: str) -> list[Profile]:
        """What the members that stand for a story say, in the order they came."""
        members = (self._members[item] for item in self._open[story_id].profiled)
        kept = sorted(members, key=lambda member: member.cluster_seq)
        return [member.profile for member in kept if member.profile is not None]

    def over(self, now: datetime) -> list[Story]:
        """The stories whose last copy is too long ago, in the order of their ids; merged ones go with the older."""
        roots = (self._open[story].story for story in sorted(self._open))
        return [r for r in roots if r.merged_into is None and now - self.last_copy_at(r) >= OPEN_FOR]

    def forgettable(self, now: datetime) -> list[str]:
        """The members of stories closed long ago. The newest of all stays: it keeps the count of cluster_seq."""
        return sorted(
            item
            for item, seen in self._closed.items()
            if now - seen >= REMEMBERED_FOR and item != self._newest_item
        )

    def content(self) -> dict[str, object]:
        """All that is held, to compare by."""
        return {
            "newest": (self.newest_seq, self._newest_item),
            "members": dict(self._members),
            "closed": dict(self._closed),
            "open": {story_id: story.content() for story_id, story in self._open.items()},
            "postings": {shingle: set(stories) for shingle, stories in self._postings.items()},
            "titles": {title: set(items) for title, items in self._titles.items()},
            "reports": self._reports.content(),
        }

    def _members_of(self, story_id: str) -> Iterable[str]:
        story = self._open.get(story_id)
        return story.members if story else ()

    def _are_many(self, holders: tuple[str, ...]) -> bool:
        """Whether stories are many, those merged being one; looks no further than it must."""
        roots: set[str] = set()
        for story_id in holders:
            roots.add(self._open[story_id].story.merged_into or story_id)
            if len(roots) >= BOILERPLATE_STORIES:
                return True
        return False

    def _file(self, item_id: str, member: ClusterMember) -> None:
        """Enter a member in its story and in the indexes."""
        story_id, seq, seen = member.story.story_id, member.cluster_seq, member.last_seen_at
        story = self._open.setdefault(story_id, _Open(member.story, seq, seen, item_id))
        story.members[item_id] = None
        story.last_seen_at = max(story.last_seen_at, seen)
        if seq >= story.told_seq:
            story.story, story.told_seq, story.teller = member.story, seq, item_id
        if member.shingles:
            story.recognised_by[item_id] = None
        for shingle in (*member.shingles, *member.lead):
            holders = self._postings.get(shingle, ())
            if story_id not in holders:
                self._postings[shingle] = (*holders, story_id)
        if member.title_hash is not None:
            self._titles.setdefault(member.title_hash, {})[item_id] = None
        if member.profile is not None:
            self._reports.file(item_id, member.profile)
            story.profiled[item_id] = None

    def _unfile(self, item_id: str, member: ClusterMember) -> None:
        """Take a member out of the indexes; it stays in its story."""
        self._reports.unfile(item_id)
        story_id = member.story.story_id
        self._open[story_id].recognised_by.pop(item_id, None)
        self._open[story_id].profiled.pop(item_id, None)
        left = {h for _, other in self.recognised_by(story_id) for h in (*other.shingles, *other.lead)}
        for shingle in {*member.shingles, *member.lead} - left:
            holders = tuple(story for story in self._postings[shingle] if story != story_id)
            if holders:
                self._postings[shingle] = holders
            else:
                del self._postings[shingle]
        if member.title_hash is not None:
            del self._titles[member.title_hash][item_id]
            if not self._titles[member.title_hash]:
                del self._titles[member.title_hash]

    def _close(self, item_id: str, member: ClusterMember) -> None:
        self._closed[item_id] = member.last_seen_at
        story = self._open.get(member.story.story_id)
        if story is None:
            return
        story.members.pop(item_id, None)
        if not story.members:
            del self._open[member.story.story_id]

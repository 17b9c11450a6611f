"""The open stories that hold a copy of an item: its text, its title, or its facts in another language."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from consumers.cluster.credits import Credits
from consumers.cluster.fingerprint import Fingerprint
from consumers.cluster.likeness import NOTHING_SHARED, Likeness, likeness
from consumers.cluster.shared import telling
from consumers.cluster.stories import OPEN_FOR, Stories
from consumers.cluster.translation import Likeness as Translated
from consumers.cluster.translation import likeness_to
from schemas.cluster_state import ClusterMember
from schemas.coverage import Joined, Story
from schemas.item import Item
from schemas.profile import Profile

TITLES_NEAR = timedelta(days=3)
LONG_TITLE_WORDS = 7
"""So long a title is not written twice by chance within days; a shorter one may head two reports."""

BODY_TELLS = 12
BODY_CONTRADICTS = 0.15
"""Bodies of which `BODY_TELLS` shingles can be compared and less than this share is common are not one report."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An open story that holds a copy of the item, how like the item is, and why it is one."""

    root: Story
    like: Likeness
    joined: Joined


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item to be placed, as far as copies are recognised by it."""

    item: Item
    text: Fingerprint
    language: str
    publisher: str
    credits: Credits

    def is_of_kin(self, member: ClusterMember) -> bool:
        """Whether item and member are of one agency, or one credits the other or both a third."""
        mine = {self.publisher, *self.credits.origins}
        return not mine.isdisjoint((member.publisher or "", *member.origins))


def copies_of(stories: Stories, new: Candidate) -> list[Copy]:
    """The open stories that hold a copy in the same language, the most alike first."""
    found: dict[str, Copy] = {}

    def keep(root: Story, like: Likeness, joined: Joined) -> None:
        before = found.get(root.story_id)
        if before is None or _rank(like) > _rank(before.like):
            found[root.story_id] = Copy(root, like, joined)

    item = new.item
    story_ids, boilerplate = stories.sharing(new.text)
    for story_id in story_ids:
        root = stories.root(story_id)
        if item.first_seen_at - stories.last_copy_at(root) >= OPEN_FOR:
            continue
        for item_id, member in stories.recognised_by(story_id):
            if item_id == item.item_id:
                continue
            like = likeness(new.text, print_of(member), boilerplate)
            if like.is_copy(same_source=member.source_id == item.source.id):
                keep(root, like, Joined(how="text", to=item_id, share=round(like.containment, 3)))
    title = new.text.title_hash
    for item_id, member in stories.titled(title) if title is not None else ():
        if item_id != item.item_id and _is_titled_alike(stories, new, member, boilerplate):
            root = stories.root(member.story.story_id)
            keep(root, NOTHING_SHARED, Joined(how="title", to=item_id, share=1.0))
    return sorted(
        found.values(),
        key=lambda copy: (*(-part for part in _rank(copy.like)), copy.root.first_seen_at, copy.root.story_id),
    )


def translation_of(stories: Stories, new: Candidate, profile: Profile) -> Copy | None:
    """The open story that tells a report in another language; the most alike, None where there is none."""
    found = sorted(
        _translations(stories, new, profile), key=lambda each: (-each[2].score, each[1].cluster_seq)
    )
    if not found:
        return None
    item_id, member, like = found[0]
    shared = like.shared
    joined = Joined(
        how="translation", to=item_id, share=round(shared.contained, 3), shared=telling(shared.marks)
    )
    return Copy(stories.root(member.story.story_id), NOTHING_SHARED, joined)


def print_of(member: ClusterMember) -> Fingerprint:
    """What a member is recognised by."""
    return Fingerprint(
        member.shingles, member.sampled_every, member.lead, member.title_hash, member.title_words
    )


def dated(item: Item) -> datetime:
    """When an item was published, where its claim can be believed; else when it was seen."""
    return published(item) or item.first_seen_at


def published(item: Item) -> datetime | None:
    """The publication time an item claims, where it can be believed."""
    return None if {"future", "impossible"}.intersection(item.published_flags) else item.published_at


def _translations(
    stories: Stories, new: Candidate, profile: Profile
) -> Iterator[tuple[str, ClusterMember, Translated]]:
    for item_id, member in stories.reports_like(profile):
        if _same_language(member.language, new.language) or item_id == new.item.item_id:
            continue
        root = stories.root(member.story.story_id)
        if new.item.first_seen_at - stories.last_copy_at(root) >= OPEN_FOR:
            continue
        like = likeness_to(profile, member)
        if like is not None and like.is_translation(kin=new.is_of_kin(member)):
            yield item_id, member, like


def _same_language(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]


def _rank(like: Likeness) -> tuple[float, float]:
    return like.containment + like.mutual, like.mutual


def _is_titled_alike(stories: Stories, new: Candidate, member: ClusterMember, boilerplate: Set[int]) -> bool:
    """Whether an equal title means a copy: same language, near in time, and bodies that allow it."""
    if not _same_language(new.language, member.language):
        return False
    if abs(dated(new.item) - (member.published_at or member.last_seen_at)) > TITLES_NEAR:
        return False
    same_source = member.source_id == new.item.source.id
    if new.text.title_words >= LONG_TITLE_WORDS and not same_source:
        return True
    others = [member] if member.shingles else [m for _, m in stories.recognised_by(member.story.story_id)]
    bodies = [likeness(new.text, print_of(other), boilerplate) for other in others]
    told = [like.containment for like in bodies if like.compared >= BODY_TELLS]
    return max(told, default=1.0) >= BODY_CONTRADICTS

"""The decision: which story an item belongs to. Pure: it reads the open stories and answers with their changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consumers.cluster.fingerprint import Fingerprint, fingerprint
from consumers.cluster.likeness import NOTHING_SHARED, Likeness, likeness
from consumers.cluster.stories import OPEN_FOR, Stories
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage, Story
from schemas.extracted import Extracted
from schemas.item import Item

TITLES_NEAR = timedelta(days=3)
LONG_TITLE_WORDS = 7
"""So long a title is not written twice by chance within days; a shorter one may head two reports."""

TITLE_HELD = timedelta(days=1)
"""A title is kept once in a story, and again when so much later."""

ADDS_NOTHING = 0.8
"""An item so far covered by another member is recognised by that one: its own shingles are not kept."""

RECOGNISED_BY_MOST = 4
"""So many different members stand for a story: the first, and those that say more."""

BODY_TELLS = 12
BODY_CONTRADICTS = 0.15
"""Bodies of which `BODY_TELLS` shingles can be compared and less than this share is common are not one report."""


NOTHING = Fingerprint(shingles=(), every=1, lead=(), title_hash=None, title_words=0)


@dataclass(frozen=True, slots=True)
class Placed:
    """The item in its story, and the records of cluster.state that change, by item_id."""

    coverage: Coverage
    changes: tuple[tuple[str, ClusterMember], ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """An open story that holds a copy of the item, and how like the item is."""

    root: Story
    like: Likeness


def place(stories: Stories, extracted: Extracted, late: ClusterMember | None = None) -> Placed:
    """Find the item's story. A first revision joins the story of its copies or founds one; later revisions
    stay; a retraction leaves the count. `late` is the item's record where its story has closed."""
    if late is not None:
        return _place_late(stories, extracted, late)
    item = extracted.item
    known = stories.member(item.item_id)
    text = None if extracted.retracted else fingerprint(item)
    copies = [] if text is None else _copies(stories, item, text, extracted.language)
    if known is not None:
        home = stories.root(known.story.story_id)
    else:
        home = copies[0].root if copies else _founded(item)
    alike = [c.root for c in copies if c.like.is_same_text() and c.root.story_id != home.story_id]
    elder, *younger = sorted((home, *alike), key=lambda story: (story.first_seen_at, story.story_id))
    root = _counted(stories, _merged(elder, younger), item, known, extracted.retracted)
    told = {root.story_id: root, **_pointed(stories, root, younger)}
    own_id = known.story.story_id if known else root.story_id
    own = told.pop(own_id, None) or stories.story(own_id)
    kept = _kept(stories, root, item, text, copies) if text else print_of(known) if known else NOTHING
    member = _member(stories, extracted, kept, own, known)
    changes = [(item.item_id, member)]
    changes += (_retold(stories, story) for _, story in sorted(told.items()))
    return Placed(_coverage(extracted, _shown(own_id, root), member), tuple(changes))


def close(stories: Stories, root: Story) -> tuple[tuple[str, ClusterMember], ...]:
    """The last records of a story's members: without what copies are recognised by, the story as it ended."""
    ended = {"shingles": (), "lead": (), "title_hash": None, "closed": True}
    return tuple(
        (item_id, member.model_copy(update={**ended, "story": _shown(member.story.story_id, root)}))
        for item_id, member in stories.family(root)
    )


def print_of(member: ClusterMember) -> Fingerprint:
    """What a member is recognised by."""
    return Fingerprint(
        member.shingles, member.sampled_every, member.lead, member.title_hash, member.title_words
    )


def _copies(stories: Stories, item: Item, text: Fingerprint, language: str) -> list[_Copy]:
    """The open stories that hold a copy of the item, the most alike first."""
    found: dict[str, _Copy] = {}

    def keep(root: Story, like: Likeness) -> None:
        before = found.get(root.story_id)
        if before is None or _rank(like) > _rank(before.like):
            found[root.story_id] = _Copy(root, like)

    story_ids, boilerplate = stories.sharing(text)
    for story_id in story_ids:
        root = stories.root(story_id)
        if item.first_seen_at - stories.last_copy_at(root) >= OPEN_FOR:
            continue
        for item_id, member in stories.recognised_by(story_id):
            if item_id == item.item_id:
                continue
            like = likeness(text, print_of(member), boilerplate)
            if like.is_copy(same_source=member.source_id == item.source.id):
                keep(root, like)
    for item_id, member in stories.titled(text.title_hash) if text.title_hash is not None else ():
        if item_id != item.item_id and _is_titled_alike(stories, item, text, language, member, boilerplate):
            keep(stories.root(member.story.story_id), NOTHING_SHARED)
    return sorted(
        found.values(),
        key=lambda copy: (*(-part for part in _rank(copy.like)), copy.root.first_seen_at, copy.root.story_id),
    )


def _rank(like: Likeness) -> tuple[float, float]:
    return like.containment + like.mutual, like.mutual


def _is_titled_alike(
    stories: Stories,
    item: Item,
    text: Fingerprint,
    language: str,
    member: ClusterMember,
    boilerplate: set[int],
) -> bool:
    """Whether an equal title means a copy: same language, near in time, and bodies that allow it."""
    if language.partition("-")[0] != member.language.partition("-")[0]:
        return False
    if abs(_dated(item) - (member.published_at or member.last_seen_at)) > TITLES_NEAR:
        return False
    same_source = member.source_id == item.source.id
    if text.title_words >= LONG_TITLE_WORDS and not same_source:
        return True
    others = [member] if member.shingles else [m for _, m in stories.recognised_by(member.story.story_id)]
    bodies = [likeness(text, print_of(other), boilerplate) for other in others]
    told = [like.containment for like in bodies if like.compared >= BODY_TELLS]
    return max(told, default=1.0) >= BODY_CONTRADICTS


def _kept(
    stories: Stories, root: Story, item: Item, text: Fingerprint, copies: Sequence[_Copy]
) -> Fingerprint:
    """What is kept of a text: all, unless other members of the story say it already or enough stand for it."""
    family = {root.story_id, *root.absorbed}
    others = {other for story_id in family for other, _ in stories.recognised_by(story_id)} - {item.item_id}
    covered = max((c.like.covered for c in copies if c.root.story_id in family), default=0.0)
    if covered >= ADDS_NOTHING or len(others) >= RECOGNISED_BY_MOST:
        text = replace(text, shingles=(), lead=(), every=1)
    titled = stories.titled(text.title_hash) if text.title_hash is not None else ()
    known_title = any(
        other != item.item_id
        and member.story.story_id in family
        and abs(_dated(item) - (member.published_at or member.last_seen_at)) <= TITLE_HELD
        for other, member in titled
    )
    return replace(text, title_hash=None) if known_title else text


def _published(item: Item) -> datetime | None:
    return None if {"future", "impossible"}.intersection(item.published_flags) else item.published_at


def _dated(item: Item) -> datetime:
    return _published(item) or item.first_seen_at


def _founded(item: Item) -> Story:
    return Story(story_id=item.item_id, copies=0, sources=(), first_seen_at=item.first_seen_at)


def _merged(elder: Story, younger: Sequence[Story]) -> Story:
    """The elder story with the younger ones taken in."""
    if not younger:
        return elder
    both = (elder, *younger)
    absorbed = (*elder.absorbed, *(id_ for s in younger for id_ in (s.story_id, *s.absorbed)))
    return elder.model_copy(
        update={
            "copies": sum(story.copies for story in both),
            "sources": tuple(dict.fromkeys(source for story in both for source in story.sources)),
            "absorbed": absorbed,
        }
    )


def _counted(
    stories: Stories, root: Story, item: Item, known: ClusterMember | None, retracted: bool
) -> Story:
    """The story with this record of the item counted in, or out."""
    was_in = known is not None and not known.retracted
    sources = root.sources
    if retracted and was_in:
        others = {m.source_id for id_, m in stories.family(root) if id_ != item.item_id and not m.retracted}
        sources = tuple(source for source in sources if source in others)
    elif not retracted and item.source.id not in sources:
        sources = (*sources, item.source.id)
    return root.model_copy(
        update={
            "copies": root.copies + (not retracted) - was_in,
            "sources": sources,
            "first_seen_at": min(root.first_seen_at, item.first_seen_at),
        }
    )


def _pointed(stories: Stories, root: Story, younger: Sequence[Story]) -> dict[str, Story]:
    """The stories now merged into `root`, pointing at it."""
    ids = (id_ for story in younger for id_ in (story.story_id, *story.absorbed))
    return {id_: stories.story(id_).model_copy(update=_merged_into(root)) for id_ in ids}


def _merged_into(root: Story) -> dict[str, object]:
    return {"merged_into": root.story_id, "absorbed": ()}


def _shown(own_id: str, root: Story) -> Story:
    """The story as coverage shows it: a merged one has the counts of the one it was merged into."""
    if own_id == root.story_id:
        return root
    others = tuple(id_ for id_ in root.absorbed if id_ != own_id)
    return root.model_copy(update={"story_id": own_id, "merged_into": root.story_id, "absorbed": others})


def _retold(stories: Stories, story: Story) -> tuple[str, ClusterMember]:
    """The record that tells a story other than the item's own."""
    item_id, member = stories.teller(story.story_id)
    return item_id, member.model_copy(update={"story": story})


def _member(
    stories: Stories,
    extracted: Extracted,
    kept: Fingerprint,
    story: Story,
    known: ClusterMember | None,
) -> ClusterMember:
    item = extracted.item
    return ClusterMember(
        story=story,
        source_id=item.source.id,
        language=extracted.language,
        shingles=kept.shingles,
        sampled_every=kept.every,
        lead=kept.lead,
        title_hash=kept.title_hash,
        title_words=kept.title_words,
        published_at=_published(item),
        last_seen_at=max(item.first_seen_at, known.last_seen_at) if known else item.first_seen_at,
        cluster_seq=stories.newest_seq + 1,
        highest_slot=max(len(extracted.facts.all()), known.highest_slot if known else 0),
        retracted=extracted.retracted,
    )


def _place_late(stories: Stories, extracted: Extracted, late: ClusterMember) -> Placed:
    """A revision after the story has closed: it stays there, and takes no more copies with it."""
    copies = late.story.copies + late.retracted - extracted.retracted
    story = late.story.model_copy(update={"copies": max(copies, 0)})
    member = _member(stories, extracted, NOTHING, story, late).model_copy(update={"closed": True})
    return Placed(_coverage(extracted, story, member), ((extracted.item.item_id, member),))


def _coverage(extracted: Extracted, story: Story, member: ClusterMember) -> Coverage:
    """Built without a second validation: the parts were validated where they were read."""
    fields = {name: getattr(extracted, name) for name in Extracted.model_fields}
    return Coverage.model_construct(
        **fields, story=story, cluster_seq=member.cluster_seq, highest_slot=member.highest_slot
    )

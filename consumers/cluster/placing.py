"""The decision: which story an item belongs to. Pure: it reads the open stories and answers with their changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from consumers.cluster.copies import Candidate, Copy, copies_of, dated, print_of, published, translation_of
from consumers.cluster.credits import Credits, credits_of
from consumers.cluster.fingerprint import Fingerprint, fingerprint
from consumers.cluster.independent import Telling, independent_origins
from consumers.cluster.outlets import publisher_of
from consumers.cluster.profile import profile_of
from consumers.cluster.revisions import Told, changes_between, told_by
from consumers.cluster.stories import Stories
from schemas.change import Change
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage, Joined, Story
from schemas.extracted import Extracted
from schemas.item import Item
from schemas.profile import Profile

TITLE_HELD = timedelta(days=1)
"""A title is kept once in a story, and again when so much later."""

ADDS_NOTHING = 0.8
"""An item so far covered by another member is recognised by that one: its own shingles are not kept."""

RECOGNISED_BY_MOST = 4
"""So many different members stand for a story in each language: the first, and those that say more."""

UNCREDITED = Credits()
NOTHING = Fingerprint(shingles=(), every=1, lead=(), title_hash=None, title_words=0)


@dataclass(frozen=True, slots=True)
class Placed:
    """The item in its story, and the records of cluster.state that change, by item_id; `profile` is what the item says,
    where it stands for its story."""

    coverage: Coverage
    changes: tuple[tuple[str, ClusterMember], ...]
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an item: what copies and translations are recognised by, whom it comes from, what it states."""

    text: Fingerprint = NOTHING
    profile: Profile | None = None
    publisher: str | None = None
    credits: Credits = UNCREDITED
    told: bytes | None = None


def place(stories: Stories, extracted: Extracted, late: ClusterMember | None = None) -> Placed:
    """Find the item's story. A first revision joins the story of its copies or founds one; later revisions
    stay; a retraction leaves the count. `late` is the item's record where its story has closed."""
    known = late or stories.member(extracted.item.item_id)
    told = None if extracted.retracted else told_by(extracted.facts)
    changes = _changes(extracted.item, known, told)
    if late is not None:
        return _place_late(stories, extracted, late, changes, told)
    if extracted.retracted:
        return _place_retraction(stories, extracted, known, changes)
    item = extracted.item
    new = Candidate(
        item, fingerprint(item), extracted.language, publisher_of(item.source), credits_of(extracted)
    )
    copies = copies_of(stories, new)
    profile: Profile | None = None
    joined: Joined | None = None
    if known is not None:
        home = stories.root(known.story.story_id)
    else:
        if not copies:
            profile = profile_of(extracted)
            translated = translation_of(stories, new, profile)
            copies = [translated] if translated else []
        home = copies[0].root if copies else _founded(item)
        joined = copies[0].joined if copies else None
    alike = [c.root for c in copies if c.like.is_same_text() and c.root.story_id != home.story_id]
    elder, *younger = sorted((home, *alike), key=lambda story: (story.first_seen_at, story.story_id))
    text = _kept(stories, _merged(elder, younger), new, copies)
    if text.shingles or joined is None or joined.how == "translation":
        profile = profile or profile_of(extracted)
    else:
        profile = None
    kept = _Kept(text, profile, new.publisher, new.credits, told.pack() if told else None)
    root = _counted(stories, _merged(elder, younger), item, kept, known)
    pointed = {root.story_id: root, **_pointed(stories, root, younger)}
    own_id = known.story.story_id if known else root.story_id
    own = pointed.pop(own_id, None) or stories.story(own_id)
    member = _member(stories, extracted, kept, own, known)
    records = [(item.item_id, member)]
    records += (_retold(stories, story) for _, story in sorted(pointed.items()))
    coverage = _coverage(extracted, _shown(own_id, root), member, joined, changes)
    return Placed(coverage, tuple(records), profile)


def _place_retraction(
    stories: Stories, extracted: Extracted, known: ClusterMember | None, changes: tuple[Change, ...]
) -> Placed:
    """The item leaves its story's count, and is recognised by what it was."""
    item = extracted.item
    home = stories.root(known.story.story_id) if known else _founded(item)
    kept = (
        _Kept(print_of(known), known.profile, known.publisher, _credits(known), known.told)
        if known
        else _Kept(publisher=publisher_of(item.source))
    )
    root = _retracted(stories, home, item, known)
    own_id = known.story.story_id if known else root.story_id
    own = root if own_id == root.story_id else stories.story(own_id)
    member = _member(stories, extracted, kept, own, known)
    records = [(item.item_id, member)]
    if own_id != root.story_id:
        records.append(_retold(stories, root))
    return Placed(_coverage(extracted, _shown(own_id, root), member, None, changes), tuple(records))


def _changes(item: Item, known: ClusterMember | None, told: Told | None) -> tuple[Change, ...]:
    """What a revision says otherwise than the one before it, where that is known. Feed is compared with feed and page with page: that a
    page says more than its feed is no change."""
    if known is None or known.retracted:
        return ()
    if told is None:
        return (Change(kind="withdrawn"),)
    before = known.told_page if item.text_from == "page" else known.told
    return changes_between(Told.unpack(before), told) if before is not None else ()


def close(stories: Stories, root: Story) -> tuple[tuple[str, ClusterMember], ...]:
    """The last records of a story's members: without what copies are recognised by, the story as it ended."""
    ended = {
        "shingles": (),
        "lead": (),
        "title_hash": None,
        "profile": None,
        "told": None,
        "told_page": None,
        "closed": True,
    }
    return tuple(
        (item_id, member.model_copy(update={**ended, "story": _shown(member.story.story_id, root)}))
        for item_id, member in stories.family(root)
    )


def _kept(stories: Stories, root: Story, new: Candidate, copies: Sequence[Copy]) -> Fingerprint:
    """What is kept of a text: all, unless other members of the story say it already or enough stand for it."""
    item, text = new.item, new.text
    family = {root.story_id, *root.absorbed}
    others = {
        other
        for story_id in family
        for other, member in stories.recognised_by(story_id)
        if member.language == new.language
    } - {item.item_id}
    covered = max((c.like.covered for c in copies if c.root.story_id in family), default=0.0)
    if covered >= ADDS_NOTHING or len(others) >= RECOGNISED_BY_MOST:
        text = replace(text, shingles=(), lead=(), every=1)
    titled = stories.titled(text.title_hash) if text.title_hash is not None else ()
    known_title = any(
        other != item.item_id
        and member.story.story_id in family
        and abs(dated(item) - (member.published_at or member.last_seen_at)) <= TITLE_HELD
        for other, member in titled
    )
    return replace(text, title_hash=None) if known_title else text


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


def _counted(stories: Stories, root: Story, item: Item, kept: _Kept, known: ClusterMember | None) -> Story:
    """The story with this revision of the item counted in."""
    was_in = known is not None and not known.retracted
    sources = root.sources if item.source.id in root.sources else (*root.sources, item.source.id)
    mine = Telling(kept.publisher or "", *kept.credits)
    origins = root.origins
    if not origins or known is not None or not {*kept.credits.origins, *kept.credits.cites} <= set(origins):
        origins = _origins(stories, root, item.item_id, mine)
    return root.model_copy(
        update={
            "copies": root.copies + 1 - was_in,
            "sources": sources,
            "first_seen_at": min(root.first_seen_at, item.first_seen_at),
            "origins": origins,
            "independent": len(origins),
        }
    )


def _retracted(stories: Stories, root: Story, item: Item, known: ClusterMember | None) -> Story:
    """The story without the item."""
    first_seen_at = min(root.first_seen_at, item.first_seen_at)
    if known is None or known.retracted:
        return root.model_copy(update={"first_seen_at": first_seen_at})
    others = {m.source_id for id_, m in stories.family(root) if id_ != item.item_id and not m.retracted}
    origins = _origins(stories, root, item.item_id, None)
    return root.model_copy(
        update={
            "copies": root.copies - 1,
            "sources": tuple(source for source in root.sources if source in others),
            "first_seen_at": first_seen_at,
            "origins": origins,
            "independent": len(origins),
        }
    )


def telling_of(member: ClusterMember) -> Telling:
    """Who publishes a member's text, and whom it is from."""
    return Telling(member.publisher or f"source/{member.source_id}", *_credits(member))


def _credits(member: ClusterMember) -> Credits:
    return Credits(member.origins, member.cites)


def _origins(stories: Stories, root: Story, item_id: str, mine: Telling | None) -> tuple[str, ...]:
    """Whom a story comes from, told by its members, with `mine` for the item's own part in it."""
    members = sorted(
        (m.cluster_seq, telling_of(m), id_)
        for id_, m in stories.family(root)
        if not m.retracted and id_ != item_id
    )
    tellings = [telling for _, telling, _ in members]
    if mine is not None:
        tellings.append(mine)
    return independent_origins([tellings])


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
    kept: _Kept,
    story: Story,
    known: ClusterMember | None,
) -> ClusterMember:
    item = extracted.item
    is_page = item.text_from == "page" and not extracted.retracted
    return ClusterMember(
        story=story,
        source_id=item.source.id,
        language=extracted.language,
        shingles=kept.text.shingles,
        sampled_every=kept.text.every,
        lead=kept.text.lead,
        title_hash=kept.text.title_hash,
        title_words=kept.text.title_words,
        published_at=published(item),
        last_seen_at=max(item.first_seen_at, known.last_seen_at) if known else item.first_seen_at,
        cluster_seq=stories.newest_seq + 1,
        highest_slot=max(len(extracted.facts.all()), known.highest_slot if known else 0),
        retracted=extracted.retracted,
        publisher=kept.publisher,
        origins=kept.credits.origins,
        cites=kept.credits.cites,
        profile=kept.profile,
        told=(known.told if known else None) if is_page else kept.told,
        told_page=kept.told if is_page else (known.told_page if known else None),
    )


def _place_late(
    stories: Stories,
    extracted: Extracted,
    late: ClusterMember,
    changes: tuple[Change, ...],
    told: Told | None,
) -> Placed:
    """A revision after the story has closed: it stays there, and takes no more copies with it."""
    copies = late.story.copies + late.retracted - extracted.retracted
    story = late.story.model_copy(update={"copies": max(copies, 0)})
    kept = _Kept(publisher=late.publisher, credits=_credits(late))
    member = _member(stories, extracted, kept, story, late)
    member = member.model_copy(update={"closed": True, "event_id": late.event_id})
    return Placed(_coverage(extracted, story, member, None, changes), ((extracted.item.item_id, member),))


def _coverage(
    extracted: Extracted,
    story: Story,
    member: ClusterMember,
    joined: Joined | None,
    changes: tuple[Change, ...],
) -> Coverage:
    """Built without a second validation: the parts were validated where they were read."""
    fields = {name: getattr(extracted, name) for name in Extracted.model_fields}
    return Coverage.model_construct(
        **fields,
        story=story,
        cluster_seq=member.cluster_seq,
        highest_slot=member.highest_slot,
        joined=joined,
        changes=changes,
    )

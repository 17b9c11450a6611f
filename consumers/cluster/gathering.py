"""The decision: which happening a story tells of. Pure: it reads the open happenings and answers with their changes.

A story joins the happening whose reports tell the same (sameness.py) and none of which says what cannot be of one happening. It
founds one where there is none. Two happenings that one report ties together are merged, the younger into the older; a
story whose revision contradicts the reports it was held to belong with is split off. Each step is kept on the record, with
what spoke for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from consumers.cluster.event_draft import EventDraft
from consumers.cluster.happenings import OPEN_FOR, Happenings
from consumers.cluster.placing import Placed
from consumers.cluster.sameness import Sameness, contradiction, sameness
from consumers.cluster.stories import Stories
from schemas.coverage import Coverage, Joined
from schemas.event_state import EventState
from schemas.happening import Happening
from schemas.profile import Profile

MERGED_FROM = 0.65
"""Of a report's likeness to a second happening, to merge it with the first: two wrong ones would be one for ever."""

CHECKED = 6
"""Reports of a happening that a new one is held against."""

ONE_STORY = ("one story",)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The item in its happening, and the records of events.state that change, by event_id."""

    coverage: Coverage
    changes: tuple[tuple[str, EventState], ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    """An open happening that a report fits, and the report it is most like."""

    root: EventState
    item_id: str
    like: Sameness

    @property
    def why(self) -> tuple[str, ...]:
        """What spoke for it, for the happening's record."""
        return self.item_id, *self.like.shared

    @property
    def joined(self) -> Joined:
        """The same for the item's record."""
        return Joined(how="facts", to=self.item_id, share=self.like.score, shared=self.like.shared)


def gather(happenings: Happenings, stories: Stories, placed: Placed) -> Gathered:
    """Find the happening of an item just placed; `stories` hold its story's changes already."""
    coverage, profile = placed.coverage, placed.profile
    story_id = coverage.story.story_id
    if not stories.is_open(story_id):
        return Gathered(coverage)
    draft = EventDraft(happenings, stories, coverage.cluster_seq)
    own = draft.of_story(story_id)
    why: Joined | None = None
    if own is None and coverage.retracted:
        return Gathered(coverage)
    if own is not None and profile is not None:
        _split_where_contradicted(draft, stories, story_id, own, profile)
    found = _matches(draft, stories, coverage, profile) if _may_move(draft, story_id, profile) else []
    if found:
        why = found[0].joined
    if own is None and found:
        draft.join(story_id, found[0].root, found[0].why)
    elif own is None:
        draft.found(stories.story(story_id))
    elif found:
        _merge_into(draft, story_id, found[0])
    for match in found[1:]:
        if match.like.score >= MERGED_FROM and not _contradict(draft, stories, story_id, match.root):
            _merge_into(draft, story_id, match)
    _merge_where_stories_are_one(draft, stories, story_id)
    return _finished(draft, coverage, story_id, why)


def _may_move(draft: EventDraft, story_id: str, profile: Profile | None) -> bool:
    """Whether to look for a happening: for a new story, and for one that stands alone in its own."""
    root = draft.root_of(story_id)
    return profile is not None and (root is None or draft.stories_of(root) == [story_id])


def _matches(
    draft: EventDraft, stories: Stories, coverage: Coverage, profile: Profile | None
) -> list[_Match]:
    """The happenings whose reports tell the same and do not contradict, the likeliest first."""
    own = draft.root_of(coverage.story.story_id)
    best: dict[str, _Match] = {}
    for item_id, member in stories.reports_like(profile) if profile else ():
        root = draft.root_of(member.story.story_id)
        if root is None or root == own or member.profile is None or profile is None:
            continue
        if coverage.item.first_seen_at - root.last_seen_at >= OPEN_FOR:
            continue
        event_id = root.happening.event_id
        like = sameness(profile, member.profile)
        if like.is_same and (event_id not in best or like.score > best[event_id].like.score):
            best[event_id] = _Match(root, item_id, like)
    fitting = (m for m in best.values() if profile and not _against(draft, stories, m.root, profile))
    return sorted(
        fitting, key=lambda m: (-m.like.score, m.root.happening.first_seen_at, m.root.happening.event_id)
    )


def _profiles(draft: EventDraft, stories: Stories, root: EventState, but: str = "") -> Iterator[Profile]:
    """What the reports of a happening say, those of one story left out; the first few."""
    found = (
        profile
        for story_id in draft.stories_of(root)
        if story_id != but and stories.is_open(story_id)
        for profile in stories.profiles(story_id)
    )
    return islice(found, CHECKED)


def _against(draft: EventDraft, stories: Stories, root: EventState, profile: Profile) -> str | None:
    """What a happening's reports say that cannot be of one with a report."""
    reasons = (contradiction(profile, other) for other in _profiles(draft, stories, root))
    return next((reason for reason in reasons if reason), None)


def _contradict(draft: EventDraft, stories: Stories, story_id: str, root: EventState) -> bool:
    """Whether any report of a story's happening contradicts one of another happening."""
    own = draft.root_of(story_id)
    mine = _profiles(draft, stories, own) if own else iter(())
    return any(_against(draft, stories, root, profile) for profile in mine)


def _split_where_contradicted(
    draft: EventDraft, stories: Stories, story_id: str, own: EventState, profile: Profile
) -> None:
    """Give a story a happening of its own where it contradicts most of the others and tells the same as none."""
    root = draft.root_of(story_id)
    others = list(_profiles(draft, stories, root, but=story_id)) if root else []
    against = tuple(reason for other in others if (reason := contradiction(profile, other)))
    if 2 * len(against) <= len(others) or any(sameness(profile, other).is_same for other in others):
        return
    draft.leave(story_id, own, against[:2])
    event_id = own.happening.merged_into or own.happening.event_id
    draft.found(stories.story(story_id), split_from=event_id, why=against[:2])
    if left := draft.root_by_id(event_id):
        draft.recount(left)


def _merge_into(draft: EventDraft, story_id: str, match: _Match) -> None:
    own, other = draft.root_of(story_id), draft.root_by_id(match.root.happening.event_id)
    if own is not None and other is not None and own.happening.event_id != other.happening.event_id:
        draft.merge(own, other, match.why)


def _merge_where_stories_are_one(draft: EventDraft, stories: Stories, story_id: str) -> None:
    """Stories merged with each other tell of one happening."""
    story = stories.root(story_id)
    for other_id in (story.story_id, *story.absorbed):
        own, other = draft.root_of(story_id), draft.root_of(other_id)
        if own and other and own.happening.event_id != other.happening.event_id:
            draft.merge(own, other, ONE_STORY)


def _finished(draft: EventDraft, coverage: Coverage, story_id: str, why: Joined | None) -> Gathered:
    """The coverage record with its happening, whose counts are those of the one it was merged into."""
    root, own = draft.root_of(story_id), draft.of_story(story_id)
    if root is None or own is None:
        return Gathered(coverage)
    told = draft.recount(root).happening
    shown = told if own.happening.event_id == told.event_id else _shown(own.happening, told)
    found = coverage.model_copy(update={"happening": shown, "gathered": why})
    return Gathered(found, draft.changes())


def _shown(own: Happening, root: Happening) -> Happening:
    others = tuple(event_id for event_id in root.absorbed if event_id != own.event_id)
    changed = {
        "event_id": own.event_id, "merged_into": root.event_id, "absorbed": others, "split_from": own.split_from,
    }  # fmt: skip
    return root.model_copy(update=changed)

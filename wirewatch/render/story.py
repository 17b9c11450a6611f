"""An item's story and happening, and what its revision changed, for reading."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from schemas.change import Change
from schemas.coverage import Coverage, Joined
from wirewatch.logs import printable

HOW = {
    "text": "the same text as",
    "title": "the same title as",
    "translation": "a translation of, or by,",
    "facts": "the same facts as",
}
SHARED_MOST = 6


def story_lines(coverage: Coverage) -> Iterator[Text]:
    """What changed, then the story and the happening with their counts and why the item is in them."""
    yield from (_change(change) for change in coverage.changes)
    story = coverage.story
    merged = f", merged into {story.merged_into}" if story.merged_into else ""
    told = f"{story.copies} copies, from {', '.join(story.sources)}" if story.copies > 1 else "no copies"
    yield Text.assemble(
        (f"Story {story.story_id}", "bold"), printable(f"{merged}: {told}{_from(story.origins)}")
    )
    if coverage.joined:
        yield _why(coverage.joined)
    happening = coverage.happening
    if happening is None:
        return
    merged = f", merged into {happening.merged_into}" if happening.merged_into else ""
    split = f", split from {happening.split_from}" if happening.split_from else ""
    told = (
        f"{happening.stories} stories, {len(happening.sources)} sources, {happening.independent} independent"
    )
    yield Text.assemble((f"Event {happening.event_id}", "bold"), printable(f"{merged}{split}: {told}"))
    if coverage.gathered:
        yield _why(coverage.gathered)


def _change(change: Change) -> Text:
    if change.kind == "withdrawn":
        return Text("Changed: withdrawn", "yellow")
    said = f"{change.before or '—'} → {change.after or '—'}"
    return Text.assemble(("Changed: ", "yellow"), printable(f"{change.kind} ({change.about}): {said}"))


def _from(origins: Sequence[str]) -> str:
    named = ", ".join(origin.rpartition("/")[2] for origin in origins)
    return f"; in the end from {named}" if named else ""


def _why(joined: Joined) -> Text:
    shared = ", ".join(joined.shared[:SHARED_MOST])
    told = f"  {HOW[joined.how]} {joined.to} ({joined.share:.2f}){f': {shared}' if shared else ''}"
    return Text(printable(told), "dim")

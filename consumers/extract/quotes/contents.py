"""The content of a quote: without outer quotation marks, without the space and stops around it."""

from consumers.extract.quotes.draft import Draft, Source
from consumers.extract.quotes.marks import Quoted
from consumers.extract.quotes.scene import Scene

_CAN_SPEAK = ("person", "organization", "country", "city")
"""Who can be a speaker; a capital speaks for its government, a region or a sea does not."""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start, end` without the space, commas and full stops around."""
    while start < end and text[start] in " \n\t\u3000,;:，；：":
        start += 1
    while end > start and (
        text[end - 1] in " \n\t\u3000,;:—–，；：。" or (text[end - 1] == "." and text[end - 2 : end] != "..")
    ):
        end -= 1
    return start, end


def inside(scene: Scene, stretch: Quoted) -> tuple[int, int]:
    """The inside of a quotation, without the comma that belongs to the attribution."""
    start, end = stretch.inner, stretch.inner_end
    while end > start and scene.text[end - 1] in " \n,，":
        end -= 1
    return start, end


def direct_spans(scene: Scene, stretch: Quoted) -> list[tuple[int, int]]:
    """The content of a quotation and of the paragraphs it goes on in."""
    return [inside(scene, each) for each in scene.stretches_from(stretch)]


def draft_of(
    scene: Scene,
    source: Source | None,
    cue: tuple[int, int] | None,
    lemma: str | None,
    spans: list[tuple[int, int]],
    kind: str | None,
    rule: str,
) -> Draft | None:
    """A draft with its spans trimmed; its kind follows from the quotation marks inside where not given."""
    if source is None or not source.entities or source.entities[0].type not in _CAN_SPEAK:
        return None
    if kind != "direct":
        spans = [trimmed(scene.text, *span) for span in spans]
    spans = [span for span in spans if span[0] < span[1]]
    if not spans:
        return None
    if kind is None:
        quoted = any(scene.stretches_within(*_widened(span)) for span in spans)
        kind = "mixed" if quoted else "indirect"
    last = max(end for _, end in spans)
    unterminated = any(not s.closed and not s.goes_on and s.start < last <= s.end for s in scene.stretches)
    return Draft(kind, source, cue, lemma, spans, rule, unterminated)


def _widened(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], span[1] + 2

"""Transcripts: paragraphs that begin with who speaks ("毛宁：…", "Lavrov: …")."""

import re
from collections.abc import Iterator

from consumers.extract.quotes.contents import draft_of, inside
from consumers.extract.quotes.draft import Draft, Source
from consumers.extract.quotes.scene import Scene

_LABEL = re.compile(r"(?:[^\n：:。！？“”\"«]{1,30}|[^\n：:。！？]{0,16}记者)[：:]\s*(?=\S)")
_PARAGRAPH = re.compile(r"[^\n]+")
_ENOUGH_LABELS = 2
"""Labelled paragraphs that make a text a transcript, whose questions hold no quotes of their own."""


def find_turns(scene: Scene) -> tuple[list[Draft], list[tuple[int, int]]]:
    """The turns of named persons, and the stretches of text that are turns of anybody."""
    drafts: list[Draft] = []
    turns = list(_turns(scene))
    if len(turns) < _ENOUGH_LABELS:  # one labelled paragraph: what follows it is no longer said
        turns = [(*turn[:3], min(turn[3], _end_of_line(scene.text, turn[2]))) for turn in turns if turn[0]]
    for source, _, start, end in turns:
        if source is None:
            continue
        stretch = scene.stretch_at(start)
        whole = stretch is not None and stretch.end >= end - 1
        spans = [inside(scene, stretch)] if stretch and whole else [(start, end)]
        draft = draft_of(scene, source, None, None, spans, "direct", "transcript")
        if draft:
            drafts.append(draft)
    return drafts, [(label_start, end) for _, label_start, _, end in turns]


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _turns(scene: Scene) -> Iterator[tuple[Source | None, int, int, int]]:
    """(source, start of the label, start and end of what is said), a turn without a label joined to the last."""
    current: tuple[Source | None, int, int, int] | None = None
    for paragraph in _PARAGRAPH.finditer(scene.text, scene.title_end):
        label = _LABEL.match(scene.text, paragraph.start(), paragraph.end())
        source = _speaker(scene, label) if label else None
        is_label = label is not None and (
            source is not None or label[0].rstrip("：: ").endswith(("记者", "Question", "Q", "问"))
        )
        if label and is_label:
            if current:
                yield current
            current = (source, paragraph.start(), label.end(), paragraph.end())
        elif current:
            current = (current[0], current[1], current[2], paragraph.end())
    if current:
        yield current


def _speaker(scene: Scene, label: re.Match[str]) -> Source | None:
    end = label.start() + len(label[0].rstrip("：: \t"))
    mention = scene.mentions.ending_at(end)
    if mention is None or not mention.is_person or len(scene.text[label.start() : mention.start].split()) > 3:
        return None
    return Source(mention.start, mention.end, mention.entities)

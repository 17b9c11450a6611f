"""Transcripts: paragraphs that begin with who speaks ("毛宁：…", "Question: …"), or with a dash in turn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consumers.extract.lexicon import words
from consumers.extract.quotes.contents import draft_of, inside
from consumers.extract.quotes.draft import Draft, Source
from consumers.extract.quotes.scene import Scene

_LABEL = re.compile(r"(?:[^\n：:。！？“”\"«]{1,30}|[^\n：:。！？]{0,16}记者)[：:]\s*(?=\S)")
_PARAGRAPH = re.compile(r"[^\n]+")
_DASH = re.compile(r"[—–-]\s+")
_QUESTIONS = words(
    "host moderator question q вопрос в 问 journalist reporter корреспондент журналист ведущий ведущая interviewer 提问 主持人"
)
_ANSWERS = words("answer a ответ о 答 答复")
_LONGEST_TITLE = 3
"""Words before a name in a label ("Foreign Minister Wang Yi:")."""

_ENOUGH_LABELS = 2
"""Labelled paragraphs that make a text a transcript, whose questions hold no quotes of their own."""

_ENOUGH_QUESTIONS = 2
"""Questions behind dashes that make an interview of paragraphs that begin with dashes."""


@dataclass(slots=True)
class Turn:
    """What one speaker says: its label begins at `label`, what is said is `text[start:end]`. `source` None: a
    question, or somebody without a name."""

    source: Source | None
    label: int
    start: int
    end: int


def find_turns(scene: Scene) -> tuple[list[Draft], list[tuple[int, int]]]:
    """The turns of named persons, and the stretches of text that are turns of anybody."""
    turns = list(_labelled(scene))
    if len(turns) < _ENOUGH_LABELS:  # one labelled paragraph: what follows it is no longer said
        turns = [turn for turn in turns if turn.source]
        for turn in turns:
            turn.end = min(turn.end, _end_of_line(scene.text, turn.start))
    turns = turns or _interview(scene)
    drafts = [draft for turn in turns if (draft := _draft(scene, turn))]
    return drafts, [(turn.label, turn.end) for turn in turns]


def _draft(scene: Scene, turn: Turn) -> Draft | None:
    stretch = scene.stretch_at(turn.start)
    whole = stretch is not None and stretch.end >= turn.end - 1
    spans = [inside(scene, stretch)] if stretch and whole else [(turn.start, turn.end)]
    return draft_of(scene, turn.source, None, None, spans, "direct", "transcript")


def _labelled(scene: Scene) -> Iterator[Turn]:
    current: Turn | None = None
    for paragraph in _PARAGRAPH.finditer(scene.text, scene.title_end):
        label = _LABEL.match(scene.text, *paragraph.span())
        said_by = label[0].rstrip("：: ").lower() if label else ""
        source = _speaker(scene, label) if label else None
        if said_by in _ANSWERS:
            source = _interviewee(scene, paragraph.start())
        is_capital = label is not None and label[0].isupper() and len(said_by.split()) <= _LONGEST_TITLE
        is_turn = source is not None or said_by in _QUESTIONS or said_by.endswith("记者") or is_capital
        if label and is_turn:
            if current:
                yield current
            current = Turn(source, paragraph.start(), label.end(), paragraph.end())
        elif current:
            current.end = paragraph.end()
    if current:
        yield current


def _interview(scene: Scene) -> list[Turn]:
    """Russian interviews: every turn begins with a dash, questions end with a question mark."""
    turns: list[Turn] = []
    questions = 0
    for paragraph in _PARAGRAPH.finditer(scene.text, scene.title_end):
        dash = _DASH.match(scene.text, *paragraph.span())
        if dash is None:
            continue
        is_question = paragraph[0].rstrip().endswith("?")
        is_answer = bool(turns) and turns[-1].source is None and not is_question
        questions += is_question
        source = _interviewee(scene, turns[0].label) if is_answer else None
        turns.append(Turn(source, paragraph.start(), dash.end(), paragraph.end()))
    return turns if questions >= _ENOUGH_QUESTIONS else []


def _interviewee(scene: Scene, first_turn: int) -> Source | None:
    """Who answers: the first person named before the first turn."""
    named = [m for m in scene.mentions.within(scene.title_end, first_turn) if m.is_person and m.named]
    named = named or [m for m in scene.mentions.within(0, scene.title_end) if m.is_person and m.named]
    return Source(named[0].start, named[0].end, named[0].entities) if named else None


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _speaker(scene: Scene, label: re.Match[str]) -> Source | None:
    end = label.start() + len(label[0].rstrip("：: \t"))
    mention = scene.mentions.ending_at(end)
    if mention is None or not mention.is_person:
        return None
    if len(scene.text[label.start() : mention.start].split()) > _LONGEST_TITLE:
        return None
    return Source(mention.start, mention.end, mention.entities)

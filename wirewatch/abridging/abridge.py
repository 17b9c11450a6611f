"""What is left of a revision whose text is not kept whole. Pure."""

import zlib
from bisect import bisect_right
from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel

from schemas.coverage import Coverage
from schemas.facts import check_evidence, spans_of
from schemas.item import Abridgement, Item
from schemas.sighting import Sighting
from schemas.span import Span

BEGINNING = 200
"""Characters of the body that a snippet keeps, at most: what feeds themselves give is 121 in the middle."""

CONTEXT = 40
"""Characters kept on each side of a fact's evidence, at most; words are not cut."""

LEFT_OUT = " […] "
_NOTHING = zlib.compress(b"")
_M = TypeVar("_M", bound=BaseModel)


def abridged_coverage(coverage: Coverage, kept: Abridgement) -> Coverage:
    """A revision with less of its text: all of its facts, each with its evidence where that now stands."""
    text = _Abridged(coverage.item, kept, spans_of(coverage))
    left = _moved(coverage, text).model_copy(update={"item": _item(coverage.item, text.text, kept)})
    check_evidence(left, text.text)
    return left


def abridged_sighting(sighting: Sighting, kept: Abridgement, known: Coverage | None) -> Sighting:
    """A sighting with less of its text, and without the bytes of its entry: the text of its `known` revision, where that is of the
    same text. What later sightings are compared with stays."""
    item = sighting.item
    if known is not None and known.item.abridged and known.item.text_sha256 == item.text_sha256:
        text = known.item.text
    else:
        text = _Abridged(item, kept, ()).text
    return sighting.model_copy(update={"item": _item(item, text, kept), "entry_zlib": _NOTHING})


def _item(item: Item, text: str, kept: Abridgement) -> Item:
    return item.model_copy(update={"text": text, "abridged": kept})


class _Abridged:
    """What is left of a text, and where each offset of what was kept now is."""

    def __init__(self, item: Item, kept: Abridgement, spans: Iterable[Span]) -> None:
        text, body = item.text, item.body_start
        wanted = [_with_context(text, span, body) for span in spans if span.end > body]
        if kept == "snippet":
            wanted.append((body, _back_to_word(text, body + BEGINNING, body)))
        self.text = text[:body]
        self._from: list[int] = [0]
        self._to: list[int] = [0]
        last = body
        for start, end in _together(wanted):
            if start > last:
                self.text += LEFT_OUT.lstrip() if last == body else LEFT_OUT
            self._from.append(start)
            self._to.append(len(self.text))
            self.text += text[start:end]
            last = end
        if last < len(text):
            self.text += LEFT_OUT.strip() if last == body else LEFT_OUT.rstrip()

    def now(self, offset: int) -> int:
        """Where a kept character of the whole text stands."""
        at = bisect_right(self._from, offset) - 1
        return self._to[at] + offset - self._from[at]


def _with_context(text: str, span: Span, body: int) -> tuple[int, int]:
    start = max(_on_to_word(text, span.start - CONTEXT, span.start), body) if span.start > body else body
    return start, _back_to_word(text, span.end + CONTEXT, span.end)


def _on_to_word(text: str, start: int, latest: int) -> int:
    """The first beginning of a word at or after `start`, up to `latest`; where no spaces part words, `start` itself."""
    if start <= 0 or text[start - 1].isspace() or text[start].isspace():
        return max(start, 0)
    found = next((at for at in range(start, latest) if text[at].isspace()), None)
    return found + 1 if found is not None else start


def _back_to_word(text: str, end: int, earliest: int) -> int:
    """The last end of a word at or before `end`, down to `earliest`; where no spaces part words, `end` itself."""
    if end >= len(text) or text[end].isspace():
        return min(end, len(text))
    found = next((at for at in range(end, earliest, -1) if text[at - 1].isspace()), None)
    return found - 1 if found is not None else end


def _together(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those joined that touch or nearly do: less than the mark of what is left out between."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start - joined[-1][1] <= len(LEFT_OUT):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif end > start:
            joined.append((start, end))
    return joined


def _moved(model: _M, text: _Abridged) -> _M:
    """A model with every span inside it moved to where its words now stand."""
    changes = {name: _moved_value(value, text) for name, value in model.__dict__.items()}
    return model.model_copy(
        update={name: new for name, new in changes.items() if new is not getattr(model, name)}
    )


def _moved_value(value: object, text: _Abridged) -> object:
    if isinstance(value, Span):
        start = text.now(value.start)
        return Span(start=start, end=start + len(value.surface), surface=value.surface)
    if isinstance(value, BaseModel):
        return _moved(value, text)
    if isinstance(value, tuple):
        return tuple(_moved_value(each, text) for each in value)
    return value

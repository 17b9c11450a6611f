"""Where sentences begin and end, in English, Russian and Chinese newswire."""

import re
from collections.abc import Iterator
from functools import lru_cache

from consumers.extract.lexicon import words
from consumers.extract.reading import Sentence
from consumers.recent import RECENT_TEXTS

_CLOSERS = "\"'”’»)\\]」』）》"
_END = re.compile(rf"[.!?…]+[{_CLOSERS}“]*(?=\s|$)|[。！？]+[{_CLOSERS}]*")
# A line break ends a paragraph, except where one hard-wrapped line runs on in lower case.
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?=[^\S\n]*[a-zа-яё])[^\n]+)*")
_NEXT = re.compile(r"\s*[—–-]?\s*[\"'“«„‘(\[]*")
_WORD = re.compile(r"\w+")
_LAST_TOKEN = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")

_ALWAYS_CONTINUED = {
    "en": words(
        "mr mrs ms dr prof gen lt col maj capt sgt adm cmdr sen rep gov pres rev hon st mt ft no nos vs "
        "i.e e.g cf approx est fig vol"
    ),
    "ru": words(
        "т.е т.н т.к т.ч ул просп пер пл им проф акад доц св см ср напр стр пп ген адм полк подп кап лейт "
        "пос дер обл респ"
    ),
}
"""Abbreviations whose full stop is never a sentence's: what follows belongs to them."""

_MAY_END = {
    "en": words("inc ltd co corp plc bros jr sr etc a.m p.m al dept univ ave blvd"),
    "ru": words("г гг в вв др т.д т.п пр р экз кв куб"),
}
"""Abbreviations that may also close a sentence: only an opening word after them tells."""

_OPENING_WORDS = words(
    "The A An In On At It He She They We I His Her Their Its This That These Those But And As After Before When While "
    "If For From Since Under With By However Meanwhile Earlier Later Last Still Yet There Both Some Such "
    "В Во На По Об О При Как Он Она Они Оно Мы Это Эта Этот Эти Но А И С Со К Ко За Для До Из От У Однако Также Ранее "
    "Кроме Между Тем После Если Когда Пока Его Её Их Там Тогда Теперь Сейчас Под Что Так"
)
"""Words that open a sentence rather than continue a name."""

_MONTHS = words(
    "jan feb mar apr jun jul aug sep sept oct nov dec янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек"
)
"""Their full stop goes on with a day or a year ("Jun. 5"); Dong Jun is a person."""

_LONGEST = 1200
"""Characters. No sentence of a newswire is longer; what is (a list, a page without stops) is cut, for rules look at all of a
sentence's words together, and their time would grow faster than the text."""
_CUTS = (" ", "\t", ";", "；", ",", "，", "、", "。")

_CONTINUED_BY = {"долл": "США"}
_YEAR_ABBREVIATIONS = frozenset(("г", "гг"))
_LONGEST_OPENING = 25
"""Characters: "В январе 2024 г. Россия …" is one sentence, its full stop stands this early."""


@lru_cache(maxsize=RECENT_TEXTS)
def split_sentences(text: str, title_end: int, language: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, without the space around them; none crosses a paragraph or the title's
    end. A closing quotation mark belongs to the sentence whose full stop it follows. Linear in the text."""
    rules = language.partition("-")[0]
    sentences: list[Sentence] = []
    for paragraph, (block_start, block_end) in enumerate(_paragraphs(text, title_end)):
        start = block_start
        for end in _ends(text, block_start, block_end, rules):
            _add(sentences, text, start, end, paragraph)
            start = end
        _add(sentences, text, start, block_end, paragraph)
    return tuple(sentences)


def _paragraphs(text: str, title_end: int) -> Iterator[tuple[int, int]]:
    for first, last in ((0, title_end), (title_end, len(text))):
        for block in _PARAGRAPH.finditer(text, first, last):
            if not block[0].isspace():
                yield block.span()


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in _CUTS) + 1
        cut = cut or start + _LONGEST
        sentences.append(Sentence(start, cut, paragraph))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        sentences.append(Sentence(start, end, paragraph))


def _ends(text: str, start: int, end: int, rules: str) -> Iterator[int]:
    opened = start
    for stop in _END.finditer(text, start, end):
        if text[stop.start()] in "。！？" or _is_an_end(text, opened, stop, end, rules):
            yield stop.end()
            opened = stop.end()


def _is_an_end(text: str, opened: int, stop: re.Match[str], end: int, rules: str) -> bool:
    """Whether a Western full stop, question or exclamation mark ends the sentence opened at `opened`."""
    after = _NEXT.match(text, stop.end(), end)
    following = after.end() if after else stop.end()
    if following >= end:
        return True
    if text[following].islower() or text[following] in "/,;:":
        return False
    if stop[0][0] != "." or stop[0].startswith(".."):
        return True
    return not _abbreviates(text, opened, stop.start(), following, rules)


def _abbreviates(text: str, opened: int, stop: int, following: int, rules: str) -> bool:
    """Whether the full stop at `stop` belongs to the token before it (an abbreviation, an initial, a number)."""
    if text[max(opened, stop - 3) : stop].strip().isdigit() and not text[opened:stop].strip(" (").strip(
        "0123456789"
    ):
        return True  # "1. First point" and "5. The second": a list's number, not a sentence
    token = _LAST_TOKEN.search(text, max(opened, stop - 12), stop)
    if token is None:
        return False
    word = token[0].lower()
    next_word = _WORD.match(text, following)
    follower = next_word[0] if next_word else ""
    if (
        any(word in table for table in _tables(_ALWAYS_CONTINUED, rules))
        or _CONTINUED_BY.get(word) == follower
    ):
        return True
    if (
        len(token[0]) == 1
        and token[0].isupper()
        and len(follower) == 1
        and text[following + 1 : following + 2] == "."
    ):
        return True  # "В. В. Путин": two initials
    if word in _MONTHS:
        return follower[:1].isdigit()
    opens = follower in _OPENING_WORDS
    if word in _YEAR_ABBREVIATIONS:
        if not text[token.start() - 2 : token.start()].strip().isdigit():
            return True  # "г. Москва" is a town
        return not opens and stop - opened < _LONGEST_OPENING
    is_initial = len(token[0]) == 1 and token[0].isupper()
    may_end = is_initial or "." in word or any(word in table for table in _tables(_MAY_END, rules))
    return may_end and not opens


def _tables(tables: dict[str, frozenset[str]], rules: str) -> tuple[frozenset[str], ...]:
    return (tables[rules],) if rules in tables else tuple(tables.values())

"""Unknown people in Chinese text: a dotted foreign name, a title before the name, or speech after it."""

import re
from collections.abc import Iterator

from consumers.extract.entities import words_zh as zh
from consumers.extract.entities.draft import Finding, Sheet

_HAN = "㐀-鿿"
_TITLE = re.compile(rf"(?:{'|'.join(sorted(zh.TITLES.split('|'), key=len, reverse=True))})")
_VERB = re.compile(zh.SPEECH_VERBS)
_FOLLOWS = re.compile(rf"(?:{zh.SPEECH_VERBS}|{zh.NAME_ENDS}|{zh.TITLES})")
_NO_NAME = re.compile(
    rf"(?:{zh.CERTAIN_SPEECH}|谈到|应邀|应约|应|从|于|和|在|经|时|向|都|连|通过|相关|国家|对|当|与|同)"
)
_SPEAKS = re.compile(rf"(?:[，,](?=“)|{zh.CERTAIN_SPEECH})")
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?:[·・•][{_HAN}]{{1,8}})+")
_CUE = re.compile(
    rf"希望|认为|表示|介绍|指出|坦言|透露|强调|宣布|批评|呼吁|警告|证实|否认|告诉|提醒|回应|通过|估算|估计|抱怨|[说称在对就于将与和率也则还等的是向同被把为答]|{zh.TITLES}"
)
_DOT = re.compile(r"[·・•]")
_BEFORE_A_NAME = re.compile(rf"{zh.TITLES}|[的和与及对向由是为据在从称说家者员长人]|{zh.STATES}")
_LONGEST_GIVEN = 5
"""Characters of a part of a foreign name, at most, that are taken without a look at each."""
_SEPARATORS = frozenset("，。、；：？！“”‘’《》（）()【】\n\t 　「」『』…·—")


def find_people(sheet: Sheet) -> Iterator[Finding]:
    """People by a dotted foreign name, a title before the name, or speech after it."""
    text = sheet.text
    for match in _DOTTED.finditer(text):
        finding = _dotted(sheet, match)
        if finding is not None:
            yield finding
    for title in _TITLE.finditer(text):
        finding = _named_at(sheet, title.end(), "zh.title")
        if finding is not None:
            yield finding
    for start in _clause_starts(text):
        finding = _named_at(sheet, start, "zh.speech", only_before=_SPEAKS)
        if finding is not None:
            yield finding


def _dotted(sheet: Sheet, match: re.Match[str]) -> Finding | None:
    """A foreign name with its dots; the first part may have words before it, the last after it."""
    parts = _DOT.split(match[0])
    start = match.start() + _first_part(parts[0])
    end = match.end() - len(parts[-1]) + _last_part(parts[-1])
    if not sheet.free(start, end):
        return None
    return Finding(start, end, sheet.text[start:end], "person", "zh.dotted")


def _first_part(part: str) -> int:
    """Where a foreign given name begins: after the last title or common word, of a long rest its foreign end."""
    start = 0
    for stop in _BEFORE_A_NAME.finditer(part):
        start = stop.end() if stop.end() < len(part) else start
    place = len(part)
    while place > start and part[place - 1] in zh.FOREIGN:
        place -= 1
    return start if len(part) - start <= _LONGEST_GIVEN else min(place, len(part) - 1)


def _last_part(part: str) -> int:
    """How long a foreign surname is: up to the next cue, of a long rest its foreign beginning."""
    cue = _CUE.search(part, 1)
    if cue:
        return cue.start()
    length = 1
    while length < len(part) and part[length] in zh.FOREIGN:
        length += 1
    return len(part) if len(part) <= _LONGEST_GIVEN else length


def _clause_starts(text: str) -> Iterator[int]:
    yield 0
    for match in re.finditer(r"[。！？”\n，]", text):
        yield match.end()


def _named_at(sheet: Sheet, start: int, rule: str, only_before: re.Pattern[str] = _FOLLOWS) -> Finding | None:
    """A name that begins at a place: a surname with one or two characters, or a foreign name, before a cue."""
    text = sheet.text
    if start >= len(text) or not "㐀" <= text[start] <= "鿿":
        return None
    unsaid: Finding | None = None
    for length in (3, 2):
        name = text[start : start + length]
        surnames = (
            zh.COMMON_SURNAMES
            if only_before is _SPEAKS or not _VERB.match(text, start + length)
            else zh.SURNAMES
        )
        if _NO_NAME.match(name):
            return None
        if (
            len(name) == length
            and _is_chinese_name(name, surnames)
            and only_before.match(text, start + length)
        ):
            if sheet.free(start, start + length):
                return Finding(start, start + length, name, "person", rule)
            return None
        if (
            length == 3
            and only_before is _FOLLOWS
            and _is_chinese_name(name, zh.COMMON_SURNAMES)
            and sheet.free(start, start + 3)
        ):
            unsaid = Finding(start, start + 3, name, "person", "zh.title_alone")
    if unsaid is not None:
        return unsaid
    length = 0
    while (
        text[start + length : start + length + 1] in zh.FOREIGN and length < 8 and start + length < len(text)
    ):
        length += 1
    while length >= 2:
        if only_before.match(text, start + length) and sheet.free(start, start + length):
            return Finding(start, start + length, text[start : start + length], "person", rule)
        length -= 1
    return None


def _is_chinese_name(name: str, surnames: frozenset[str]) -> bool:
    return name[0] in surnames and all(
        letter not in zh.NOT_GIVEN and letter not in _SEPARATORS and "㐀" <= letter <= "鿿"
        for letter in name[1:]
    )

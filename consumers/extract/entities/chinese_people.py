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
_YU = re.compile(rf"于[{_HAN}]{{2}}(?={zh.CERTAIN_SPEECH})")
"""A surname that is a preposition, too: 副关长于立新介绍."""
_SPEAKS = re.compile(rf"(?:[，,](?=“)|{zh.CERTAIN_SPEECH})")
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?:[·・•][{_HAN}]{{1,8}})+")
_CUE = re.compile(
    rf"会(?=[说讲在用见谈把同])|上周|本周|下周|上月|本月|昨[天日晚]|今[天日年]|当[天日晚]|日前|近日|此前|希望|认为|表示|介绍|指出|坦言|透露|强调|宣布|批评|呼吁|警告|证实|否认|告诉|提醒|回应|通过|估算|估计|抱怨|[说称在对就于将与和率也则还等的是向同被把为答]|{zh.TITLES}"
)
_SPOKEN = re.compile(
    rf"(?<=[的户商员者师长生工家客民手士主官友匠板])(?P<name>[{_HAN}]{{2,3}})(?:(?:对|向)(?:我|记者|本报记者|媒体|本报)|在电话[里中]|笑着|也|还|则|坦|回忆)?"
    r"(?=表示|介绍|指出|认为|坦言|感叹|透露|解释|强调|补充|回忆|告诉|抱怨|说(?![明话法服])|称(?![号职为]))"
)
"""A name right before a word of speech and right after the end of what its bearer is: 做了十五年生意的柳文斌对我说."""
_JAPANESE = re.compile(r"(?:防卫相|外相|首相|官房长官|防卫大臣|外务大臣|财务相|经济产业相|农林水产相|外务相)")
_JAPANESE_NAME = range(5, 2, -1)
_NOT_JAPANESE = frozenset("的了在和与称说表示将对此前向就也")
_DOT = re.compile(r"[·・•]")
_BEFORE_A_NAME = re.compile(rf"{zh.TITLES}|[的和与及对向由是为据在从称说家者员长人]|{zh.STATES}")
_LONGEST_GIVEN = 5
"""Characters of a part of a foreign name, at most, that are taken without a look at each."""
_LONGEST_CHINESE = 3
_ADVERBS = "曾"
_LONGEST_FOREIGN = 8


def find_people(sheet: Sheet) -> Iterator[Finding]:
    """People by a dotted foreign name, a title before the name, or speech after it."""
    text = sheet.han
    for match in _DOTTED.finditer(text):
        finding = _dotted(sheet, match)
        if finding is not None:
            yield finding
    for title in _TITLE.finditer(text):
        finding = _named_at(sheet, title.end(), "zh.title", after_title=True)
        if finding is not None:
            yield finding
    yield from _before_speech(sheet)
    for title in _JAPANESE.finditer(text):
        finding = _japanese(sheet, title.end())
        if finding is not None:
            yield finding
    for start in _clause_starts(text):
        finding = _named_at(sheet, start, "zh.speech", after_title=False)
        if finding is not None:
            yield finding


def _before_speech(sheet: Sheet) -> Iterator[Finding]:
    """Names that the word of speech after them and the description before them tell."""
    for match in _SPOKEN.finditer(sheet.han):
        start, end = match.span("name")
        for length in (3, 2):
            name = sheet.han[start : start + length]
            if start + length != end or not _is_chinese_name(name, length, zh.COMMON_SURNAMES):
                continue
            if not _NO_NAME.match(sheet.han, start) and sheet.free(start, end):
                yield Finding(start, end, sheet.text[start:end], "person", "zh.before_speech")


def _japanese(sheet: Sheet, start: int) -> Finding | None:
    """A name of three to five characters between a Japanese minister's title and what he does."""
    for length in _JAPANESE_NAME:
        name = sheet.han[start : start + length]
        if len(name) == length and all("㐀" <= c <= "鿿" and c not in _NOT_JAPANESE for c in name):
            follows = _FOLLOWS.match(sheet.han, start + length)
            if follows and sheet.free(start, start + length):
                return Finding(
                    start, start + length, sheet.text[start : start + length], "person", "zh.title"
                )
    return None


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


def _named_at(sheet: Sheet, start: int, rule: str, *, after_title: bool) -> Finding | None:
    """A name that begins at a place: a Chinese one, a familiar one (老孟), or a foreign one."""
    text = sheet.han
    is_yu = after_title and _YU.match(text, start) is not None
    if not "㐀" <= text[start : start + 1] <= "鿿" or (_NO_NAME.match(text, start) and not is_yu):
        return None
    length = (3 if is_yu else _chinese_name(text, start, after_title)) or _familiar_name(
        text, start, after_title
    )
    foreign = _foreign_name(text, start, _FOLLOWS if after_title else _SPEAKS)
    length = foreign if not length or foreign > _LONGEST_CHINESE else length  # 马斯洛夫 is no 马斯洛
    if not length or not sheet.free(start, start + length):
        return None
    return Finding(start, start + length, sheet.text[start : start + length], "person", rule)


def _chinese_name(text: str, start: int, after_title: bool) -> int:
    """The length of a surname with one or two characters before a cue; after a title three may go without one.
    Surnames that are common words as well must speak."""
    follows = _FOLLOWS if after_title else _SPEAKS
    if text.startswith(zh.COMPOUND_SURNAMES, start):
        given = (length for length in (4, 3) if follows.match(text, start + length))
        return next((n for n in given if all(_is_given(letter) for letter in text[start + 2 : start + n])), 0)
    for length in (3, 2):
        speaks = after_title and _VERB.match(text, start + length)
        surnames = zh.SURNAMES if speaks else zh.COMMON_SURNAMES
        if _is_chinese_name(text[start : start + length], length, surnames) and follows.match(
            text, start + length
        ):
            return length
    alone = after_title and _is_chinese_name(text[start : start + 3], 3, zh.COMMON_SURNAMES)
    return 3 if alone and text[start] not in _ADVERBS else 0


def _familiar_name(text: str, start: int, after_title: bool) -> int:
    """The length of 老 or 小 with a surname, after a title."""
    familiar = after_title and text[start] in "老小" and text[start + 1 : start + 2] in zh.COMMON_SURNAMES
    return 2 if familiar else 0


def _foreign_name(text: str, start: int, follows: re.Pattern[str]) -> int:
    """The length of the longest run of foreign syllables before a cue, at least two."""
    length = 0
    while length < _LONGEST_FOREIGN and text[start + length : start + length + 1] in zh.FOREIGN:
        length += 1
    while length >= 2 and not follows.match(text, start + length):
        length -= 1
    return length if length >= 2 else 0


def _is_chinese_name(name: str, length: int, surnames: frozenset[str]) -> bool:
    return len(name) == length and name[0] in surnames and all(_is_given(letter) for letter in name[1:])


def _is_given(letter: str) -> bool:
    return "㐀" <= letter <= "鿿" and letter not in zh.NOT_GIVEN

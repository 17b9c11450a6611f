"""Unknown people, bodies, towns and regions in Chinese text."""

import re
from collections.abc import Iterator, Sequence

from consumers.extract.entities import words_zh as zh
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.lexicon import words
from consumers.gazetteer.hit import Hit
from schemas.entity import EntityType

_HAN = "㐀-鿿"
_TITLE = re.compile(rf"(?:{'|'.join(sorted(zh.TITLES.split('|'), key=len, reverse=True))})")
_VERB = re.compile(zh.SPEECH_VERBS)
_FOLLOWS = re.compile(rf"(?:{zh.SPEECH_VERBS}|{zh.NAME_ENDS}|{zh.TITLES})")
_NO_NAME = re.compile(
    rf"(?:{zh.CERTAIN_SPEECH}|谈到|应邀|应约|应|从|于|和|在|经|时|向|都|连|通过|相关|国家|对|当|与|同)"
)
_SPEAKS = re.compile(rf"(?:[，,](?=“)|{zh.CERTAIN_SPEECH})")
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?:[·・•][{_HAN}]{{1,8}})+")
_STOP_AT = re.compile(
    rf"(?:{'|'.join(sorted(zh.STOPS.split('|'), key=len, reverse=True))}|[^{_HAN}A-Za-z0-9·—-])"
)
_PUBLICATION = re.compile(r"《([^《》\n]{2,12}(?:报|新闻|周刊|杂志|观察|网|评论|邮报|月刊))》")
_CODE_NAME = re.compile(
    r"(?:代号为?|演习|军演|演练|行动)[“「]([^“”「」\n]{2,12})[”」]|[“「]([^“”「」\n]{2,12})[”」](?:联合|战略|海上|例行)*(?:演习|军演|演练|巡航|行动)"
)
_QUOTED_FIRM = re.compile(
    r"(?:公司|企业|集团|品牌|平台|银行|餐厅|商号|进口商|出口商|供应商|车企|媒体)[“「]([^“”「」\n，。]{2,10})[”」]"
    r"|[“「]([^“”「」\n，。]{2,10})[”」](?:公司|集团|银行|商号|餐厅|电视台|网站|智库|协会)"
)
_COMMON = re.compile(rf"(?:{zh.COMMON_WORDS}|{zh.STOPS})+")
_FIRMS = words(
    "公司 有限公司 集团 集团公司 控股 煤业 矿业 重工 石化 船务 海运 影业 制药 钢铁 航空 航空公司 国家公园 中心 港 站"
)
_PLAIN_HEADS = frozenset(
    ("峰会", "港口", "口岸", "论坛", "机场", "火车站", "公路桥", "铁路桥", "管道", "洽谈会", "展会")
)
_TRADES = frozenset(zh.TRADES.split("|"))
_AFTER_A_FIRM = re.compile(rf"{zh.TITLES}|公司|集团|表示|透露|介绍|说|称|与|和|、|，|。|：|则|等|$")
_NOT_AFTER = {
    "市": "场民值面价盈占况委政",
    "港": "口湾元币人澳商",
    "省": "级委长",
    "州": "长级",
    "站": "在着起点台长稳出",
    "岛": "屿",
}
"""Characters that make a head the beginning of another word (市场 is a market)."""
_GEOGRAPHIC = frozenset(("region", "city", "place"))
_CUE = re.compile(
    rf"希望|认为|表示|介绍|指出|坦言|透露|强调|宣布|批评|呼吁|警告|证实|否认|告诉|提醒|回应|通过|估算|估计|抱怨|[说称在对就于将与和率也则还等的是向同被把为答]|{zh.TITLES}"
)
_DOT = re.compile(r"[·・•]")
_BEFORE_A_NAME = re.compile(rf"{zh.TITLES}|[的和与及对向由是为据在从称说家者员长人]|{zh.STATES}")
_LONGEST_GIVEN = 5
"""Characters of a part of a foreign name, at most, that are taken without a look at each."""
_SEPARATORS = frozenset("，。、；：？！“”‘’《》（）()【】\n\t 　「」『』…·—")

_HEADS: tuple[tuple[str, EntityType, int], ...] = (
    (zh.BODY_HEADS, "organization", 14),
    (zh.TRADES, "organization", 8),
    (zh.FACILITY_HEADS, "facility", 12),
    (zh.EVENT_HEADS, "named_event", 12),
    (zh.REGION_HEADS, "region", 8),
    (zh.TOWN_HEADS, "city", 4),
    (zh.PLACE_HEADS, "place", 5),
)
_KIND_OF = {head: (kind, reach) for heads, kind, reach in reversed(_HEADS) for head in heads.split("|")}
_HEAD = re.compile("|".join(sorted(_KIND_OF, key=len, reverse=True)))


def find_bodies(sheet: Sheet) -> Iterator[Finding]:
    """Bodies, facilities and towns that end in a telling word, back to where the name must begin."""
    text = sheet.text
    for head in _HEAD.finditer(text):
        kind, reach = _KIND_OF[head[0]]
        start = _proper_start(sheet.reading.hits, _reach_back(text, head.start(), reach), head)
        own = text[start : head.start()]
        name = own + head[0]
        if (
            len(own) < 2
            or name in zh.GENERIC
            or _COMMON.fullmatch(own)
            or text[head.end() : head.end() + 1] in _NOT_AFTER.get(head[0], "")
            or _is_a_state(sheet.reading.hits, start, head)
        ):
            continue
        if (
            kind == "facility"
            and len(own) > 4
            and not _names_a_place(sheet.reading.hits, start, head.start())
        ):
            continue
        if head[0] in _PLAIN_HEADS and _is_common(sheet.reading.hits, start, head.start(), text):
            continue
        if head[0] in _TRADES and not _AFTER_A_FIRM.match(text, head.end()):
            continue
        if kind in _GEOGRAPHIC and (len(own) > 6 or _names_a_place(sheet.reading.hits, start, head.end())):
            continue
        yield Finding(start, head.end(), name, kind, "zh.head", head=head[0])
    yield from _marked(text)


def _proper_start(hits: Sequence[Hit], start: int, head: re.Match[str]) -> int:
    """Where a name begins: with a known name in it, but not with the state before a town, a region or a firm."""
    for hit in hits:
        if hit.start < start < hit.end <= head.start():
            start = hit.start
    state = next((hit for hit in hits if hit.start == start and hit.entry.type == "country"), None)
    if state is None:
        return start
    at_place = any(hit.start == state.end and hit.entry.type in ("city", "region") for hit in hits)
    is_firm = head[0] in _FIRMS and head.start() - state.end >= 2
    return state.end if at_place or is_firm else start


def _is_a_state(hits: Sequence[Hit], start: int, head: re.Match[str]) -> bool:
    """Whether a head has nothing but a state before it (中国大学: universities of China)."""
    return any(hit.start == start and hit.end == head.start() and hit.entry.type == "country" for hit in hits)


def _is_common(hits: Sequence[Hit], start: int, end: int, text: str) -> bool:
    """Whether what stands before a head is known names and common words alone (金砖特别峰会)."""
    rest = text[start:end]
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            rest = rest.replace(text[hit.start : hit.end], "")
    return not rest or _COMMON.fullmatch(rest) is not None


def _names_a_place(hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether the gazetteer knows the place a finding names, or anything that crosses its edges."""
    return any(hit.start < end and start < hit.end for hit in hits)


def _marked(text: str) -> Iterator[Finding]:
    """Publications in 《》, code names of exercises in quotation marks."""
    for match in _PUBLICATION.finditer(text):
        yield Finding(match.start(1), match.end(1), match[1], "organization", "zh.publication", head="报")
    for match in _QUOTED_FIRM.finditer(text):
        group = 1 if match[1] else 2
        yield Finding(
            match.start(group), match.end(group), match[group], "organization", "zh.quoted", head="公司"
        )
    for match in _CODE_NAME.finditer(text):
        group = 1 if match[1] else 2
        yield Finding(match.start(group), match.end(group), match[group], "named_event", "zh.code_name")


def _reach_back(text: str, end: int, reach: int) -> int:
    """Where the name before a head begins: after the last stop word or mark within reach."""
    floor = max(0, end - reach)
    start = floor
    for stop in _STOP_AT.finditer(text, floor, end):
        start = stop.end()
    return start


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

"""Unknown bodies, facilities, towns and regions in Chinese text, by the word their name ends in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consumers.extract.entities import words_zh as zh
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.lexicon import words
from consumers.gazetteer.hit import Hit
from schemas.entity import EntityType

_HAN = "㐀-鿿"
_STOP_AT = re.compile(
    rf"(?:{'|'.join(sorted(zh.STOPS.split('|'), key=len, reverse=True))}|[^{_HAN}A-Za-z0-9·—-])"
)
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
_PUBLICATION = re.compile(r"《([^《》\n]{2,12}(?:报|新闻|周刊|杂志|观察|网|评论|邮报|月刊))》")
_REPORTING = re.compile(r"《([^《》\n]{2,12})》(?:周刊|杂志|网站|月刊|日报|报道|消息|记者|称|援引|披露|刊文)")
_FILER = re.compile(
    rf"(?:^|[\n。])([{_HAN}]{{3,8}})(?:\d{{1,2}}日(?:晚间?|早间?)?|近日|日前|昨晚|今日|)(?:在(?:港交所|上交所|深交所))?(?:发布)?公告(?:，|称|显示)"
)
"""A listed firm whose name says nothing of a company: 中集安瑞环14日晚公告."""
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
_AFTER_A_FIRM = re.compile(
    rf"{zh.TITLES}|公司|集团|表示|透露|介绍|宣布|回应|签|续签|合作|运营|开通|计划|将|已|说|称|与|和|、|，|。|：|则|等|$"
)
_TRADE_END = re.compile(rf"(?:{zh.TRADES})$")
_NOT_AFTER = {
    "市": "场民值面价盈占况委政",
    "港": "口湾元币人澳商",
    "省": "级委长",
    "州": "长级",
    "站": "在着起点台长稳出",
    "政府": "奖",
    "大学": "生",
    "学院": "派",
    "岛": "屿",
}
"""Characters that make a head the beginning of another word (市场 is a market)."""
_BY_WAY = re.compile(r"(?:公路|铁路|水运|航空)$")
"""Which of a town's crossings is meant: 黑河公路口岸."""
_GEOGRAPHIC = frozenset(("region", "city", "place"))
_WEAK_HEADS = words(
    "公司 集团 银行 政府 中心 委员会 联盟 军区 中学 小学 港 站 岛 湾 村 镇 县 市 世界杯 大赛 锦标赛 机场 基地 工厂 电站 俱乐部"
)
"""Heads of common phrases: a name only with a known name or foreign syllables before them."""


def find_bodies(sheet: Sheet) -> Iterator[Finding]:
    """Bodies, facilities and towns that end in a telling word, back to where the name must begin."""
    text = sheet.han
    for head in _HEAD.finditer(text):
        kind, reach = _KIND_OF[head[0]]
        hits = sheet.hits_in(max(0, head.start() - reach), head.end() + 1)
        reached, whole = _reach_back(text, head.start(), reach)
        start = _proper_start(hits, reached, head)
        if kind == "facility":
            start = next((hit.start for hit in hits if start <= hit.start and hit.end <= head.start()), start)
        own = text[start : head.start()]
        if not whole and start == reached and not _starts_known(hits, start):
            continue  # cut off by the reach, it may begin inside a word
        if len(own) >= 2 and _is_a_name(text, hits, start, head, kind):
            name = sheet.text[start : head.end()]
            yield Finding(start, head.end(), name, kind, "zh.head", head=head[0])
    for found in _marked(text):
        yield replace(found, name=sheet.text[found.start : found.end])


def _reach_back(text: str, end: int, reach: int) -> tuple[int, bool]:
    """Where the name before a head begins: after the last stop word or mark within reach; whether there is one."""
    floor = max(0, end - reach)
    start = floor
    for stop in _STOP_AT.finditer(text, floor, end):
        start = stop.end()
    return start, start > floor or floor == 0


def _is_a_name(text: str, hits: Sequence[Hit], start: int, head: re.Match[str], kind: EntityType) -> bool:
    own, end = text[start : head.start()], head.end()
    if own + head[0] in zh.GENERIC or _COMMON.fullmatch(own) or _is_a_state(hits, start, head):
        return False
    if text[end : end + 1] in _NOT_AFTER.get(head[0], "") or any(
        hit.start < head.start() and hit.end == end for hit in hits
    ):
        return False
    if kind in _GEOGRAPHIC and (len(own) > 6 or _names_a_place(hits, start, end)):
        return False
    named = _names_a_place(hits, start, head.start())
    if kind == "facility" and len(own) > 4 and not named:
        return False
    if head[0] in _WEAK_HEADS and not named and not all(letter in zh.FOREIGN for letter in _proper_part(own)):
        return False
    if head[0] in _PLAIN_HEADS and _is_common(hits, start, head.start(), text):
        return head[0] == "口岸" and named and _BY_WAY.search(own) is not None
    return head[0] not in _TRADES or _AFTER_A_FIRM.match(text, end) is not None


def _proper_part(own: str) -> str:
    """A name's own words without the trade at their end (叶尔加煤业 → 叶尔加)."""
    return _TRADE_END.sub("", own)


def _starts_known(hits: Sequence[Hit], start: int) -> bool:
    return any(hit.start == start for hit in hits)


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
    for match in _REPORTING.finditer(text):
        yield Finding(match.start(1), match.end(1), match[1], "organization", "zh.publication", head="报")
    for match in _QUOTED_FIRM.finditer(text):
        group = 1 if match[1] else 2
        yield Finding(
            match.start(group), match.end(group), match[group], "organization", "zh.quoted", head="公司"
        )
    for match in _FILER.finditer(text):
        yield Finding(match.start(1), match.end(1), match[1], "organization", "zh.filer", head="公司")
    for match in _CODE_NAME.finditer(text):
        group = 1 if match[1] else 2
        yield Finding(match.start(group), match.end(group), match[group], "named_event", "zh.code_name")

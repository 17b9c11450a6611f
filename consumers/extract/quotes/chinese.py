"""Quotes in Chinese newswire: X表示，…；X说：“…”；“…，”X说，“…”；据X报道，…"""

import re
from functools import cache

from consumers.extract.quotes.attribution import Attribution
from consumers.extract.quotes.chinese_source import in_segment, segment_start, subject
from consumers.extract.quotes.contents import direct_spans, draft_of
from consumers.extract.quotes.cues import load_cues
from consumers.extract.quotes.draft import Draft, Source
from consumers.extract.quotes.marks import MASK
from consumers.extract.quotes.scene import Scene, Unit

_NOT_SPEECH_BEFORE = re.compile(
    r"(?:的|未|不|没有|没|听|传|小|学|演|假|虽|如果|可以|也就是|据|(?<![周期])一|简|名|职|自|号|对|简而言之|或者|再|难|访|解|来|并不|拒绝|无法|应该|"
    r"怎么|要|想|敢|话|么|所)$"
)
_NOT_SPEECH_AFTER = re.compile(
    r"[了过为赞之呼谓号职法服不的起到得着]|明(?!年|天|确)|沉痛|深切|诚挚|衷心|热烈|欢迎|感谢|祝贺|哀悼|慰问|遗憾|关切|赞赏|敬意|谢意|满意|关注|同意|赞同|理解|失望|担忧|高兴"
)
_OPENS = re.compile(r"(?:说|道|称)?(?:记者|本报|本台|媒体|大家|《[^》]{1,12}》)?\s*[，,：:]?\s*(?=\0)")
_COLON = re.compile(r"(?:说|道|称)?(?:记者|本报|本台|媒体|大家|《[^》]{1,12}》)?\s*[，,：:]\s*(?=\S)")
_ENDS = re.compile(r"(?:道)?\s*(?:[。！？]|$)")
_AND_GOES_ON = re.compile(r"(?:道)?\s*[，,]\s*(?=\0)")
_CITED = re.compile(r"据(?!统计|悉|报道|了解|介绍)")
_CITED_AS = re.compile(r"[^，。]{0,12}?(?:报道|消息|介绍|透露|披露|称|通报|表示|公布)(?:称|，|,|：)+")
_DATA = re.compile(r"统计|数据|海关|监测")
_ADDRESSEE = re.compile(
    r"(?:有关)?(?:各方|双方|各国|国际社会|当事方|有关方面|方面|政府|当局|方)?(?:公民|游客|遊客|旅客|企业|企業|民众|民眾|同胞|侨胞|司机)?[，,：:]?"
)
_SHORTEST_BARE = 5
"""Characters of content that follows a word of speech without a comma."""


def find_chinese(scene: Scene, number: int) -> list[Draft]:
    """The quotes of one unit of the scene, in text order."""
    unit = scene.units[number]
    attributions = _attributions(scene, number)
    found: list[Draft] = []
    known = len(scene.drafts)
    for place, attribution in enumerate(attributions):
        following = attributions[place + 1] if place + 1 < len(attributions) else None
        if found and attribution.start < found[-1].content[-1][1]:
            continue
        draft = _governed(scene, number, attribution, following)
        if draft:
            found.append(draft)
            scene.drafts.append(draft)  # an elided subject further on looks for it there
    del scene.drafts[known:]
    return found or _cited(scene, unit) or _in_whose_view(scene, number)


@cache
def _cue_pattern() -> re.Pattern[str]:
    forms = sorted(load_cues("zh"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)))


def _attributions(scene: Scene, number: int) -> list[Attribution]:
    unit = scene.units[number]
    cues = load_cues("zh")
    found: list[Attribution] = []
    for match in _cue_pattern().finditer(scene.masked, unit.start, unit.end):
        start, end = match.span()
        cue = cues[match[0]][0]
        if _NOT_SPEECH_BEFORE.search(scene.masked, unit.start, start) or scene.mentions.covering(start):
            continue
        if _NOT_SPEECH_AFTER.match(scene.masked, end, unit.end):
            continue
        begin = segment_start(scene, unit.start, start)
        source = subject(scene, number, start)
        elided = source is not None and source.start < begin
        found.append(Attribution(cue, start, end, source, begin, elided=elided))
    return found


def _governed(scene: Scene, number: int, a: Attribution, following: Attribution | None) -> Draft | None:
    unit = scene.units[number]
    if a.source is None:
        a.source = subject(scene, number, a.start)  # what was elided may be known by now
    if a.source is None:
        return None
    masked = scene.masked
    trailing = _ENDS.match(masked, a.end, unit.end) or _AND_GOES_ON.match(masked, a.end, unit.end)
    if trailing:
        draft = _behind(scene, number, a)
        if draft:
            return draft
    opens = _OPENS.match(masked, a.end, unit.end)
    if opens:
        return _quoted(scene, unit, a, opens.end())
    start = _content_start(scene, unit, a)
    if start is None:
        return None
    end = _cut(unit, start, a, following)
    return draft_of(scene, a.source, (a.start, a.end), a.cue.lemma, [(start, end)], None, "forward")


def _content_start(scene: Scene, unit: Unit, a: Attribution) -> int | None:
    colon = _COLON.match(scene.masked, a.end, unit.end)
    if colon:
        return colon.end()
    rest = unit.end - a.end
    if "obj" in a.cue.takes:
        mention = scene.mentions.starting_at(a.end)
        after = mention.end if mention else a.end
        addressee = _ADDRESSEE.match(scene.masked, after, unit.end)
        return addressee.end() if addressee and rest >= _SHORTEST_BARE else None
    if a.cue.takes & {"bare", "np"} and rest >= _SHORTEST_BARE:
        return a.end
    return None


def _quoted(scene: Scene, unit: Unit, a: Attribution, start: int) -> Draft | None:
    stretch = scene.stretch_at(start)
    if stretch is None:
        return None
    cue = (a.start, a.end)
    if (
        not scene.masked[stretch.end : unit.end].strip("。！？，. ")
        or scene.text[stretch.inner_end - 1] in "。！？"
    ):
        return draft_of(scene, a.source, cue, a.cue.lemma, direct_spans(scene, stretch), "direct", "forward")
    return draft_of(scene, a.source, cue, a.cue.lemma, [(start, unit.end)], None, "forward")


def _behind(scene: Scene, number: int, a: Attribution) -> Draft | None:
    """“…，”X说。 and “…，”X说，“…”: the quotation stands before its attribution."""
    unit = scene.units[number]
    cue = (a.start, a.end)
    before = scene.stretch_ending_at(scene.end_before(a.phrase, "，, \n"))
    if before is None:
        clause = segment_start(scene, unit.start, a.phrase - 1) if a.phrase - 1 > unit.start else a.phrase
        long_enough = a.phrase - 1 - unit.start >= _SHORTEST_BARE and scene.masked[a.phrase - 1] in "，,"
        only_announces = a.cue.takes <= {"colon"}  # 发布消息: what is told stands behind, if anywhere
        if (
            only_announces
            or not long_enough
            or _AND_GOES_ON.match(scene.masked, a.end, unit.end)
            or clause < unit.start
        ):
            return None
        return draft_of(scene, a.source, cue, a.cue.lemma, [(unit.start, a.phrase - 1)], None, "trailing")
    spans = direct_spans(scene, before)
    goes_on = _AND_GOES_ON.match(scene.masked, a.end, unit.end)
    after = scene.stretch_at(goes_on.end()) if goes_on else None
    spans += direct_spans(scene, after) if after else []
    taken = any(start <= before.inner < end for d in scene.recent for start, end in d.content)
    return None if taken else draft_of(scene, a.source, cue, a.cue.lemma, spans, "direct", "trailing")


def _cut(unit: Unit, start: int, a: Attribution, following: Attribution | None) -> int:
    if following is None or following.phrase <= start or following.source is None or a.source is None:
        return unit.end
    is_same = following.source.entities == a.source.entities
    is_person = following.source.entities[0].type == "person"
    return following.phrase if following.elided or is_same or is_person else unit.end


def _in_whose_view(scene: Scene, number: int) -> list[Draft]:
    """在X看来，…: what somebody thinks."""
    unit = scene.units[number]
    view = _IN_VIEW.match(scene.masked, unit.start, unit.end)
    source = in_segment(scene, number, view.start("who"), view.end("who"), view.end("who")) if view else None
    if view is None or source is None or unit.end - view.end() < _SHORTEST_BARE:
        return []
    spans = [(view.end(), unit.end)]
    draft = draft_of(scene, source, view.span("cue"), "看来", spans, None, "forward")
    return [draft] if draft else []


_IN_VIEW = re.compile(r"(?:不过|但是|但|然而|而)?[，,]?在(?P<who>[^，。\0]{1,24})(?P<cue>看来)[，,]")


def _cited(scene: Scene, unit: Unit) -> list[Draft]:
    cited = _CITED.match(scene.masked, unit.start, unit.end)
    mention = scene.mentions.starting_at(cited.end()) if cited else None
    if cited is None or mention is None or mention.entity.type not in ("organization", "person"):
        return []
    said = _CITED_AS.match(scene.masked, mention.end, unit.end)
    if said is None or _DATA.search(scene.masked, mention.start, said.end()):
        return []
    source = Source(mention.start, mention.end, mention.entities)
    stretch = scene.stretch_at(said.end())
    spans = [(said.end(), unit.end)]
    draft = draft_of(scene, source, (cited.start(), cited.end()), "据", spans, None, "cited")
    return [draft] if draft and not (stretch and MASK not in scene.masked) else []

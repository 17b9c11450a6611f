"""Who says it, by Chinese syntax: the segment between the last comma and the word of speech."""

import re

from consumers.extract.mentions import Mention
from consumers.extract.quotes.draft import Source
from consumers.extract.quotes.scene import Scene
from consumers.extract.quotes.speakers import NOMINALS, PERSON, PRONOUNS, antecedent, with_partner

_SEGMENT_ENDS = "，,。！？；;：:\n\0"
_GOVERNING = re.compile(r"(?:同(?!行|事|学|胞|样)|[与跟对向应给被就])(?!时|方)|针对|关于|会见|邀请")
_ADVERBS = re.compile(
    r"(?:并|还|也|又|则|亦|同时|此外|另外|进一步|随后|此前|之后|日前|近日|当天|今天|昨天|当日|\d+日|\d+月|再次|多次|一再|曾|"
    r"明确|公开|对此|已|在此间|会上|会后|其中|一致|共同|今日|昨日|上午|下午|晚|答问时|在回答提问时|并且|最后|最近)*$"
)
_BODY_TAIL = re.compile(
    r"》?(?:(?:援引|引述|引用)[^，。]{0,24}$|(?:常驻)?(?:联合国)?代表$|(?!.*(?:专家|学者|媒体|企业|公司|网友|记者|人士|市民|消息|业内|分析|司机|学生|商人|代表|居民|游客|士兵|商户|数据|公民|厂商|船只|"
    r"研究员|教授|主任|总裁|经理|董事|院长|博士|参赞|总领事|州长|秘书长|会长|主编|工程师))[^，。]{0,26}$)"
)
"""What may stand between a body that speaks and its word of speech: when, where, its spokesman; not its experts,
nor somebody with a title whose name is not known."""

_REFERRING = tuple(
    tuple(sorted(table.items(), key=lambda pair: -len(pair[0]))) for table in (PRONOUNS["zh"], NOMINALS["zh"])
)
"""Pronouns and nouns that refer to somebody, the longest first."""

_JOINT = ("和", "与", "同", "、")
_LONGEST_SEGMENT = 160
"""Characters; a clause without a comma is no longer, and every word of speech looks at all of its own."""
_LONGEST_LOOK_BACK = 2
"""Segments before the word of speech's own in which its subject may stand ("王毅在会上，就…，表示")."""


def subject(scene: Scene, number: int, cue_start: int) -> Source | None:
    """The source of a word of speech; None where it has no name."""
    unit = scene.units[number]
    end = cue_start
    for _ in range(_LONGEST_LOOK_BACK + 1):
        begin = segment_start(scene, unit.start, end)
        found = in_segment(scene, number, begin, end, cue_start)
        if found:
            return found
        rest = scene.masked[begin:end].strip()
        if (
            rest
            and not _ADVERBS.fullmatch(rest)
            and not rest.startswith(("在", "就", "谈及", "谈到", "针对"))
        ):
            return None
        if begin <= unit.start or scene.masked[begin - 1] not in "，,":
            break
        end = begin - 1
    own = scene.masked[segment_start(scene, unit.start, cue_start) : cue_start].strip()
    if _ADVERBS.fullmatch(own):
        return _elided(scene, number)
    return None


def segment_start(scene: Scene, unit_start: int, position: int) -> int:
    """Where the segment between commas begins."""
    floor = max(unit_start, position - _LONGEST_SEGMENT)
    while position > floor and scene.masked[position - 1] not in _SEGMENT_ENDS:
        position -= 1
    return position


def in_segment(scene: Scene, number: int, begin: int, end: int, cue_start: int) -> Source | None:
    """Who is named, or meant by a pronoun, between two commas."""
    mentions = scene.mentions.within(begin, end)
    segment = scene.masked[begin:end]
    people = [m for m in mentions if m.is_person and not _GOVERNING.search(scene.masked[begin : m.start])]
    if people:
        last = people[0]
        for other in people[1:]:
            if scene.text[last.end : other.start] not in _JOINT:
                break
            last = other
        return Source(people[0].start, last.end, with_partner(scene, last, _JOINT))
    for mention in mentions:
        before = scene.masked[begin : mention.start]
        if mention.is_person or _GOVERNING.search(before) or before.endswith("在"):
            continue
        if _speaks(scene, mention, mentions, end):
            return Source(mention.start, mention.end, mention.entities)
    for table in _REFERRING:
        for word, kind in table:
            place = segment.find(word)
            if place >= 0 and _BODY_TAIL.match(segment[place + len(word) :]):
                if kind == PERSON and word == "专家":
                    return None
                entities = antecedent(scene, number, begin + place, kind, word)
                return Source(begin + place, begin + place + len(word), entities) if entities else None
    return None


def _speaks(scene: Scene, mention: Mention, mentions: list[Mention], end: int) -> bool:
    """Whether a body or country is itself the subject, not a part of "Chinese experts"."""
    later = [m for m in mentions if m.start >= mention.end]
    tail = scene.masked[mention.end : end].partition("在")[0]
    if later and not re.match(r"(?:\d+日)?在|就", tail):
        return False
    return _BODY_TAIL.match(tail) is not None


def _elided(scene: Scene, number: int) -> Source | None:
    unit = scene.units[number]
    before = scene.units[number - 1] if number else unit
    for draft in reversed(scene.recent):
        if draft.source.start >= before.start or draft.content[-1][1] >= before.start:
            return Source(draft.source.start, draft.source.end, draft.source.entities)
        break
    return None

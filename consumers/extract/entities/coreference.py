"""Words that stand for an entity named before: "he", "the ministry", «ведомство», 该公司."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from consumers.extract.entities.draft import Draft, Sheet
from consumers.extract.entities.words_ru import SPEECH
from consumers.extract.lexicon import words

_PERSON = {
    "en": re.compile(r"\b([Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er)\b"),
    "ru": re.compile(r"(?<!\w)([Оо]н|[Оо]на|[Ее]го|[Ее]му|[Ии]м|[Ее]ё|[Ее]й)(?!\w)"),
    "zh": re.compile(r"(?<![其吉])([他她])(?!们|人|国)"),
}
_OTHER_SEX = dict.fromkeys(words("she her она её ей 她"), False) | dict.fromkeys(
    words("he him his он его ему им"), True
)
"""What `female` may not be of whom a pronoun means."""
_SAYS = re.compile(rf"(?<!\w){SPEECH}(?:[ \xa0][^,.;:\n]{{1,60}})?[ \xa0]$")
_SAYS_REACH = 90
_REACH = 600
"""Characters back to whom a pronoun means."""
_BODY = {
    "en": re.compile(
        r"\b[Tt]he (ministry|company|firm|bank|agency|carrier|committee|commission|council|university|institute|association|"
        r"corporation|group|lender|regulator|department|administration|institution|academy)\b(?! of\b)"
    ),
    "ru": re.compile(
        r"(?<![\w-])((?i:(?:в )?(?:(?:министерств|ведомств|агентств)(?:о|а|у|ом|е)|(?:компани|ассоциаци|корпораци|госкорпораци)(?:я|и|ю|ей)|"
        r"(?:банк|регулятор|холдинг|университет)(?:а|у|ом|е)?)))(?![\w-]| [«А-ЯЁA-Z])",
    ),
    "zh": re.compile(r"(该公司|该部|该行|该银行|该集团|该机构|该协会|该校|该局|该委员会|该院|该所)"),
}


_OF_A_COUNTRY = re.compile(r"(?:ск|ецк)(?:ий|ая|ое|ого|ой|ому|ую|им|ом) $")
"""«китайская компания»: one not named before."""

_ANY_FIRM = re.compile(r"company|firm|group|corporation|carrier|компани|корпораци|холдинг|该公司|该集团")
"""Words for a firm whose name does not tell what it is."""


def add_coreference(sheet: Sheet) -> None:
    """Mark pronouns with the last person named before, descriptions with the last body that fits."""
    rules = sheet.reading.rules
    if rules is None:
        return
    people = _in_order(sheet, ("person",))
    for match in _PERSON[rules].finditer(sheet.text, sheet.reading.title_end):
        draft = _antecedent(sheet, people, match.start(1), match[1].lower())
        if draft is not None:
            draft.coreferent.append(match.span(1))
            insort(people, (match.start(1), draft), key=_place)
    _add_offices(sheet, rules)
    bodies = _in_order(sheet, ("organization",))
    for match in _BODY[rules].finditer(sheet.text, sheet.reading.title_end):
        if not sheet.free(*match.span()) or _OF_A_COUNTRY.search(
            sheet.text, max(0, match.start() - 8), match.start()
        ):
            continue
        draft = _body(bodies, match.start(), match[1].lower())
        if draft is not None:
            draft.coreferent.append(match.span())


def _add_offices(sheet: Sheet, rules: str) -> None:
    """Mark "the minister" with the one person named before whose office it is."""
    pattern = _OFFICE.get(rules)
    if pattern is None:
        return
    people = _in_order(sheet, ("person",))
    for match in pattern.finditer(sheet.text, sheet.reading.title_end):
        if not sheet.free(*match.span()):
            continue
        held = match[1].lower()
        holders = {
            id(draft): draft
            for start, draft in people
            if start < match.start()
            and any(_holds(role.title.lower(), held) for role in draft.roles if role.current is not False)
        }
        if len(holders) == 1:
            holders.popitem()[1].coreferent.append(match.span())


def _holds(title: str, office: str) -> bool:
    """Whether a title is that office, rather than a deputy's or an aide's to it."""
    own = title.split(" of ")[0].split(" to ")[0]
    return re.search(rf"(?<![\w-]){re.escape(office)}(?![\w-])", own) is not None and not _UNDER.search(own)


_UNDER = re.compile(r"deputy|vice|assistant|aide|first lady|заместител|помощник|советник|зам")
_OFFICE = {
    "en": re.compile(
        r"\b[Tt]he ((?i:minister|premier|prime minister|governor|ambassador|envoy|mayor|chairman|speaker|foreign minister|president))\b(?!-| (?:of|for|to|in|at)\b| [A-Z]|['’]s)"
    ),
    "ru": re.compile(
        r"(?<![\w-])((?i:министр|премьер-министр|губернатор|посол|спикер|мэр|вице-премьер|президент))"
        r"(?=[ \xa0](?:также |затем |по окончании )?(?:[а-яё]+(?:ил|ал|ел|ыл|ул|ил|ила|ала|ела|ился|ался|елся|илась|алась)(?!\w)|посетит|прибудет|проведёт|проведет|встретится|примет|направится|выступит|находится|планирует|намерен))"
    ),
}
"""Offices that stand for who holds them."""


def _in_order(sheet: Sheet, types: Sequence[str]) -> list[tuple[int, Draft]]:
    named = (
        (start, draft)
        for draft in sheet.drafts
        if draft.type in types
        for start, _ in (*draft.mentions, *draft.coreferent)
    )
    return sorted(named, key=_place)


def _place(mention: tuple[int, Draft]) -> int:
    return mention[0]


def _antecedent(sheet: Sheet, people: list[tuple[int, Draft]], place: int, pronoun: str) -> Draft | None:
    """Whom a pronoun means: somebody named before it in its sentence, else the subject of the last sentence that names anybody
    ("Li met Putin. He also …"): who is told to speak («…, сообщил Песков»), or the first one named there."""
    fitting = [
        (start, draft)
        for start, draft in people[: bisect_left(people, place, key=_place)]
        if place - start < _REACH and (draft.female is None or draft.female is not _OTHER_SEX.get(pronoun))
    ]
    if not fitting:
        return None
    last = fitting[-1]
    begins = sheet.reading.sentence_start(last[0])
    if begins == sheet.reading.sentence_start(place):
        return last[1]
    there = [(start, draft) for start, draft in fitting if start >= begins]
    speaks = [
        draft for start, draft in there if _SAYS.search(sheet.text, max(begins, start - _SAYS_REACH), start)
    ]
    return speaks[0] if speaks else there[0][1]


def _body(bodies: list[tuple[int, Draft]], place: int, words: str) -> Draft | None:
    before = [draft for start, draft in bodies if start < place]
    if not before:
        return None
    for draft in reversed(before):
        if draft.head and (draft.head.lower() in words or words.removeprefix("в ")[:6] in draft.head.lower()):
            return draft
        if any(word in draft.name.lower() for word in words.split() if len(word) > 3):
            return draft
    return before[-1] if before[-1].head in ("", "company", "компания") and _ANY_FIRM.search(words) else None

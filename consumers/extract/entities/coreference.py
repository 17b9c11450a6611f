"""Words that stand for an entity named before: "he", "the ministry", «ведомство», 该公司."""

import re
from collections.abc import Sequence

from consumers.extract.entities.draft import Draft, Sheet
from consumers.extract.lexicon import words

_PERSON = {
    "en": re.compile(r"\b([Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er)\b"),
    "ru": re.compile(r"(?<!\w)([Оо]н|[Оо]на|[Ее]го|[Ее]му|[Ии]м|[Ее]ё|[Ее]й)(?!\w)"),
    "zh": re.compile(r"(?<![其吉])([他她])(?!们|人|国)"),
}
_WOMAN = words("she her она её ей 她")
_MAN = words("he him his он его ему им")
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
        draft = _antecedent(people, match.start(1), match[1].lower())
        if draft is not None:
            draft.coreferent.append(match.span(1))
    bodies = _in_order(sheet, ("organization",))
    for match in _BODY[rules].finditer(sheet.text, sheet.reading.title_end):
        if not sheet.free(*match.span()) or _OF_A_COUNTRY.search(
            sheet.text, max(0, match.start() - 8), match.start()
        ):
            continue
        draft = _body(bodies, match.start(), match[1].lower())
        if draft is not None:
            draft.coreferent.append(match.span())


def _in_order(sheet: Sheet, types: Sequence[str]) -> list[tuple[int, Draft]]:
    named = ((start, draft) for draft in sheet.drafts if draft.type in types for start, _ in draft.mentions)
    return sorted(named, key=lambda mention: mention[0])


def _antecedent(people: list[tuple[int, Draft]], place: int, pronoun: str) -> Draft | None:
    for start, draft in reversed(people):
        if start < place and place - start < 600:
            if (pronoun in _WOMAN and draft.female is False) or (pronoun in _MAN and draft.female is True):
                continue
            return draft
    return None


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

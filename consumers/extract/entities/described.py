"""People called by office and state instead of by name: "the Russian president", «помощник президента РФ», 俄总统.

An office belongs to a *class*, so that a person whose role the text tells in other words, or another language, is found.
A head of state may also be known by name alone; of the others some role must have been told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consumers.extract.entities.draft import Draft, Sheet

HEAD = "head"
_CLASSES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "deputy": r"(?:deputy|vice) (?:prime minister|premier|minister|foreign minister|president|chair\w*)",
        "foreign": r"foreign minister|top diplomat|foreign affairs minister|minister of foreign affairs|foreign secretary",
        "defence": r"defen[cs]e (?:minister|chief|secretary)",
        "premier": r"prime minister|premier",
        "aide": r"(?:presidential |kremlin )?(?:aide|adviser|advisor)",
        "envoy": r"ambassador|special envoy|envoy",
        "spokesperson": r"(?:\w+ )?(?:spokes(?:man|woman|person)|press secretary)",
        HEAD: r"president|leader|head of state",
    },
    "ru": {
        "deputy": r"вице-премьер\w*|замминистр\w*|заместител\w+ (?:министр|председател|премьер)\w*|зампред\w*",
        "foreign": r"министр\w* иностранных дел|глав(?:а|ы|е|у|ой) мид|глав(?:а|ы|е|у|ой) внешнеполитического ведомства",
        "defence": r"министр\w* обороны|глав(?:а|ы|е|у|ой) (?:минобороны|оборонного ведомства)",
        "premier": r"премьер(?:-министр)?(?:а|у|ом|е)?|глав(?:а|ы|е|у|ой) (?:правительства|кабмина)|председател\w+ правительства",
        "aide": r"(?:помощник|советник)(?:а|у|ом|е)?(?: президента| главы государства)?",
        "envoy": r"(?:чрезвычайный и полномочный )?пос(?:ол|ла|лу|лом|ле)|спецпосланник\w*",
        "spokesperson": r"пресс-секретар\w+(?: президента)?|(?:официальн\w+ )?представител(?:ь|я|ю|ем|ьница|ьницы)",
        HEAD: r"президент(?:а|у|ом|е)?|лидер(?:а|у|ом|е)?|глав(?:а|ы|е|у|ой) государства|председател(?:ь|я|ю|ем|е)",
    },
    "zh": {
        "deputy": r"副总理|副主席|副外长|副部长",
        "foreign": r"外长|外交部长",
        "defence": r"防长|国防部长",
        "premier": r"总理",
        "aide": r"总统助理|总统顾问",
        "envoy": r"大使|特使",
        "spokesperson": r"(?:[\u4e00-\u9fff]{2,6})?发言人",
        HEAD: r"总统|国家主席|主席|领导人|国家元首",
    },
}  # fmt: skip
_FORMER = re.compile(r"\b(?:former|ex|late)\b|экс-|бывш|前")
_LOOK_BACK = 2_500
"""Characters back to where the person was named last."""


@dataclass(frozen=True, slots=True)
class _Office:
    start: int
    end: int
    kind: str
    country: str


def add_described(sheet: Sheet) -> None:
    """Mark where persons named elsewhere in the text are called by an office of their state."""
    language = sheet.reading.rules
    if language is None:
        return
    people = [draft for draft in sheet.drafts if draft.type == "person" and draft.country]
    if not people:
        return
    kinds = {id(draft): _kinds_of(draft) for draft in people}
    names = sorted(mention for draft in people for mention in draft.mentions)
    for office in _offices(sheet, language):
        if _stands_at_a_name(sheet.text, office, names):
            continue
        holder = _holder(office, people, kinds)
        if holder is not None:
            holder.coreferent.append((office.start, office.end))


def _kinds_of(draft: Draft) -> frozenset[str]:
    """The classes of the offices the text says a person holds."""
    return frozenset(
        kind
        for role in draft.roles
        for classes in _CLASSES.values()
        if (kind := _first_kind(role.title.lower(), classes)) is not None
    )


def _first_kind(title: str, classes: Mapping[str, str]) -> str | None:
    return next((kind for kind, words in classes.items() if re.search(rf"(?<!\w)(?:{words})", title)), None)


def _offices(sheet: Sheet, language: str) -> Iterator[_Office]:
    """Offices beside a state or a body of one, in text order, none overlapping the last."""
    owners = sorted(
        (start, end, draft.country)
        for draft in sheet.drafts
        if draft.country and draft.type in ("country", "organization")
        for start, end in draft.mentions
    )
    last = 0
    for start, end, country in owners:
        found = _beside(sheet.text, language, start, end, country)
        if found is not None and found.start >= last:
            last = found.end
            yield found


def _beside(text: str, language: str, start: int, end: int, country: str) -> _Office | None:
    behind, before = _PATTERNS[language]
    for kind, pattern in behind.items():
        match = pattern.match(text, end)
        if match:
            return _Office(start, match.end(), kind, country)
    for kind, pattern in before.items():
        match = pattern.search(text, max(0, start - 60), start)
        if match:
            return _Office(match.start(), end, kind, country)
    return None


def _patterns(language: str) -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    """Offices right behind a state's name, and right before it."""
    classes = _CLASSES[language]
    match language:
        case "en":
            behind = {
                k: re.compile(rf"(?:['’]s)? (?:{w})(?![\w-])", re.IGNORECASE) for k, w in classes.items()
            }
            before = {
                k: re.compile(rf"(?<![\w-])(?:{w}) of (?:the )?$", re.IGNORECASE) for k, w in classes.items()
            }
        case "ru":
            behind = {
                k: re.compile(rf"(?<=[йяеёюим])[ \xa0](?:{w})(?![\w-])", re.IGNORECASE)
                for k, w in classes.items()
            }
            before = {k: re.compile(rf"(?<![\w-])(?:{w})[ \xa0]$", re.IGNORECASE) for k, w in classes.items()}
        case _:
            behind = {k: re.compile(rf"(?:{w})") for k, w in classes.items()}
            before = {}
    return behind, before  # fmt: skip


_PATTERNS = {language: _patterns(language) for language in _CLASSES}
_NAME_BEHIND = re.compile(
    r",? (?:Mr\.? |Ms\.? )?[A-ZА-ЯЁ][\w’'-]+(?= [A-ZА-ЯЁ]| (?:said|told|will|has)\b|\W|$)"
)


def _stands_at_a_name(text: str, office: _Office, names: Sequence[tuple[int, int]]) -> bool:
    """Whether the office stands beside its holder's name, or is a former one."""
    if _FORMER.search(text, max(0, office.start - 8), office.start):
        return True
    return any(
        (0 <= start - office.end <= 2 and not text[office.end : start].strip(" \xa0,·"))
        or (0 <= office.start - end <= 6 and text[end : office.start].strip() in (",", ", the", "，"))
        for start, end in names
    ) or bool(_NAME_BEHIND.match(text, office.end))


def _holder(office: _Office, people: Sequence[Draft], kinds: Mapping[int, frozenset[str]]) -> Draft | None:
    """The last person of the state named before who holds such an office; of a head of state also one whose office nothing tells."""
    earlier = [
        (max(start for start, _ in mentions), draft)
        for draft in people
        if draft.country == office.country
        and (mentions := [m for m in draft.mentions if office.start - _LOOK_BACK <= m[0] < office.start])
    ]
    earlier.sort(key=lambda found: found[0], reverse=True)
    for _, draft in earlier:
        if office.kind in kinds[id(draft)]:
            return draft
    if office.kind != HEAD:
        return None
    unknown = [draft for _, draft in earlier if not kinds[id(draft)]]
    return unknown[0] if len(unknown) == 1 else None

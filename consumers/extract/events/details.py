"""What is told of a visit or an agreement beside who, when and where: a visit's form, an agreement's name and force."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from consumers.extract.events.triggers import Trigger
from consumers.extract.reading import RulesLanguage
from schemas.event import AgreementForce, VisitForm

_Kind = TypeVar("_Kind", VisitForm, AgreementForce)

_LONGEST_NAME = 100
"""Characters; what is longer goes on about something else."""

_FORMS: dict[str, tuple[tuple[VisitForm, str], ...]] = {
    "en": (
        ("state", r"\bstate visit"),
        ("official", r"\bofficial (?:[\w-]+ ){0,2}?(?:visit|trip)"),
        ("working", r"\bworking (?:[\w-]+ ){0,2}?(?:visit|trip)"),
        ("friendly", r"\b(?:goodwill|friendly) (?:[\w-]+ ){0,2}?visit"),
        ("private", r"\b(?:private|unofficial) (?:[\w-]+ ){0,2}?(?:visit|trip)"),
    ),
    "ru": (
        ("state", r"(?<!\w)государственн\w+ визит"),
        ("official", r"(?<!\w)официальн\w+ (?:[\w-]+ ){0,2}?(?:визит|поездк)"),
        ("working", r"(?<!\w)(?:рабоч|делов)\w+ (?:[\w-]+ ){0,2}?(?:визит|поездк)"),
        ("friendly", r"(?<!\w)(?:дружеск|дружественн)\w+ (?:[\w-]+ ){0,2}?визит"),
        ("private", r"(?<!\w)(?:частн|неофициальн)\w+ (?:[\w-]+ ){0,2}?(?:визит|поездк)"),
    ),
    "zh": (
        ("state", r"国事访问|國事訪問"),
        ("official", r"(?<!非)正式访问|(?<!非)正式訪問"),
        ("working", r"工作访问|工作訪問"),
        ("friendly", r"友好访问|友好訪問"),
        ("private", r"私人访问|非正式访问"),
    ),
}  # fmt: skip
_FORCES: dict[str, tuple[tuple[AgreementForce, str], ...]] = {
    "en": (
        ("in_force", r"\b(?:comes?|came|enter(?:s|ed)?|takes?|took) (?:into (?:force|effect)|effect)\b|\bin force\b"),
        ("initialled", r"\binitiall?ed\b"),
        ("ratified", r"\bratif(?:y|ies|ied)\b"),
        ("extended", r"\b(?:extend|prolong|renew)(?:s|ed)?\b"),
        ("terminated", r"\b(?:terminat|annul|denounc|scrapp)\w+\b|\bwithdr[ae]w\w* from\b"),
        ("expired", r"\b(?:expire|lapse)[sd]?\b"),
    ),
    "ru": (
        ("in_force", r"(?<!\w)(?:вступ\w+ в силу|действует)"),
        ("initialled", r"(?<!\w)парафир"),
        ("ratified", r"(?<!\w)ратифиц"),
        ("extended", r"(?<!\w)(?:продл|пролонгир)"),
        ("terminated", r"(?<!\w)(?:расторг|денонсир|прекратил\w* действие)"),
        ("expired", r"(?<!\w)(?:истек|ист[её]к)"),
    ),
    "zh": (
        ("in_force", r"生效"),
        ("initialled", r"草签|草簽"),
        ("ratified", r"批准"),
        ("extended", r"延期|延长|延長|续签|續簽|续约"),
        ("terminated", r"终止|廢止|废止|解除|退出"),
        ("expired", r"到期|期满"),
    ),
}  # fmt: skip
_NAMES = {
    "en": re.compile(
        r"\b(?:agreement|memorandum(?: of understanding)?|protocol|contract|treaty|pact|declaration|joint statement|road ?map|plan|programme|program|accord|deal)s? "
        r"(?:on|for|about) (?!(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)\b)"
        r"[^,.;:()—“”\"]+?(?=,|[.;:()—“”\"]| (?:with|between|worth|valued|during|after|as|which|that|at|while|under|by|when|in (?=[a-z]+ on )|on (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b|$)"
    ),
    "ru": re.compile(
        r"(?<!\w)(?:соглашени|меморандум|протокол|контракт|договор|деклараци|заявлени|план|программ|дорожн\w+ карт)\w* (?:о|об|по|на) [^,.;:()—«»]+?"
        r"(?=[,.;:()—]| (?:с|со|между|на сумму|стоимостью|в ходе|во время|после|до \d|сроком|которы\w+|в (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье))(?!\w)|$)"
    ),
    "zh": re.compile(r"《[^《》\n]{2,60}》|(?:(?<=签署了)|(?<=签订了)|(?<=达成了)|(?<=签署)(?!了)|(?<=签订)(?!了)|(?<=草签)(?!了))[^，。；：《》\n]{2,30}?(?:协定|协议|备忘录|议定书|合同|条约|声明)|关于[^，。；：《》\n]{2,40}?的?(?:协定|协议|备忘录|议定书|合同|条约|声明)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Details:
    """Of a visit its form, of an agreement its force (where more than its being signed is told) and the stretch that names it."""

    form: VisitForm | None = None
    force: AgreementForce | None = None
    name: tuple[int, int] | None = None


NOTHING = Details()


def details_of(
    language: RulesLanguage, folded: str, trigger: Trigger, sentence: tuple[int, int], clause: tuple[int, int]
) -> Details:
    """What a lower-case text tells of the event at a trigger, in its clause; a visit's form and a name may stand anywhere in its
    sentence."""
    if trigger.type == "visit":
        forms = _FORMS[language]
        return Details(form=_first(forms, folded, clause) or _first(forms, folded, sentence))
    if trigger.type != "agreement":
        return NOTHING
    return Details(
        force=_first(_FORCES[language], folded, clause), name=_name(language, folded, trigger, sentence)
    )


def _first(rows: Sequence[tuple[_Kind, str]], folded: str, stretch: tuple[int, int]) -> _Kind | None:
    return next((kind for kind, words in rows if _compiled(words).search(folded, *stretch)), None)


_compiled = cache(re.compile)


def _name(
    language: RulesLanguage, folded: str, trigger: Trigger, sentence: tuple[int, int]
) -> tuple[int, int] | None:
    """The name that ends nearest behind the trigger, or else begins nearest before it."""
    named = [
        match.span()
        for match in _NAMES[language].finditer(folded, *sentence)
        if match.end() - match.start() <= _LONGEST_NAME
    ]
    behind = [span for span in named if span[1] > trigger.start]
    return behind[0] if behind else named[-1] if named else None

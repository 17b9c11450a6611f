"""The names of bodies, places and events: leading adjectives and the first noun decline, the rest stays."""

import re

from consumers.gazetteer.declension.words import (
    FEMININE_IN_N,
    Cases,
    decline_adjective,
    decline_noun,
    is_adjective,
)

FIXED: dict[str, tuple[str, ...]] = {
    "МИД": ("МИДа", "МИДу", "МИДом", "МИДе"),
    "ВЭФ": ("ВЭФа", "ВЭФу", "ВЭФом", "ВЭФе"),
    "ПМЭФ": ("ПМЭФа", "ПМЭФу", "ПМЭФом", "ПМЭФе"),
    "БАМ": ("БАМа", "БАМу", "БАМом", "БАМе"),
    "Пояс и путь": ("Пояса и пути", "Поясу и пути", "Поясом и путём"),
    "Один пояс, один путь": ("Одного пояса, одного пути",),
    "Газпром нефть": ("Газпром нефти", "Газпром нефтью"),
    "РИА Новости": ("РИА Новостей", "РИА Новостям", "РИА Новостями", "РИА Новостях"),
    "остров Русский": ("острова Русского", "острову Русскому", "островом Русским", "острове Русском"),
    "Петропавловск-Камчатский": (
        "Петропавловска-Камчатского", "Петропавловску-Камчатскому", "Петропавловском-Камчатским",
        "Петропавловске-Камчатском",
    ),
    "День Победы": ("Дня Победы", "Дню Победы", "Днём Победы", "Дне Победы"),
    "Первый канал": ("Первого канала", "Первому каналу", "Первым каналом", "Первом канале"),
    "Минпросвещения": (), "Минэкономразвития": (), "Минвостокразвития": (), "Минкультуры": (), "Минобороны": (),
    "Минприроды": (), "Минцифры": (), "Минобрнауки": (), "Минэнерго": (), "Иваново": (), "Того": (), "минобороны": (),
    "ЧВК Вагнера": (), "Газпром экспорт": (), "Ямал СПГ": ("Ямала СПГ", "Ямале СПГ"), "Арктик СПГ-2": (),
    "Арктик СПГ 2": (), "Арктик СПГ-1": (), "Интер РАО": (), "Россия 24": (), "Россия 1": (), "Почта России": (
        "Почты России", "Почте России", "Почту России", "Почтой России"),
    "Берингов пролив": ("Берингова пролива", "Берингову проливу", "Беринговым проливом", "Беринговом проливе"),
    "Берингово море": ("Берингова моря", "Берингову морю", "Беринговым морем", "Беринговом море"),
    "Баренцево море": ("Баренцева моря", "Баренцеву морю", "Баренцевым морем", "Баренцевом море"),
    "зимние Олимпийские игры": ("зимних Олимпийских игр", "зимним Олимпийским играм", "зимних Олимпийских играх"),
    "зимние Азиатские игры": ("зимних Азиатских игр", "зимним Азиатским играм", "зимних Азиатских играх"),
    "Две сессии": ("Двух сессий",),
}  # fmt: skip
"""Names the templates would get wrong; an empty tuple: it does not decline."""

_NUMBERED = re.compile(r"(.+?)(-\d+)$")
_CYRILLIC_END = re.compile(r"[а-яё]$")
_ACRONYM = re.compile(r"[А-ЯЁA-Z0-9+.&/-]{2,}$")


def decline_phrase(name: str) -> tuple[str, ...]:
    """The other case forms of a name, without repeats; empty where it does not decline."""
    if name in FIXED:
        return FIXED[name]
    if name.startswith("МИД "):
        return tuple(form + name[len("МИД") :] for form in FIXED["МИД"])
    opening = "«" if name.startswith("«") and name.endswith("»") else ""
    words = name.strip("«»").split(" ") if opening else name.split(" ")
    declined = _head(words)
    if declined is None:
        return ()
    head, length = declined
    rest = words[length:]
    closing = "»" if opening else ""
    forms = [opening + " ".join([*head_case, *rest]) + closing for head_case in head]
    if name.endswith("нь") and " " not in name and name not in FEMININE_IN_N:
        forms += [name[:-1] + ending for ending in ("я", "ю", "ем", "е")]
    return tuple(dict.fromkeys(form for form in forms if form != name))


def _head(words: list[str]) -> tuple[list[list[str]], int] | None:
    """The declined head (five cases, each a list of words) and how many words it takes."""
    length = 0
    while length < len(words) and is_adjective(words[length]):
        length += 1
    cases = [decline_adjective(word) for word in words[:length]]
    if length < len(words):
        noun = _noun(words[length])
        if noun is None and not length:
            return None
        cases.append(noun or Cases(*[words[length]] * 5))
    return [list(group) for group in zip(*cases, strict=True)], len(cases)


def _noun(word: str) -> Cases | None:
    """A noun's cases; of a hyphenated one the last part declines (before "-на-" the first)."""
    numbered = _NUMBERED.match(word)
    if numbered:
        return _with(decline_noun(numbered[1]), "", numbered[2])
    if _ACRONYM.match(word) or not _CYRILLIC_END.search(word):
        return None
    first, joint, after = word.partition("-на-")
    if joint:
        return _with(decline_noun(first), "", joint + after)
    before, hyphen, last = word.rpartition("-")
    return _with(decline_noun(last), before + hyphen, "")


def _with(cases: Cases | None, before: str, after: str) -> Cases | None:
    return cases and Cases(*(before + case + after for case in cases))

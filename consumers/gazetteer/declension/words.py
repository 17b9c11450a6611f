"""One Russian word → its oblique cases in the singular (or the plural, for words that have only that)."""

from typing import NamedTuple


class Cases(NamedTuple):
    """The five oblique cases."""

    genitive: str
    dative: str
    accusative: str
    instrumental: str
    prepositional: str


HUSHERS = "жшщч"
VELARS = "гкх"

MASCULINE_SOFT = frozenset(
    ("Кремль", "Ярославль", "Ставрополь", "Севастополь", "Симферополь", "Мариуполь", "Брюссель", "Израиль", "Анадырь",
     "фестиваль", "кинофестиваль")
)  # fmt: skip
"""Words in -ь that are masculine; the others are taken to be feminine."""

ZERO_GENITIVE = {
    "Филиппины": "Филиппин", "Мальдивы": "Мальдив", "Сейшелы": "Сейшел", "Багамы": "Багам", "Афины": "Афин",
    "Чебоксары": "Чебоксар", "Курилы": "Курил", "Балканы": "Балкан", "силы": "сил", "Силы": "Сил", "игры": "игр",
    "дороги": "дорог", "линии": "линий", "авиалинии": "авиалиний", "Годы": "Годов", "Игры": "Игр", "Сессии": "Сессий",
    "сессии": "сессий", "острова": "островов", "Острова": "Островов", "соглашения": "соглашений", "отношения": "отношений",
    "Известия": "Известий", "Ведомости": "Ведомостей", "Новости": "Новостей", "Дети": "Детей", "Гавайи": "Гавайев",
    "Челны": "Челнов",
}  # fmt: skip
"""Words that have only a plural, with its genitive."""

FEMININE_IN_N = frozenset(
    ("Казань", "Рязань", "Тюмень", "Астрахань", "Сызрань", "Кубань", "Сычуань", "Юньнань", "Аргунь")
)
"""Words in -нь that are feminine alone; Chinese place names in -нь are met in both genders."""

FLEETING = {"Павел": "Павл", "Лев": "Льв", "Пётр": "Петр", "турок": "турк", "Орёл": "Орл"}
"""Words whose last vowel goes, or changes, before an ending."""

SECOND_LOCATIVE = {"Крым": "Крыму"}

INDECLINABLE_ENDINGS = "оеиуюыэ"


def decline_noun(word: str, *, animate: bool = False) -> Cases | None:
    """A noun's cases by its ending; None where it does not decline."""
    if word in ZERO_GENITIVE:
        return _only_plural(word, ZERO_GENITIVE[word])
    if len(word) < 2 or (word[-1] in INDECLINABLE_ENDINGS and not _is_neuter(word)):
        return _only_plural(word, word[:-1] + "ов") if word.endswith(("ты", "нды", "ды")) else None
    if word.endswith("а"):
        return _in_a(word[:-1])
    if word.endswith("я"):
        return _in_ya(word[:-1])
    if word.endswith(("о", "е")):
        return _neuter(word)
    if word.endswith("ь") and word not in MASCULINE_SOFT and not animate:
        stem = word[:-1]
        return Cases(stem + "и", stem + "и", word, stem + "ью", stem + "и")
    return _masculine(word, animate)


def _is_neuter(word: str) -> bool:
    return word.endswith(
        ("ство", "ние", "ье", "тие", "ово", "ево", "ёво", "ино", "море", "поле", "ведомство")
    )


def _masculine(word: str, animate: bool) -> Cases:
    if word.endswith(("й", "ь")):
        stem, locative = word[:-1], "и" if word.endswith("ий") else "е"
        genitive = stem + "я"
        return Cases(genitive, stem + "ю", genitive if animate else word, stem + "ем", stem + locative)
    stem = FLEETING.get(word, word)
    if word.endswith("ец") and len(word) > 4:
        stem = word[:-2] + ("йц" if word[-3] in "аеиоу" else "ц")
    instrumental = "ем" if stem[-1] in HUSHERS + "ц" else "ом"
    genitive = stem + "а"
    return Cases(
        genitive,
        stem + "у",
        genitive if animate else word,
        stem + instrumental,
        SECOND_LOCATIVE.get(word, stem + "е"),
    )


def _in_a(stem: str) -> Cases:
    genitive = stem + ("и" if stem[-1] in VELARS + HUSHERS else "ы")
    instrumental = "ей" if stem[-1] in HUSHERS + "ц" else "ой"
    return Cases(genitive, stem + "е", stem + "у", stem + instrumental, stem + "е")


def _in_ya(stem: str) -> Cases:
    locative = stem + ("и" if stem.endswith("и") else "е")
    return Cases(stem + "и", locative, stem + "ю", stem + "ей", locative)


def _neuter(word: str) -> Cases:
    stem = word[:-1]
    if word.endswith("о"):
        return Cases(stem + "а", stem + "у", word, stem + "ом", stem + "е")
    locative = stem + ("и" if stem.endswith("и") else "е")
    return Cases(stem + "я", stem + "ю", word, stem + "ем", locative)


def _only_plural(word: str, genitive: str) -> Cases:
    soft = word[-1] in "ия" and word[-2] not in VELARS + HUSHERS
    stem = word[:-1]
    vowel = "я" if soft else "а"
    return Cases(genitive, stem + vowel + "м", word, stem + vowel + "ми", stem + vowel + "х")


ADJECTIVE_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")


def is_adjective(word: str) -> bool:
    """Whether a word looks like an adjective in the nominative."""
    return (
        len(word) > 4 and word.endswith(ADJECTIVE_ENDINGS) and not word.endswith(("ние", "тие", "рие", "лие"))
    )


def decline_adjective(word: str) -> Cases:
    """An adjective's cases in the gender and number of its nominative (the accusative as of a thing)."""
    stem, ending = word[:-2], word[-2:]
    if ending in ("ые", "ие"):
        vowel = ending[0]
        return Cases(stem + vowel + "х", stem + vowel + "м", word, stem + vowel + "ми", stem + vowel + "х")
    soft = ending in ("яя", "ее") or (ending == "ий" and stem[-1] not in VELARS + HUSHERS)
    o = "е" if soft or (stem[-1] in HUSHERS and ending != "ой") else "о"
    if ending in ("ая", "яя"):
        oblique = stem + o + "й"
        return Cases(oblique, oblique, stem + ("юю" if soft else "ую"), oblique, oblique)
    y = "и" if soft or stem[-1] in VELARS + HUSHERS else "ы"
    return Cases(stem + o + "го", stem + o + "му", word, stem + y + "м", stem + o + "м")

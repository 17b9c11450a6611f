"""The words the corpus is made of (`words.toml`), and names coined from syllables, so that some words are rare."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_COINED = 0.5  # of people; the others are from the list, so that some names are frequent
_SYLLABLES = {
    "en": (("Bar", "Cal", "Den", "Fen", "Gil", "Hal", "Kes", "Lor", "Mar", "Nor", "Pem", "Ros", "Sel", "Tor", "Wen"),
           ("a", "be", "der", "di", "fo", "ga", "li", "mo", "ne", "ri", "sto", "ta", "vi", "wo"),
           ("bury", "court", "dale", "ford", "ham", "ker", "low", "man", "ner", "ridge", "son", "ton", "well")),
    "ru": (("Бел", "Вар", "Гор", "Дан", "Зор", "Кал", "Лоп", "Мал", "Наг", "Пол", "Руб", "Сер", "Тар", "Хар", "Чем"),
           ("а", "бе", "ви", "да", "ди", "за", "ко", "ли", "ма", "не", "ро", "си", "ту", "я"),
           ("баев", "венко", "гин", "диков", "кин", "лов", "мин", "нов", "рин", "санов", "тов", "хин", "шин")),
    "zh": (tuple("赵钱吴郑冯褚卫蒋韩杨朱秦尤许吕"),
           tuple("伯承德光国海宏华家建景立明宁庆荣若"),
           tuple("安斌波达东芳峰刚桂红辉杰军兰磊丽"))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. `sides` are subjects of one side, `pair` the words of the relations of both."""

    people: tuple[str, ...]
    places: tuple[str, ...]
    subjects: tuple[str, ...]
    predicates: tuple[str, ...]
    tails: tuple[str, ...]
    remarks: tuple[str, ...]
    remark: tuple[str, ...]
    passing: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    pair: "Pair"
    syllables: tuple[tuple[str, ...], ...]

    def person(self, chance: random.Random) -> str:
        """Somebody's name: of a few who are in the news often, or of many who are there once."""
        known = chance.choice(self.people)
        if chance.random() >= _COINED:
            return known
        coined = "".join(chance.choice(part) for part in self.syllables)
        return f"{known.split()[0]} {coined}" if " " in known else coined


@dataclass(frozen=True, slots=True)
class Pair:
    """The words of the relations of China and Russia."""

    subjects: tuple[str, ...]
    predicates: tuple[str, ...]
    remarks: tuple[str, ...]


@cache
def words_of(language: str) -> Words:
    """The words of "en", "ru" or "zh"."""
    read: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))[language]
    lists = {name: tuple(read[name]) for name in read if name not in ("sides", "pair")}
    pair = Pair(**{name: tuple(values) for name, values in read["pair"].items()})
    sides = tuple(tuple(names) for names in read["sides"].values())
    return Words(**lists, sides=sides, pair=pair, syllables=_SYLLABLES[language])

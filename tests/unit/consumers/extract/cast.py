"""A small cast for the tests of quotes and events: who is named in a text, without the real entity finder."""

import re
from collections.abc import Mapping
from datetime import date

from consumers.extract.reading import Reading
from consumers.extract.sentences import split_sentences
from schemas.amount import Amount
from schemas.entity import Entity
from schemas.span import Span
from schemas.timex import Timex
from tests.builders import BY

CAST: tuple[tuple[str, str, str | None, str], ...] = (
    ("Xi Jinping", "person", "CHN", r"Xi Jinping|\bXi\b|Си Цзиньпин\w*|习近平"),
    ("Vladimir Putin", "person", "RUS", r"Vladimir Putin|\bPutin\b|Владимир\w* Путин\w*|Путин\w*|普京"),
    (
        "Oleg Brusnikin",
        "person",
        "RUS",
        r"Oleg Brusnikin|Brusnikin|Олег\w* Брусникин\w*|Брусникин\w*|布鲁斯尼金",
    ),
    ("Tao Wenlan", "person", "CHN", r"Tao Wenlan|\bTao\b|Тао Вэньлань|陶文兰"),
    ("Hiroshi Mukai", "person", "JPN", r"Hiroshi Mukai|Mukai|Мукаи|向井"),
    (
        "China",
        "country",
        "CHN",
        r"\bChina\b|\bChinese\b|Кита[йяюе]\w*|китайск\w+|КНР|中国|中方|中(?=俄)|对华",
    ),
    (
        "Russia",
        "country",
        "RUS",
        r"\bRussian?\b|Росси[яиюей]+|российск\w+|\bРФ\b|俄罗斯|俄方|(?<=中)俄|俄(?=方)|(?<=[对自访])俄",
    ),
    ("Japan", "country", "JPN", r"\bJapan\b|\bJapanese\b|Япони\w+|японск\w+|日本"),
    ("United States", "country", "USA", r"\bU\.S\.|United States|США|美国"),
    ("European Union", "organization", None, r"European Union|\bEU\b|\bЕС\b|欧盟"),
    ("Beijing", "city", "CHN", r"\bBeijing\b|Пекин\w*|北京"),
    ("Moscow", "city", "RUS", r"\bMoscow\b|Москв\w+|莫斯科"),
    ("Harbin", "city", "CHN", r"\bHarbin\b|Харбин\w*|哈尔滨"),
    ("Sea of Japan", "place", None, r"Sea of Japan|Японско\w+ мор\w+|日本海"),
    ("Kremlin", "organization", "RUS", r"\bKremlin\b|Кремл\w+|克里姆林宫"),
    ("Ministry of Commerce of China", "organization", "CHN", r"Commerce Ministry|Минкоммерции КНР|商务部"),
    ("Severgaz", "organization", "RUS", r"Severgaz|Севергаз\w*|北方天然气"),
    ("Longhe Steel", "organization", "CHN", r"Longhe Steel|Лунхэ Стил|龙河钢铁"),
)
"""Name, type, country, and the words that name it (longest first)."""


def named_in(text: str) -> tuple[Entity, ...]:
    """The entities of the cast that a text names, with every mention, none overlapping another."""
    taken: set[int] = set()
    found: list[Entity] = []
    for name, kind, country, pattern in sorted(CAST, key=lambda row: row[1] != "organization"):
        spans = [m.span() for m in re.finditer(pattern, text) if not taken & set(range(*m.span()))]
        for span in spans:
            taken |= set(range(*span))
        if spans:
            found.append(
                Entity.model_validate(
                    {
                        "id": f"e{len(found) + 1}",
                        "confidence": 1,
                        "extractor": BY,
                        "evidence": tuple(Span.of(text, *span) for span in spans),
                        "name": name,
                        "type": kind,
                        "country": country,
                    }
                )
            )
    return tuple(found)


def reading_of(text: str, language: str, title: str = "", published: date | None = None) -> Reading:
    """A reading of a text whose title, if any, is its beginning."""
    end = len(title)
    return Reading(text, end, language, published, split_sentences(text, end, language), ())


def dates_in(text: str, values: Mapping[str, str]) -> tuple[Timex, ...]:
    """Dates by their words in the text; a value is a day, a month, a year or an interval of these."""
    return tuple(
        Timex(
            id=f"d{number}",
            confidence=1,
            extractor=BY,
            evidence=(Span.of(text, text.index(words), text.index(words) + len(words)),),
            timex_type="DATE",
            value=value,
            earliest=_bound(value.partition("/")[0], first=True),
            latest=_bound(value.rpartition("/")[2], first=False),
            resolution="absolute",
        )
        for number, (words, value) in enumerate(values.items(), start=1)
    )


def amounts_in(text: str, values: Mapping[str, tuple[str, str, str]]) -> tuple[Amount, ...]:
    """Amounts by their words in the text: kind, value, unit."""
    return tuple(
        Amount.model_validate(
            {
                "id": f"a{number}",
                "confidence": 1,
                "extractor": BY,
                "evidence": (Span.of(text, text.index(words), text.index(words) + len(words)),),
                "kind": kind,
                "value": value,
                "unit": unit,
            }
        )
        for number, (words, (kind, value, unit)) in enumerate(values.items(), start=1)
    )


def _bound(value: str, *, first: bool) -> date:
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1) if first else date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1 if first else 28)
    return date(*parts)

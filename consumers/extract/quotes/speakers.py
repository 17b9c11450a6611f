"""Who "he", "the ministry" or "双方" is: the nearest named source that fits."""

import re

from consumers.extract.lexicon import words
from consumers.extract.mentions import Mention
from consumers.extract.quotes.draft import Source
from consumers.extract.quotes.marks import MASK
from consumers.extract.quotes.scene import Scene, Unit
from schemas.entity import Entity

PERSON, BODY, SEVERAL = "person", "body", "several"


def _table(person: str, body: str, several: str) -> dict[str, str]:
    kinds = ((PERSON, person), (BODY, body), (SEVERAL, several))
    return {word: kind for kind, words in kinds for word in words.split()}


PRONOUNS = {
    "en": _table("he she", "it", "they"),
    "ru": _table("он она", "оно", "они"),
    "zh": _table("他 她", "它", "他们 双方"),
}

NOMINALS = {
    "en": _table(
        "minister president premier diplomat official spokesman spokeswoman spokesperson ambassador envoy leader governor "
        "mayor expert analyst executive chief director chairman businessman politician lawmaker economist scholar "
        "commander general professor researcher head",
        "ministry company agency embassy kremlin government bank customs committee council corporation group firm "
        "department service commission party office regulator miner lender exporter producer carmaker shipbuilder retailer airline utility yard supplier maker association operator authority organisation "
        "organization newspaper party university institute foundation union refiner insurer broker developer builder shipper",
        "leaders presidents ministers sides agencies companies ministries banks governments",
    ),
    "ru": _table(
        "министр президент премьер дипломат чиновник посол глава губернатор мэр эксперт аналитик директор политик депутат "
        "экономист учёный спикер политолог востоковед бизнесмен предприниматель топ-менеджер руководитель замминистра "
        "вице-премьер председатель собеседник генерал профессор банкир адвокат юрист прокурор врач гид",
        "министерство ведомство компания агентство посольство правительство банк таможня комитет корпорация служба "
        "пресс-служба департамент ассоциация регулятор холдинг оператор ведомстве министерстве компании посольстве "
        "агентстве пресс-службе",
        "лидеры президенты министры стороны",
    ),
    "zh": _table(
        "发言人 部长 总统 总理 大使 主席 专家",
        "公司 该公司 该部 大使馆 使馆 组委会 主办方 该机构 该局 委员会 协会",
        "",
    ),
}
"""Nouns that refer back to somebody named before."""

OBLIQUE = {
    "ru": _table(
        "министра президента премьера дипломата чиновника посла главы губернатора мэра эксперта аналитика директора политика "
        "депутата экономиста учёного ученого спикера политолога востоковеда бизнесмена предпринимателя руководителя "
        "замминистра вице-премьера председателя генерала профессора чиновницы собеседницы эксперта специалиста топ-менеджера",
        "министерства ведомства компании агентства посольства правительства банка таможни комитета корпорации службы "
        "пресс-службы департамента ассоциации регулятора холдинга оператора",
        "сторон лидеров",
    )
}
"""The same after "in the words of"."""

_COMPANY_WORDS = words(
    "company firm group manufacturer miner lender exporter producer carmaker shipbuilder retailer airline yard maker компания компании холдинг корпорация 公司 该公司"
)

_AUTHORITY = re.compile(
    r"Ministry|Embassy|Government|Administration|Commission|Committee|Council|министерств", re.IGNORECASE
)
"""Bodies that "the company" does not mean."""

_LOOK_BACK = 5
"""Units; further back a pronoun's person is a guess."""


def antecedent(
    scene: Scene, unit_number: int, position: int, kind: str, word: str = ""
) -> tuple[Entity, ...]:
    """The entities a pronoun or noun (`word`) at `position` refers back to; () where none fits nearby."""
    if word in _COMPANY_WORDS:
        issuer = _issuer(scene, position)
        if issuer:
            return issuer
    for number in range(unit_number, max(-1, unit_number - _LOOK_BACK), -1):
        unit = scene.units[number]
        end = min(unit.end, position)
        if end <= scene.title_end and unit.start != 0:
            continue
        spoken = [
            d.source for d in scene.recent if unit.start <= d.source.start < end and _fits(d.source, kind)
        ]
        if spoken:
            return spoken[-1].entities
        found = _named(scene, unit, end, kind)
        if found and not (word in _COMPANY_WORDS and _AUTHORITY.search(found[0].name)):
            return found
    return ()


def person_of(scene: Scene, position: int, country: str | None) -> tuple[Entity, ...]:
    """Who "the Russian president" is: the last person of that country named or quoted before."""
    earlier = scene.mentions.within(0, position)
    of_country = [m.entities for m in earlier if m.is_person and country and m.entity.country == country]
    return of_country[-1] if of_country else ()


def _issuer(scene: Scene, position: int) -> tuple[Entity, ...]:
    """The body a report begins with, which is "the company" all through a press release."""
    first = next((unit for unit in scene.units if unit.start >= scene.title_end), scene.units[0])
    opening = scene.mentions.within(0, min(position, first.end))
    return next((m.entities for m in opening if m.entity.type == "organization"), ())


def _fits(source: Source, kind: str) -> bool:
    if kind == SEVERAL:
        return len(source.entities) > 1
    return len(source.entities) == 1 and (source.entities[0].type == "person") == (kind == PERSON)


def _named(scene: Scene, unit: Unit, end: int, kind: str) -> tuple[Entity, ...]:
    mentions = [m for m in scene.mentions.within(unit.start, end) if scene.masked[m.start] != MASK]
    if kind == PERSON:
        return next((m.entities for m in mentions if m.is_person), ())
    if kind == BODY:
        return next((m.entities for m in mentions if m.entity.type == "organization"), ())
    for entity_type in ("person", "organization", "country"):
        found = dict.fromkeys(m.entity for m in mentions if m.entity.type == entity_type)
        if len(found) > 1:
            return tuple(found)[:2]
    return ()


def with_partner(scene: Scene, mention: Mention, joint: tuple[str, ...]) -> tuple[Entity, ...]:
    """The entities of a mention and of the ones joined to it by "and" ("Xi and Putin")."""
    entities = list(mention.entities)
    start = mention.start
    while True:
        earlier = scene.mentions.within(max(0, start - 60), start)
        if not earlier or scene.text[earlier[-1].end : start].strip() not in joint:
            return tuple(entities)
        if earlier[-1].entity.type != mention.entity.type:
            return tuple(entities)
        entities = [*earlier[-1].entities, *entities]
        start = earlier[-1].start

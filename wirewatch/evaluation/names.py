"""Who is meant by a name: any name of the labelled items, in whatever script, leads to one key."""

from collections.abc import Iterable, Mapping

from schemas.label import LabelledEntity
from wirewatch.evaluation.labelled import LabelledItem
from wirewatch.evaluation.matching import normal
from wirewatch.predictions import PredictedEntity

CHINA, RUSSIA = "Q148", "Q159"
_STATES = {
    CHINA: ("China", "PRC", "中国", "Китай", "КНР", "CHN"),
    RUSSIA: ("Russia", "Russian Federation", "Россия", "РФ", "俄罗斯", "RUS"),
}
CAPITALS = {"Q956": CHINA, "Q649": RUSSIA}
"""A capital standing for its state."""


class Names:
    """The names of a set of labelled items, joined over all of them."""

    def __init__(self, items: Iterable[LabelledItem]) -> None:
        self._keys: dict[str, str] = {}
        self._countries: dict[str, str] = {}
        self._types: dict[str, str] = {}
        for item in items:
            for entity in item.gold.entities:
                self._add(entity)
        for key, names in _STATES.items():
            self._keys |= {normal(name): key for name in names}
            self._types[key] = "country"
        self._countries |= {CHINA: "CHN", RUSSIA: "RUS"}

    def _add(self, entity: LabelledEntity) -> None:
        key = entity.wikidata_qid or f"n:{normal(entity.name)}"
        for name in (entity.name, entity.wikidata_qid):
            if name:
                self._keys[normal(name)] = key
        if entity.type != "country":
            self._keys.setdefault(normal(entity.text), key)
        if entity.country:
            self._countries[key] = entity.country
        self._types[key] = entity.type

    def knows(self, name: str) -> bool:
        """Whether a labelled item has this name."""
        return normal(name) in self._keys

    def key(self, *names: str | None) -> str | None:
        """The key of the first of these names that is known; else one made of the first."""
        given = [name for name in names if name]
        for name in given:
            if (key := self._keys.get(normal(name))) is not None:
                return key
        return f"n:{normal(given[0])}" if given else None

    def country(self, key: str | None) -> str | None:
        """The country of a key, where a label says it."""
        return self._countries.get(key or "")

    def is_person(self, key: str | None) -> bool:
        """Whether a label says that this is a person."""
        return self._types.get(key or "") == "person"

    def are_one(self, predicted: PredictedEntity, labelled: LabelledEntity | str) -> bool:
        """Whether a predicted entity is the labelled one: the same id or name, an alias of it, or, of persons, a part of
        the name."""
        if isinstance(labelled, str):
            qid, is_person, names = None, False, [labelled]
        else:
            qid, is_person = labelled.wikidata_qid, labelled.type == "person"
            names = [name for name in (labelled.name, labelled.text) if name]
        if predicted.wikidata_qid and predicted.wikidata_qid == qid:
            return True
        called = [name for name in (predicted.name, predicted.text, *predicted.mentions) if name]
        if {normal(name) for name in called} & {normal(name) for name in names}:
            return True
        key = self.key(qid, *names)
        if key in {self.key(name) for name in called}:
            return True
        return (is_person or self.is_person(key)) and any(
            _is_part(one, other) for one in called for other in names
        )


def _is_part(one: str, other: str) -> bool:
    first, second = set(normal(one).split()), set(normal(other).split())
    return bool(first and second) and (first <= second or second <= first)


def all_names(entity: PredictedEntity) -> tuple[str, ...]:
    """Everything an entity is called, its id first."""
    return tuple(name for name in (entity.wikidata_qid, entity.name, entity.text, *entity.mentions) if name)


class Cast:
    """The predicted entities of one item: a name used for a speaker or a participant stands for all of its entity."""

    def __init__(self, entities: Iterable[PredictedEntity]) -> None:
        known: dict[str, tuple[str, ...]] = {}
        for entity in entities:
            for name in all_names(entity):
                known.setdefault(normal(name), all_names(entity))
        self._known: Mapping[str, tuple[str, ...]] = known

    def called(self, name: str | None) -> tuple[str, ...]:
        """All names of the entity that has this one; itself first."""
        return (name, *self._known.get(normal(name), ())) if name else ()

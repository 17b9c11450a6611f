"""A text laid open and its entities, for these tests."""

from consumers.extract.entities import find_entities
from consumers.extract.reading import Reading
from consumers.extract.sentences import split_sentences
from consumers.gazetteer import load_gazetteer
from schemas.entity import Entity


def entities(text: str, language: str, title_end: int = 0) -> dict[str, Entity]:
    """The entities of a text by name."""
    reading = Reading(
        text,
        title_end,
        language,
        None,
        split_sentences(text, title_end, language),
        load_gazetteer().find(text),
    )
    return {entity.name: entity for entity in find_entities(reading)}


def mentions(entity: Entity) -> list[str]:
    """The words that name an entity, in text order."""
    return [span.surface for span in entity.evidence]

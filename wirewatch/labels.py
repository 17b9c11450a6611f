"""What people labelled: kept in the log, one record an item, the last word counts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from consumers.ports import Log, Output
from schemas import topics
from schemas.classified import Classified
from schemas.extracted import Extracted
from schemas.item import Item
from schemas.label import Label, Labels
from schemas.wire import encode, headers_of
from wirewatch.predictions import prediction

GROUP = "wirewatch.label"


def labels_of(log: Log) -> Iterator[Label]:
    """Every item that was labelled, in the order of ids."""
    for _, value in log.compacted(topics.LABELS.name):
        yield Label.model_validate_json(value)


def label_of(
    item: Item,
    language: str,
    revision: int | None,
    gold: Labels,
    given: Literal["correction", "audit"],
    now: datetime,
) -> Label:
    """An item's labels, with the text they are about."""
    return Label(
        item_id=item.item_id,
        revision=revision,
        language=language,
        published_at=item.published_at,
        title=item.title,
        body=item.body,
        text_sha256=item.text_sha256,
        gold=gold,
        given=given,
        given_at=now,
    )


def keep_label(log: Log, label: Label) -> None:
    """Write a label; one that an item had before is replaced."""
    stage = log.open_stage(GROUP)
    try:
        stage.commit(
            [Output(topics.LABELS.name, label.item_id, encode(label), headers_of(topics.LABELS))], {}
        )
    finally:
        stage.close()


def draft_of(found: Classified | None) -> Labels:
    """What the program says of an item, in the form of labels, to be put right."""
    if not isinstance(found, Extracted):
        return Labels(relevant=found.relevant if found else False)
    told = prediction(found).model_dump(exclude={"id", "relevance_score"})
    return Labels.model_validate({**told, "facts_labelled": told["relevant"]})

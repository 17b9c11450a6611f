"""Entities, and whether they are linked to the right one in the world."""

from wirewatch.evaluation.judged import Counts, Judged, Mistake, bets_of
from wirewatch.evaluation.labelled import LabelledItem
from wirewatch.evaluation.names import Names, all_names
from wirewatch.predictions import PredictedEntity, Prediction


def judge_entities(names: Names, item: LabelledItem, predicted: Prediction) -> Judged:
    """Each labelled entity counts once, however often it was found; optional ones are neutral. `linking` looks at labelled
    entities with an id alone: wrong is another id on an entity that was found."""
    gold = item.gold.entities
    found: list[tuple[int | None, PredictedEntity]] = []
    for one in predicted.entities:
        at = next((j for j, entity in enumerate(gold) if names.are_one(one, entity)), None)
        if at is None and any(names.are_one(one, name) for name in item.gold.entities_optional):
            continue
        found.append((at, one))
    hit = {at for at, _ in found if at is not None}
    wrong = {names.key(*all_names(one)): one for at, one in found if at is None}
    mistakes = [
        Mistake("entities", item.id, "wrong", one.text or one.name or "", one.confidence)
        for one in wrong.values()
    ]
    mistakes += [
        Mistake("entities", item.id, "missed", entity.name) for j, entity in enumerate(gold) if j not in hit
    ]
    linking, misled = _linking(item, found)
    return Judged(
        {"entities": Counts(len(hit), len(wrong), len(gold) - len(hit)), "linking": linking},
        (*mistakes, *misled),
        bets_of([(one.confidence, at is not None) for at, one in found]),
    )


def _linking(
    item: LabelledItem, found: list[tuple[int | None, PredictedEntity]]
) -> tuple[Counts, list[Mistake]]:
    gold = {j: entity.wikidata_qid for j, entity in enumerate(item.gold.entities) if entity.wikidata_qid}
    linked = {(at, one.wikidata_qid) for at, one in found if at in gold and one.wikidata_qid}
    right = {at for at, qid in linked if at is not None and gold[at] == qid}
    wrong = {(at, qid) for at, qid in linked if at is not None and gold[at] != qid}
    misled = [
        Mistake("linking", item.id, "told wrongly", f"{item.gold.entities[at].name}: {qid}, not {gold[at]}")
        for at, qid in sorted(wrong, key=str)
        if at is not None
    ]
    return Counts(len(right), len(wrong), len(gold) - len(right)), misled

"""What a sample says of all."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import verdict
from wirewatch.audit import STRATA, Candidate, Judged, Stratum, draw, precision_and_recall, sizes

ITEMS = st.lists(st.floats(0, 1), max_size=60).map(
    lambda scores: [candidate(f"i{n}", score) for n, score in enumerate(scores)]
)


def candidate(item_id: str, score: float) -> Candidate:
    changed = verdict(relevant=score >= 0.5).model_copy(update={"score": score, "threshold": 0.5})
    return Candidate(item_id, "en", changed)


def judged(**counts: tuple[int, int, int]) -> dict[Stratum, Judged]:
    short = dict(zip(("kept", "kept_near", "away_near", "away"), STRATA, strict=True))
    return {stratum: Judged(*counts.get(name, (0, 0, 0))) for name, stratum in short.items()}


@given(ITEMS, st.integers(1, 50))
def test_a_sample_is_as_large_as_asked_for_without_repeats_and_can_be_drawn_again(
    items: list[Candidate], size: int
) -> None:
    drawn = draw(items, size)
    assert len(drawn) == min(size, len(items))
    assert len({each.item_id for each in drawn}) == len(drawn)
    assert draw(items[::-1], size) == drawn
    assert sum(sizes(items).values()) == len(items)


def test_a_sample_has_items_of_every_stratum_however_rare_they_are() -> None:
    items = [candidate(f"a{n}", 0.0) for n in range(900)] + [candidate(f"k{n}", 0.99) for n in range(90)]
    items += [candidate(f"n{n}", 0.4) for n in range(5)] + [candidate(f"m{n}", 0.6) for n in range(5)]
    counted = sizes(draw(items, 50))
    assert counted["kept, near the threshold"] == counted["turned away, near the threshold"] == 5
    assert min(counted["kept"], counted["turned away"]) >= 10


def test_what_was_turned_away_weighs_by_how_much_of_it_there_is() -> None:
    found = precision_and_recall(judged(kept=(100, 20, 19), away=(900, 20, 1)))
    assert found is not None
    precision, recall = found
    assert round(precision.share, 3) == 0.95
    assert round(recall.share, 3) == round(95 / (95 + 45), 3)
    assert precision.low < precision.share < precision.high
    assert recall.low < 0.5 < recall.high


def test_no_mistake_seen_in_a_few_is_no_proof_that_there_is_none() -> None:
    found = precision_and_recall(judged(kept=(100, 10, 10), away=(900, 10, 0)))
    assert found is not None
    precision, recall = found
    assert (precision.share, recall.share) == (1.0, 1.0)
    assert precision.low < 0.9
    assert recall.low < 0.6


def test_more_judgements_narrow_the_interval() -> None:
    few = precision_and_recall(judged(kept=(1000, 10, 9), away=(1000, 10, 0)))
    many = precision_and_recall(judged(kept=(1000, 300, 270), away=(1000, 300, 0)))
    assert few is not None
    assert many is not None
    assert many[0].high - many[0].low < few[0].high - few[0].low


def test_one_side_alone_says_nothing() -> None:
    assert precision_and_recall(judged(kept=(10, 5, 5), away=(10, 0, 0))) is None
    assert precision_and_recall(judged(kept=(10, 0, 0), away=(10, 5, 0))) is None

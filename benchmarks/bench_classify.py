"""The pure classification: language and verdict of an item, against langdetect alone."""

from collections.abc import Iterator, Sequence

from langdetect import DetectorFactory, LangDetectException, detect

from benchmarks.corpus import Entry, corpus
from benchmarks.measure import Figure, at_most, cpu_us, seen
from consumers.classify.classify import classify
from consumers.classify.watch import load_watches
from consumers.gazetteer import load_gazetteer

COUNT = 1500
FLOOR_COUNT = 300  # langdetect takes milliseconds an item
BOUND_US = 150


def figures() -> Iterator[Figure]:
    """CPU per item at 5% and at 50% relevant."""
    floor = langdetect_us([entry.text for entry in corpus(FLOOR_COUNT)])
    few, half = (classify_us(list(corpus(COUNT, relevant_share=share))) for share in (0.05, 0.5))
    yield at_most("classify an item, 5% relevant", few, "µs CPU", BOUND_US, floor, "langdetect")
    yield seen("classify an item, 50% relevant", half, "µs CPU", floor, "langdetect")


def classify_us(entries: Sequence[Entry]) -> float:
    """CPU per item, everything loaded before."""
    watches, gazetteer = load_watches(), load_gazetteer()

    def run() -> None:
        for entry in entries:
            classify(entry.text, len(entry.title), None, watches, gazetteer)

    run()
    return cpu_us(run) / len(entries)


def langdetect_us(texts: Sequence[str]) -> float:
    """CPU per text of plain langdetect, seeded, its profiles loaded before."""
    DetectorFactory.seed = 0

    def run() -> None:
        for text in texts:
            try:
                detect(text)
            except LangDetectException:
                continue

    detect(texts[0])
    return cpu_us(run, repeat=2) / len(texts)

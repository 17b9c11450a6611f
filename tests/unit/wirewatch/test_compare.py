"""Sources of one happening side by side."""

import csv
import io
import json

import pytest

from schemas.comparison import Comparison
from tests.golden.through_stages import Report, through_stages
from wirewatch.compare.compare import compare_sources
from wirewatch.compare.grid import as_csv, as_markdown, grid_of

TEXTS = [
    ("xinhua", "Xinhua", "China-Russia trade up 5.6 pct",
     "BEIJING, May 9 (Xinhua) -- Trade between China and Russia rose 5.6 percent to 78.4 billion U.S. dollars in the first four months of "
     "this year, customs data showed. \"Cooperation is deepening,\" said customs spokesman Lyu Daliang."),
    ("tass", "ТАСС", "Товарооборот России и Китая вырос на 5,6%",
     "ПЕКИН, 9 мая. /ТАСС/. Товарооборот России и Китая в январе - апреле вырос на 5,6%, до $79,2 млрд, сообщило Главное таможенное управление КНР."),
    ("wire", "The Wire", "Russia trade with China climbs",
     "Trade between China and Russia rose 5.6% to $78 billion in January-April. Russia sent 12 million tonnes of oil to China in April."),
]  # fmt: skip


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    reports = [Report(*text, f"2026-05-09T0{n}:00:00Z") for n, text in enumerate(TEXTS)]
    streamed = through_stages(reports)
    event_id = streamed.event_of("xinhua")
    assert event_id is not None
    assert {streamed.event_of(report.id) for report in reports} == {event_id}
    return compare_sources(streamed.event(event_id), reversed(list(streamed.coverage.values())))


def test_each_source_is_a_column_the_one_seen_first_in_front(comparison: Comparison) -> None:
    assert [telling.source_name for telling in comparison.tellings] == ["Xinhua", "ТАСС", "The Wire"]
    assert comparison.tellings[0].headline == "China-Russia trade up 5.6 pct"
    assert [quoted.speaker for quoted in comparison.tellings[0].quoted] == ["Lyu Daliang"]


def test_what_all_say_has_each_sources_own_words(comparison: Comparison) -> None:
    shared = {(s.kind, s.what): s for s in comparison.shared}
    assert ("amount", "5.6 %") in shared
    words = {source: cited[0].surface for source, cited in shared["amount", "5.6 %"].cited.items()}
    assert words == {"xinhua": "5.6 pct", "тасс": "5,6%", "the-wire": "5.6%"}


def test_what_one_source_alone_says_is_told_with_its_words(comparison: Comparison) -> None:
    only = {(s.what, *s.cited) for s in comparison.only}
    assert ("12000000 t", "the-wire") in only


def test_amounts_that_contradict_each_other_are_told_and_a_rounded_one_does_not(
    comparison: Comparison,
) -> None:
    (conflict,) = [c for c in comparison.conflicts if c.kind == "amount"]
    assert "trade" in conflict.about
    versions = {version.value: set(version.cited) for version in conflict.versions}
    assert versions == {"78400000000 USD": {"xinhua", "the-wire"}, "79200000000 USD": {"тасс"}}


def test_every_word_cited_stands_where_it_says(comparison: Comparison) -> None:
    texts = {text[0]: f"{text[2]}\n\n{text[3]}" for text in TEXTS}
    cited = [c for s in (*comparison.shared, *comparison.only) for words in s.cited.values() for c in words]
    cited += [
        c for conflict in comparison.conflicts for v in conflict.versions for w in v.cited.values() for c in w
    ]
    cited += [quoted.said for telling in comparison.tellings for quoted in telling.quoted]
    assert cited
    assert all(texts[c.item_id][c.start : c.end] == c.surface for c in cited)


def test_grid_csv_and_markdown_hold_the_same_cells(comparison: Comparison) -> None:
    grid = grid_of(comparison)
    assert {len(row) for row in grid} == {4}
    assert list(csv.reader(io.StringIO(as_csv(comparison)))) == grid
    assert len(as_markdown(comparison).splitlines()) == len(grid) + 1
    assert json.loads(comparison.model_dump_json())["happening"]["event_id"] == "xinhua"


def test_a_cell_is_no_formula_and_no_markup(comparison: Comparison) -> None:
    evil = comparison.tellings[0].model_copy(update={"headline": "=cmd()|'x'<script>\x1b[31m"})
    changed = comparison.model_copy(update={"tellings": (evil, *comparison.tellings[1:])})
    assert "\n=cmd" not in as_csv(changed)
    assert ",'=cmd" in as_csv(changed)
    assert "<script>" not in as_markdown(changed)
    assert "\x1b" not in as_markdown(changed) + as_csv(changed)


def test_one_source_alone_shares_with_nobody(comparison: Comparison) -> None:
    alone = through_stages([Report(*TEXTS[0], "2026-05-09T01:00:00Z")])
    found = compare_sources(alone.event("xinhua"), alone.coverage.values())
    assert found.shared == ()
    assert found.only
    assert found.conflicts == ()

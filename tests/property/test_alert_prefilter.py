"""The prefilter never loses a rule that matches."""

import hashlib
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.alert.match import match_rules
from consumers.alert.prefilter import Prefilter
from consumers.alert.rules import Rule
from consumers.query.parse import parse_query
from consumers.query.scope import field_of_mark
from consumers.query.searchable import searchable_of
from schemas.coverage import Coverage, Story
from schemas.item import Item
from schemas.source import Source
from schemas.verdict import TopicScore, Verdict

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
WORDS = ["ports", "port", "gas", "berth", "Порты", "газ", "порту", "中俄", "港口", "贸易", "天然气"]

words = st.sampled_from(WORDS)
leaves = st.one_of(
    words,
    words.map(lambda word: f"title:{word}"),
    st.tuples(words, words).map(lambda pair: f'"{pair[0]} {pair[1]}"'),
    st.sampled_from(['"gas berth"~2', '"berth порту"~1', '"港口 gas"~3']),
    st.sampled_from(
        [
            "por*",
            "po?t*",
            "газ*",
            "пор*",
            "天然*",
            "title:ber*",
            "topic:energy",
            "topic:(energy OR trade)",
            "lang:zh",
            "source.kind:agency",
            "*",
            "speaker:*",
            "feed:*",
            "NOT berth",
            "港",
            "copies:[1 TO 2]",
        ]
    ),
)
queries = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} AND {pair[1]})"),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} AND NOT {pair[1]})"),
    ),
    max_leaves=5,
)
texts = st.lists(words, max_size=8).map(lambda chosen: " ".join(chosen).replace("中俄 港口", "中俄港口"))


def coverage(title: str, body: str, topic: str, language: str) -> Coverage:
    text = f"{title}\n\n{body}" if title and body else (title or body)
    item = Item(
        item_id="a",
        identity="guid",
        source=Source(id="s", name="Ports Daily", kind="agency"),
        feed="https://news.example/feed",
        title=title or None,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        completeness="full",
        first_seen_at=AT,
        origin="live",
    )
    verdict = Verdict(
        watch="china-russia", relevant=True, score=1, threshold=0.5, level="central",
        topics=(TopicScore.model_validate({"topic": topic, "score": 1}),),
    )  # fmt: skip
    return Coverage(
        item=item, revision=1, language=language, language_confidence=1, verdicts=(verdict,),
        story=Story(story_id="a", copies=1, sources=("s",), first_seen_at=AT), cluster_seq=1, highest_slot=0,
    )  # fmt: skip


@given(
    st.lists(queries, min_size=1, max_size=6),
    st.builds(
        coverage,
        texts,
        texts,
        st.sampled_from(["energy", "trade", "law"]),
        st.sampled_from(["en", "zh-Hans"]),
    ),
)
@settings(deadline=None, max_examples=200)
def test_every_rule_that_matches_is_a_candidate_in_its_order(sources: list[str], item: Coverage) -> None:
    rules = [
        Rule(f"r{n}", f"R{n}", source, parse_query(source), ("memory",)) for n, source in enumerate(sources)
    ]
    searchable = searchable_of(item)
    asked_all = match_rules(rules, item, searchable)
    asked_some = match_rules(Prefilter(rules).candidates(searchable), item, searchable)
    assert [match.rule_id for match in asked_some] == [match.rule_id for match in asked_all]


@given(
    st.builds(
        coverage, texts, texts, st.sampled_from(["energy", "trade"]), st.sampled_from(["en", "zh-Hans"])
    )
)
def test_a_field_is_looked_for_where_it_is(item: Coverage) -> None:
    searchable = searchable_of(item)
    everything = searchable.scope
    assert all(mark in searchable.scope_of(field_of_mark(mark)).marks for mark in everything.marks)
    assert all(name in searchable.scope_of(name.field).names for name in everything.names)
    assert all(each in searchable.scope_of(each.field).measures for each in everything.measures)


def test_a_word_that_many_rules_ask_for_brings_none_of_them() -> None:
    rules = [
        Rule(f"r{n}", f"R{n}", f'"{word} agreement"', parse_query(f'"{word} agreement"'), ("memory",))
        for n, word in enumerate(["gas", "port", "grain", "rail"])
    ]
    item = coverage("", "A gas agreement", "energy", "en")
    assert [rule.id for rule in Prefilter(rules).candidates(searchable_of(item))] == ["r0"]

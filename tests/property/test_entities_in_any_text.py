"""What holds of the entities found in any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.extract.entities import find_entities
from consumers.extract.reading import Reading
from consumers.extract.sentences import split_sentences
from consumers.gazetteer import load_gazetteer
from schemas.entity import Entity

PIECES = (
    "China", " said Sun Haoyu, founder of Longjiang Swift. ", "Deputy Mayor of Harbin ", "the ministry", " he added.",
    "министр Пётр Гуськов сообщил ", "«Дальавтотранс»", " в Москве ", "Забайкальской таможни", " Си Цзиньпином ",
    "外交部发言人毛宁表示，", "绥芬河海关", "经理刘芳说：“", "尤里·别利亚耶夫", "中俄", "《边城日报》记者", "\n\n", "US$", "1990",
    "A. B. Petrov", "And Of The", "Mr Jiang", "’s", "ООО «", "“海上联合—2025”演习",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=14).map("".join)
languages = st.sampled_from(("en", "ru", "zh-Hans", "zh-Hant", "de", "und"))


def entities(text: str, language: str) -> tuple[Entity, ...]:
    reading = Reading(
        text, 0, language, None, split_sentences(text, 0, language), load_gazetteer().find(text)
    )
    return find_entities(reading)


@given(texts, languages)
@settings(max_examples=250, deadline=None)
def test_every_mention_is_in_the_text(text: str, language: str) -> None:
    for entity in entities(text, language):
        spans = [*entity.evidence, *entity.coreferent, *(role.span for role in entity.roles if role.span)]
        for span in spans:
            assert text[span.start : span.end] == span.surface


@given(texts, languages)
@settings(max_examples=150, deadline=None)
def test_ids_count_up_and_known_entries_come_once(text: str, language: str) -> None:
    found = entities(text, language)
    assert [entity.id for entity in found] == [f"e{number}" for number in range(1, len(found) + 1)]
    known = [entity.gazetteer_id for entity in found if entity.gazetteer_id]
    assert len(known) == len(set(known))


@given(texts, languages)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_entities(text: str, language: str) -> None:
    assert entities(text, language) == entities(text, language)


@given(texts, languages)
@settings(max_examples=100, deadline=None)
def test_an_unknown_entity_has_no_wikidata_id(text: str, language: str) -> None:
    for entity in entities(text, language):
        assert entity.wikidata_qid is None or entity.link_method != "nil"

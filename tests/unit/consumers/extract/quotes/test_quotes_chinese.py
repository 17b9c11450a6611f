"""Quotes in Chinese: content, kind and speaker, one way of writing at a time."""

import pytest

from consumers.extract.quotes import find_quotes
from tests.unit.consumers.extract.cast import named_in, reading_of

SAID = [
    ("陶文兰说：“大桥太旧。必须重建。”", [("direct", "Tao Wenlan", "大桥太旧。必须重建。")]),
    ("“大桥太旧，”陶文兰说，“必须重建。”", [("direct", "Tao Wenlan", "大桥太旧|必须重建。")]),
    ("陶文兰表示，大桥将于明年重建。", [("indirect", "Tao Wenlan", "大桥将于明年重建")]),
    ("商务部新闻发言人陶文兰15日在记者会上表示，配额不会减少。", [("indirect", "Tao Wenlan", "配额不会减少")]),
    ("商务部发言人14日宣布：配额明年提高。", [("indirect", "Ministry of Commerce of China", "配额明年提高")]),
    ("习近平强调，中俄关系稳定。", [("indirect", "Xi Jinping", "中俄关系稳定")]),
    ("习近平同普京通电话时指出，合作前景广阔。", [("indirect", "Xi Jinping", "合作前景广阔")]),
    ("普京称两国关系处于最好时期。", [("indirect", "Vladimir Putin", "两国关系处于最好时期")]),
    ("俄方回应称，边境口岸照常开放。", [("indirect", "Russia", "边境口岸照常开放")]),
    ("陶文兰表示，大桥太旧。她指出，资金已经到位。", [("indirect", "Tao Wenlan", "大桥太旧"), ("indirect", "Tao Wenlan", "资金已经到位")]),
    ("陶文兰认为，协议“更像一把备用钥匙”。", [("mixed", "Tao Wenlan", "协议“更像一把备用钥匙”")]),
    ("陶文兰強調，中俄關係穩定。", [("indirect", "Tao Wenlan", "中俄關係穩定")]),
    ("陶文兰提醒中国游客，雨季不宜过桥。", [("indirect", "Tao Wenlan", "雨季不宜过桥")]),
    ("“大桥太旧了。”陶文兰对我说。", [("direct", "Tao Wenlan", "大桥太旧了。")]),
    ("陶文兰预计，大桥明年重建。", [("indirect", "Tao Wenlan", "大桥明年重建")]),
    ("中方呼吁各方保持冷静克制。", [("indirect", "China", "保持冷静克制")]),
]  # fmt: skip

NOBODY_SAID = [
    "专家表示，人民币将升值。",
    "中国专家认为，贸易将增长。",
    "据海关统计，贸易额增长一成。",
    "普京通报了最新情况。",
    "中方对此表示欢迎。",
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_chinese_quote_has_its_content_and_speaker(text: str, expected: list[tuple[str, str, str]]) -> None:
    entities = named_in(text)
    names = {entity.id: entity.name for entity in entities}

    quotes = find_quotes(reading_of(text, "zh-Hans"), entities)

    found = [(q.quote_type, names[q.speaker[0]], "|".join(s.surface for s in q.content)) for q in quotes]
    assert found == expected


@pytest.mark.parametrize("text", NOBODY_SAID)
def test_unnamed_chinese_sources_are_not_quotes(text: str) -> None:
    assert find_quotes(reading_of(text, "zh-Hans"), named_in(text)) == ()


def test_answers_at_a_press_conference_are_quotes_as_a_whole() -> None:
    text = (
        "《边城报》记者：俄方称口岸关闭，是否属实？\n\n陶文兰：口岸照常开放。请放心。\n\n《江报》记者：谢谢。"
    )

    (quote,) = find_quotes(reading_of(text, "zh"), named_in(text))

    assert quote.content[0].surface == "口岸照常开放。请放心。"

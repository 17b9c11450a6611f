"""Which names are found in a text, and which look-alikes are not."""

import pytest

from consumers.gazetteer import load_gazetteer


def found(text: str) -> list[tuple[str, str]]:
    """The surfaces found in a text, with the entry's id."""
    return [(text[hit.start : hit.end], hit.entry.id) for hit in load_gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's bone china", [("China", "country/china")]),
        ("Turkey and a roast turkey", [("Turkey", "country/turkey")]),
        ("US tells us", [("US", "country/united-states")]),
        ("the UN, not an unknown", [("UN", "organization/united-nations")]),
        ("Xi, not XI or taxi", [("Xi", "person/xi-jinping")]),
        ("Xi’an hosts", [("Xi’an", "city/xi-an")]),
        ("a swift reply, Swift or SWIFT", [("SWIFT", "organization/swift")]),
        ("Power of Siberia 2 and Siberia", [
            ("Power of Siberia 2", "facility/power-of-siberia-2"), ("Siberia", "region/siberia")]),
        ("BRICS峰会", [("BRICS", "organization/brics")]),
        ("Xi\nJinping", [("Xi\nJinping", "person/xi-jinping")]),
        ("Россиянин — не Россия-нинский", [("Россиянин", "country/russia"), ("Россия", "country/russia")]),
        ("с Си Цзиньпином и Ван И", [("Си Цзиньпином", "person/xi-jinping"), ("Ван И", "person/wang-yi")]),
        ("российско-китайский саммит", [("российско", "country/russia"), ("китайский", "country/china")]),
        ("в Тяньваньской АЭС", [("Тяньваньской АЭС", "facility/tianwan-nuclear-power-plant")]),
        ("съезд в ООН", [("ООН", "organization/united-nations")]),
        ("由於普京與習近平會談", [("普京", "person/vladimir-putin"), ("習近平", "person/xi-jinping")]),
    ],
)  # fmt: skip
def test_names_are_found_where_they_are_meant(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中俄关系", [("中", "country/china"), ("俄", "country/russia")]),
        ("俄美接触", [("俄", "country/russia"), ("美", "country/united-states")]),
        ("中方表示", [("中", "country/china")]),
        ("对俄制裁", [("俄", "country/russia")]),
        ("访华", [("华", "country/china")]),
        ("集中力量", []),
        ("其中美国占一半", [("美国", "country/united-states")]),
        ("会谈中俄方表示", [("俄", "country/russia")]),
        ("俄亥俄州", []),
        ("中俄海军", [("中", "country/china"), ("俄", "country/russia")]),
        ("俄海军", [("俄海军", "organization/russian-navy")]),
        ("北京时间8日", []),
    ],
)
def test_one_letter_countries_are_found_only_where_they_are_countries(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


def test_adjectives_are_marked() -> None:
    hits = load_gazetteer().find("Chinese, китайского, 俄方, China")
    assert [hit.adjective for hit in hits] == [True, True, True, False]


def test_a_general_office_names_the_bodies_it_can_mean() -> None:
    gazetteer = load_gazetteer()
    (hit,) = gazetteer.find("the foreign ministry said")
    assert hit.entry.country is None
    assert {body.country for body in gazetteer.offices(hit.entry)} >= {"CHN", "RUS", "USA"}


def test_by_name_takes_any_language_case_form_and_capitals() -> None:
    gazetteer = load_gazetteer()
    for alias in ("power of siberia 2", "Силы Сибири-2", "西伯利亚力量2号"):
        assert [entry.id for entry in gazetteer.by_name(alias)] == ["facility/power-of-siberia-2"]
    assert gazetteer.by_name("nobody at all") == ()

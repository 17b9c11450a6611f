"""Russian case forms by template."""

import pytest

from consumers.gazetteer.declension.adjectives import decline_adjective_or_demonym
from consumers.gazetteer.declension.names import decline_person
from consumers.gazetteer.declension.phrases import decline_phrase


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Китай", ("Китая", "Китаю", "Китаем", "Китае")),
        ("Казань", ("Казани", "Казанью")),
        ("Ярославль", ("Ярославля", "Ярославлю", "Ярославлем", "Ярославле")),
        ("Россия", ("России", "Россию", "Россией")),
        ("Приморье", ("Приморья", "Приморью", "Приморьем")),
        ("Хэйхэ", ()),
        ("КНР", ()),
        ("МИД КНР", ("МИДа КНР", "МИДу КНР", "МИДом КНР", "МИДе КНР")),
        ("Амурская область", ("Амурской области", "Амурскую область", "Амурской областью")),
        ("Дальний Восток", (
            "Дальнего Востока", "Дальнему Востоку", "Дальним Востоком", "Дальнем Востоке")),
        ("Сила Сибири-2", ("Силы Сибири-2", "Силе Сибири-2", "Силу Сибири-2", "Силой Сибири-2")),
        ("Ростов-на-Дону", ("Ростова-на-Дону", "Ростову-на-Дону", "Ростовом-на-Дону", "Ростове-на-Дону")),
        ("«Полюс»", ("«Полюса»", "«Полюсу»", "«Полюсом»", "«Полюсе»")),
    ],
)  # fmt: skip
def test_the_head_of_a_name_declines_and_the_rest_stays(name: str, forms: tuple[str, ...]) -> None:
    assert decline_phrase(name) == forms


@pytest.mark.parametrize(
    ("name", "country", "female", "some"),
    [
        ("Владимир Путин", "RUS", False, {"Владимира Путина", "Владимиром Путиным"}),
        ("Дмитрий Песков", "RUS", False, {"Дмитрия Пескова", "Дмитрием Песковым"}),
        ("Владимир Зеленский", "UKR", False, {"Владимира Зеленского", "Владимиру Зеленскому"}),
        ("Мария Захарова", "RUS", True, {"Марии Захаровой", "Марию Захарову"}),
        ("Сергей Шойгу", "RUS", False, {"Сергея Шойгу"}),
        ("Си Цзиньпин", "CHN", False, {"Си Цзиньпина", "Си Цзиньпином"}),
    ],
)
def test_people_decline_by_gender_and_country(name: str, country: str, female: bool, some: set[str]) -> None:
    assert some <= set(decline_person(name, country, female))


@pytest.mark.parametrize(("name", "female"), [("Ван И", False), ("Мао Нин", True), ("Хуа Чуньин", True)])
def test_names_that_do_not_decline_have_no_forms(name: str, female: bool) -> None:
    assert decline_person(name, "CHN", female) == ()


def test_adjectives_have_all_cases_genders_and_numbers() -> None:
    forms = set(decline_adjective_or_demonym("китайский"))
    assert {"китайского", "китайская", "китайскую", "китайское", "китайские", "китайскими"} <= forms


@pytest.mark.parametrize(
    ("word", "some"),
    [("россиянин", {"россияне", "россиян", "россиянам"}), ("китаец", {"китайца", "китайцы", "китайцев"})],
)
def test_demonyms_have_both_numbers(word: str, some: set[str]) -> None:
    assert some <= set(decline_adjective_or_demonym(word))


def test_the_first_part_of_a_compound_stays() -> None:
    assert decline_adjective_or_demonym("российско") == ()

"""The language recipe: scripts, characters, letters, function words, what the feed declares."""

import pytest

from consumers.classify.language import detect_language, normal_tag
from consumers.classify.scripts import count_scripts, main_script

TEXTS = {
    "en": "The harbour master said on Friday that both ferries would be back in service before the end of the week.",
    "ru": "Начальник порта сообщил в пятницу, что оба парома вернутся на линию до конца недели.",
    "uk": "Начальник порту повідомив у п'ятницю, що обидва пороми повернуться на лінію до кінця тижня.",
    "be": "Начальнік порта паведаміў у пятніцу, што абодва паромы вернуцца на лінію да канца тыдня, ён быў упэўнены.",
    "bg": "Началникът на пристанището съобщи в петък, че двата ферибота ще се върнат до края на седмицата.",
    "kk": "Порт бастығы жұма күні екі паром да апта соңына дейін қайта жүреді деп хабарлады.",
    "sr": "Управник луке рекао је у петак да ће се оба трајекта вратити до краја недеље.",
    "mn": "Боомтын дарга баасан гарагт хоёр усан онгоц долоо хоногийн эцэс гэхэд эргэж ирнэ гэж мэдэгдэв, өөр үүрэг үгүй.",
    "zh-Hans": "港务局负责人周五表示，两艘渡轮将在本周末前恢复运营。",
    "zh-Hant": "港務局負責人週五表示，兩艘渡輪將在本週末前恢復營運。",
    "ja": "港湾局の責任者は金曜日、二隻のフェリーが週末までに運航を再開すると述べた。",
    "ko": "항만 책임자는 금요일 두 여객선이 이번 주말까지 운항을 재개할 것이라고 말했다.",
    "de": "Der Hafenmeister sagte am Freitag, dass beide Fähren noch vor dem Ende der Woche wieder fahren werden.",
    "fr": "Le directeur du port a déclaré vendredi que les deux ferries reprendraient leur service avant la fin de la semaine.",
    "es": "El jefe del puerto dijo el viernes que los dos transbordadores volverán al servicio antes del fin de semana.",
    "pt": "O diretor do porto disse na sexta-feira que as duas balsas não voltarão ao serviço até o fim da semana.",
    "it": "Il direttore del porto ha detto venerdì che i due traghetti torneranno in servizio prima della fine della settimana.",
    "nl": "De havenmeester zei vrijdag dat beide veerboten nog voor het einde van de week weer zullen varen.",
    "pl": "Kierownik portu powiedział w piątek, że oba promy wrócą na trasę do końca tygodnia.",
    "tr": "Liman müdürü cuma günü iki feribotun hafta sonuna kadar yeniden sefere başlayacağını ve bunun için çalışıldığını söyledi.",
    "vi": "Giám đốc cảng cho biết hôm thứ Sáu rằng cả hai chiếc phà sẽ hoạt động trở lại trước cuối tuần.",
    "ar": "قال مدير الميناء يوم الجمعة إن العبارتين ستعودان إلى الخدمة قبل نهاية الأسبوع في المدينة القديمة.",
    "fa": "رئیس بندر روز جمعه گفت که هر دو کشتی پیش از پایان هفته به کار بازمی‌گردند و چیز دیگری نگفت.",
    "he": "מנהל הנמל אמר ביום שישי ששתי המעבורות יחזרו לשירות לפני סוף השבוע.",
    "el": "Ο διευθυντής του λιμανιού είπε την Παρασκευή ότι τα δύο πλοία θα επιστρέψουν.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_each_language_is_told(language: str) -> None:
    found, confidence = detect_language(TEXTS[language], 0, None)

    assert found == language
    assert confidence >= 0.5


@pytest.mark.parametrize(
    ("headline", "declared", "expected"),
    [
        ("Novatek courts Beijing buyers", "en-us", "en"),
        ("北京市政府", "zh-TW", "zh-Hant"),
        ("中方回应有关提问", "zh-TW", "zh-Hans"),
        ("Саммит", "bg", "bg"),
        ("Путин прибыл в Минск", "be", "ru"),
        ("Bundesrat tagt", "de-CH", "de"),
        ("Reform im Parlament: was sich nun für Mieter ändert", "en", "de"),
    ],
)
def test_the_declared_language_is_a_prior_and_no_more(headline: str, declared: str, expected: str) -> None:
    assert detect_language(headline, len(headline), declared)[0] == expected


@pytest.mark.parametrize("text", ["", "  \n", "2024: 1.9% — 244.8", "🚢 → 🚆"])
def test_text_without_letters_is_undetermined(text: str) -> None:
    assert detect_language(text, 0, "en") == ("und", 0.0)


def test_the_title_outweighs_a_short_latin_body() -> None:
    title = "绥芬河口岸恢复通车"

    assert detect_language(f"{title}\n\nRead more", len(title), None)[0] == "zh-Hans"


def test_names_in_latin_letters_do_not_turn_russian_into_english() -> None:
    text = "Huawei и Yandex открыли в Казани учебный центр, сообщила пресс-служба Huawei Cloud."

    assert detect_language(text, 0, None)[0] == "ru"


def test_the_same_text_always_gets_the_same_answer() -> None:
    odd = "Quorum vitiosum lorem dolor"  # no function word of any language: left to langdetect

    assert len({detect_language(odd, 0, None) for _ in range(5)}) == 1


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("en-us", "en"), ("EN", "en"), ("zh_CN", "zh-Hans"), ("zh-hant-hk", "zh-Hant"), ("nb-NO", "no"),
        ("und", None), ("", None), (None, None), ("english", None), ("русский", None),
    ],
)  # fmt: skip
def test_declared_languages_are_normalised(declared: str | None, tag: str | None) -> None:
    assert normal_tag(declared) == tag


def test_scripts_are_counted_and_weighed() -> None:
    assert count_scripts("Ёлка и USB") == {"cyrillic": 5, "latin": 3}
    assert main_script(count_scripts("中俄 trade")) == "latin"
    assert main_script(count_scripts("中俄双边贸易 trade")) == "han"
    assert main_script(count_scripts("。、《》")) is None

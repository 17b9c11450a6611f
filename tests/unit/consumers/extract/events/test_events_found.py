"""Events in three languages: type, who, status, one way of writing at a time."""

import pytest

from consumers.extract.events import find_events
from consumers.extract.quotes import find_quotes
from tests.unit.consumers.extract.cast import amounts_in, dates_in, named_in, reading_of

XI_RUSSIA = ("visit", "Xi Jinping, Russia")
BOTH_MET = ("meeting", "Xi Jinping, Vladimir Putin")

TOLD: list[tuple[str, str, tuple[str, str], str]] = [
    # visits
    ("en", "Xi will pay a state visit to Russia.", XI_RUSSIA, "scheduled"),
    ("en", "Xi visited Russia.", XI_RUSSIA, "occurred"),
    ("en", "Xi is visiting Russia.", XI_RUSSIA, "ongoing"),
    ("en", "Xi may visit Russia.", XI_RUSSIA, "proposed"),
    ("en", "Xi to travel to Russia", XI_RUSSIA, "scheduled"),
    ("en", "Xi called off his visit to Russia.", XI_RUSSIA, "cancelled"),
    ("en", "At the invitation of Putin, Xi will visit Russia.", XI_RUSSIA, "scheduled"),
    ("en", "Putin chose China for his first foreign visit.", ("visit", "Vladimir Putin, China"), "occurred"),
    ("ru", "Си Цзиньпин посетит Россию.", XI_RUSSIA, "scheduled"),
    ("ru", "Си Цзиньпин находится в России с государственным визитом.", XI_RUSSIA, "ongoing"),
    ("ru", "Визит Си Цзиньпина в Россию отменён.", XI_RUSSIA, "cancelled"),
    ("zh", "习近平将对俄罗斯进行国事访问。", XI_RUSSIA, "scheduled"),
    ("zh", "习近平抵达俄罗斯。", XI_RUSSIA, "occurred"),
    ("zh", "普京取消访问中国。", ("visit", "Vladimir Putin, China"), "cancelled"),
    # meetings and calls
    ("en", "Xi met Putin.", BOTH_MET, "occurred"),
    ("en", "Xi and Putin held talks.", BOTH_MET, "occurred"),
    ("en", "Xi will hold talks with Putin.", BOTH_MET, "scheduled"),
    ("en", "Brusnikin spoke by phone with Tao Wenlan.", ("call", "Oleg Brusnikin, Tao Wenlan"), "occurred"),
    ("ru", "Путин встретится с Си Цзиньпином.", ("meeting", "Vladimir Putin, Xi Jinping"), "scheduled"),
    ("ru", "Путин провёл телефонный разговор с Си Цзиньпином.", ("call", "Vladimir Putin, Xi Jinping"), "occurred"),
    ("zh", "习近平同普京举行会谈。", BOTH_MET, "occurred"),
    ("zh", "习近平同普京通电话。", ("call", "Xi Jinping, Vladimir Putin"), "occurred"),
    # agreements
    ("en", "Xi and Putin signed a joint statement.", ("agreement", "Xi Jinping, Vladimir Putin"), "occurred"),
    ("en", "Severgaz and Longhe Steel signed a contract.", ("agreement", "Severgaz, Longhe Steel"), "occurred"),
    ("en", "Severgaz and Longhe Steel to double swap line", ("agreement", "Severgaz, Longhe Steel"), "scheduled"),
    ("en", "Severgaz signs up Longhe Steel", ("agreement", "Severgaz, Longhe Steel"), "occurred"),
    ("en", "Severgaz teamed up with Longhe Steel.", ("agreement", "Severgaz, Longhe Steel"), "occurred"),
    ("ru", "Россия и Китай подпишут соглашение.", ("agreement", "Russia, China"), "scheduled"),
    ("zh", "北方天然气与龙河钢铁签署合作协议。", ("agreement", "Severgaz, Longhe Steel"), "occurred"),
    # sanctions
    ("en", "The EU blacklisted Longhe Steel for trade with Russia.", ("sanction", "European Union, Longhe Steel"), "occurred"),
    ("en", "The United States imposed sanctions on Severgaz.", ("sanction", "United States, Severgaz"), "occurred"),
    ("ru", "ЕС внёс в санкционный список «Лунхэ Стил».", ("sanction", "European Union, Longhe Steel"), "occurred"),
    ("zh", "欧盟将12家中国企业列入对俄制裁清单。", ("sanction", "European Union, China"), "occurred"),
    # exercises
    ("en", "China and Russia held joint naval drills.", ("exercise", "China, Russia"), "occurred"),
    ("en", "China and Russia are considering a joint air patrol.", ("exercise", "China, Russia"), "proposed"),
    ("ru", "Россия и Китай проведут совместные учения.", ("exercise", "Russia, China"), "scheduled"),
    ("zh", "中俄举行联合军演。", ("exercise", "China, Russia"), "occurred"),
    # supplies
    ("en", "Severgaz began deliveries to China.", ("supply", "Severgaz, China"), "occurred"),
    ("ru", "«Севергаз» начнёт поставки в Китай.", ("supply", "Severgaz, China"), "scheduled"),
    # votes, policies, openings, courts
    ("en", "Russia and China vetoed the draft.", ("vote", "Russia, China"), "occurred"),
    ("en", "China lifted a ban on Russian beef imports.", ("policy", "China, Russia"), "occurred"),
    ("ru", "Китай снял ограничения на ввоз российской рыбы.", ("policy", "China, Russia"), "occurred"),
    ("zh", "中国取消对俄罗斯牛肉的进口限制。", ("policy", "China, Russia"), "occurred"),
    ("en", "Russia and China opened a new bridge.", ("opening", "Russia, China"), "occurred"),
    ("en", "Russia extradited Tao Wenlan to China.", ("legal", "Russia, China, Tao Wenlan"), "occurred"),
]  # fmt: skip

NOT_TOLD = [
    ("en", "Xi met Hiroshi Mukai in Beijing while Russia looked on."),
    ("en", "Xi will visit Japan; Russia is far away."),
    ("en", "Russia and China share a long border."),
    ("en", "Severgaz is in talks with Longhe Steel."),
    ("en", "Trade between Russia and China matters."),
    ("ru", "Путин встретился с Мукаи, Китай промолчал."),
    ("zh", "习近平会见向井，俄罗斯没有评论。"),
]


@pytest.mark.parametrize(("language", "text", "who", "status"), TOLD)
def test_an_event_has_its_type_participants_and_status(
    language: str, text: str, who: tuple[str, str], status: str
) -> None:
    entities = named_in(text)
    names = {entity.id: entity.name for entity in entities}
    reading = reading_of(text, language)

    events = find_events(reading, entities, (), (), find_quotes(reading, entities))

    found = [(e.type, sorted(names[i] for i in (*e.actor, *e.recipient)), e.status) for e in events]
    assert found == [(who[0], sorted(who[1].split(", ")), status)]


@pytest.mark.parametrize(("language", "text"), NOT_TOLD)
def test_what_is_not_between_the_parties_is_no_event(language: str, text: str) -> None:
    assert find_events(reading_of(text, language), named_in(text), (), (), ()) == ()


def test_title_and_body_tell_of_one_visit() -> None:
    title = "Xi to visit Russia"
    text = f"{title}\n\nXi will pay a state visit to Russia from May 7 to 10, China said."
    dates = dates_in(text, {"from May 7 to 10": "2027-05-07/2027-05-10"})

    (event,) = find_events(reading_of(text, "en", title), named_in(text), dates, (), ())

    assert event.date == dates[0].id
    assert len(event.evidence) == 2


def test_two_visits_with_two_dates_are_two_events() -> None:
    text = "Xi visited Russia in June 2019. Xi visited Russia in March 2023."
    dates = dates_in(text, {"June 2019": "2019-06", "March 2023": "2023-03"})

    events = find_events(reading_of(text, "en"), named_in(text), dates, (), ())

    assert [event.date for event in events] == ["d1", "d2"]


def test_the_day_of_the_announcement_is_not_the_day_of_the_visit() -> None:
    text = "China said on Sunday that Xi would visit Russia from May 7 to 10."
    dates = dates_in(text, {"on Sunday": "2027-05-04", "from May 7 to 10": "2027-05-07/2027-05-10"})
    entities, reading = named_in(text), reading_of(text, "en")

    (event,) = find_events(reading, entities, dates, (), find_quotes(reading, entities))

    assert event.date == "d2"


def test_a_figure_of_trade_carries_its_period_and_amounts() -> None:
    text = (
        "Trade between China and Russia rose 1.9% in 2024 to $244.8 billion, data published on Monday show."
    )
    dates = dates_in(text, {"in 2024": "2024", "on Monday": "2025-01-13"})
    amounts = amounts_in(
        text, {"1.9%": ("percent", "1.9", "%"), "$244.8 billion": ("money", "244800000000", "USD")}
    )

    (event,) = find_events(reading_of(text, "en"), named_in(text), dates, amounts, ())

    assert (event.type, event.date, event.amounts) == ("trade_figure", "d1", ("a1", "a2"))
    assert event.plover_type is None


def test_a_denial_in_the_next_sentence_denies_the_supply() -> None:
    text = "有媒体称，中国向俄罗斯提供了无人机。这种说法毫无根据。"

    (event,) = find_events(reading_of(text, "zh"), named_in(text), (), (), ())

    assert (event.type, event.status) == ("supply", "denied")


def test_a_status_shows_the_words_that_say_so() -> None:
    text = "Xi will visit Russia."

    (event,) = find_events(reading_of(text, "en"), named_in(text), (), (), ())

    assert event.status_cue is not None
    assert event.status_cue.surface == "will"


def test_a_scheduled_visit_is_coded_as_the_intent() -> None:
    visit, past = (
        find_events(reading_of(text, "en"), named_in(text), (), (), ())[0]
        for text in ("Xi will visit Russia.", "Xi visited Russia.")
    )

    assert (visit.plover_type, visit.cameo) == ("AGREE", "036")
    assert (past.plover_type, past.plover_mode, past.cameo) == ("CONSULT", "visit", "042")


def test_a_meeting_held_and_one_to_come_are_two() -> None:
    text = "Brusnikin met Tao Wenlan. Brusnikin will meet Tao Wenlan again in October."
    dates = dates_in(text, {"in October": "2027-10"})

    events = find_events(reading_of(text, "en"), named_in(text), dates, (), ())

    assert [(event.status, event.date) for event in events] == [("occurred", None), ("scheduled", "d1")]


def test_an_agreement_has_the_date_of_the_meeting_it_was_made_at() -> None:
    text = "Xi met Putin in Moscow on Monday. The two leaders agreed to open a bridge in 2030."
    dates = dates_in(text, {"on Monday": "2027-05-03", "in 2030": "2030"})

    meeting, agreement = find_events(reading_of(text, "en"), named_in(text), dates, (), ())

    assert (meeting.date, agreement.date, agreement.date_relation) == ("d1", "d1", "inherited")

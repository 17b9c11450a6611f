"""Each relation rule and counter-rule, on a sentence or two of its own."""

import pytest

from schemas.verdict import Verdict
from tests.unit.consumers.classify.conftest import Judge


def _rules(verdict: Verdict) -> dict[str, float]:
    return {reason.rule: reason.weight for reason in verdict.reasons}


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Ferry resumes on Lake Geneva", "Tickets cost 12 francs."),
        ("Chinese exports rise", "Shipments to Brazil grew fastest."),
        ("Россия сократила добычу", "Министр объяснил это погодой."),
        ("俄罗斯通胀回落", "央行维持利率不变。"),
    ],
)
def test_an_item_that_names_one_party_is_dropped_at_once(judge: Judge, title: str, body: str) -> None:
    verdict = judge(title, body)

    assert _rules(verdict).keys() == {"party_missing"}
    assert (verdict.relevant, verdict.settled, verdict.level, verdict.topics) == (False, True, "none", ())


@pytest.mark.parametrize(
    ("rule", "title", "body"),
    [
        ("compound_in_title", "Sino-Russian seminar opens", ""),
        ("compound_in_title", "中俄企业家座谈", ""),
        ("compound_in_body", "Seminar opens", "The Russian-Chinese gathering will last two days."),
        ("title_link", "Гости из Китая приехали в Омск", ""),
        ("title_and_body", "Tula plant halts line", "Its Chinese owner blamed weak demand."),
        ("sentence_link", "Plant halts line", "The Chinese owner has two more plants in Russia."),
        ("coordination", "China and Russia agree on tea", ""),
        ("leader_pair", "Call planned", "Putin and Xi will speak on Monday."),
        ("joint", "Россия и Китай подвели итоги", "Двусторонний план выполнен."),
        ("dealing", "Россия увеличила экспорт овса в Китай", ""),
        ("only_the_two", "Harbin fair", "Guests came from Khabarovsk. They bought Chinese tools."),
        (
            "next_sentences",
            "Shore dispute",
            "The Harbin firm wants its barge back. A court in Chita is in no hurry.",
        ),
        ("act_on_the_pair", "US sanctions Shenzhen firm", "It shipped chips to buyers in Novosibirsk."),
    ],
)
def test_a_relation_rule_speaks_for_the_pair(judge: Judge, rule: str, title: str, body: str) -> None:
    assert _rules(judge(title, body))[rule] > 0


@pytest.mark.parametrize(
    ("rule", "title", "body"),
    [
        ("third_in_title", "Japan watches as Russia courts China", ""),
        ("third_pair", "Russia and India sign pact", "China was not mentioned in the text."),
        ("third_dominates", "Visit to Astana", "Kazakh and Russian ministers met. Kazakh oil goes to China. Kazakh coal too."),
        ("only_named", "Vietnam’s premier to visit Moscow and Beijing", ""),
        ("only_named", "Ядерные державы", "Это США, Россия, Франция, Китай и Великобритания."),
        ("sport", "China beat Russia in volleyball championship", ""),
        ("market", "Shares mixed", "Shanghai stocks fell while Moscow’s bourse closed higher."),
        ("listing", "Рейтинг стран по числу библиотек", "Китай на 4-м месте, Россия на 9-м."),
        ("history", "Letters of the last tsar to the Qing dynasty shown", "Beijing lent them to a Moscow archive."),
        ("lifestyle", "莫斯科餐厅与北京美食攻略", ""),
        ("nature", "Amur tiger crosses from Russia into China", ""),
        ("company_profile", "Quarterly revenue up", "The company has offices in China, Russia and Peru."),
    ],
)  # fmt: skip
def test_a_counter_rule_speaks_against_it(judge: Judge, rule: str, title: str, body: str) -> None:
    assert _rules(judge(title, body))[rule] < 0


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("A bull in a china shop meets Russian roulette", "The coach regrets it."),
        ("Bone china from a Russian estate", "The cups are chipped."),
        ("Китайская грамота для москвичей", "Так назвали новую квитанцию."),
        ("北京社区办俄罗斯方块赛", ""),
    ],
)
def test_words_that_only_look_like_a_party_do_not_name_it(judge: Judge, title: str, body: str) -> None:
    assert not judge(title, body).relevant


def test_datelines_and_carriers_name_nobody(judge: Judge) -> None:
    verdict = judge(
        "Coal output rises in Shanxi", "MOSCOW, May 4. /TASS/. China dug more coal in April, TASS reports."
    )

    assert _rules(verdict).keys() == {"party_missing"}


def test_boilerplate_at_the_end_names_nobody(judge: Judge) -> None:
    body = (
        "The Harbin firm showed a new loader. It can lift nine tonnes. Deliveries begin in May. The price is not known.\n"
        "About Songhua Loaders\nSonghua Loaders sells in China and Russia."
    )

    assert _rules(judge("New loader shown", body)).keys() == {"party_missing"}


def test_what_the_parties_do_together_outweighs_sport(judge: Judge) -> None:
    assert judge(
        "China and Russia agree to hold joint youth hockey tournament", "The ministers signed the plan."
    ).relevant


def test_a_party_goes_without_saying_in_its_own_language(judge: Judge) -> None:
    assert judge("Экспорт овса в Китай удвоился", "Об этом сообщили аграрии.").relevant
    assert not judge("Казахстан удвоил экспорт овса в Китай", "Об этом сообщили аграрии.").relevant


def test_a_crossing_that_leads_nowhere_else_names_both(judge: Judge) -> None:
    assert judge("满洲里口岸前7月进出境中欧班列增长5%", "记者从海关获悉，进口以木材为主。").relevant
    assert not judge("满洲里举办冰雪节", "游客在街头品尝美食。").relevant


def test_a_currency_names_its_country_unless_it_is_an_amounts_unit(judge: Judge) -> None:
    assert _rules(judge("Russian firms borrow in yuan", "")).keys() != {"party_missing"}
    assert _rules(judge("Russian firm pays 5 million yuan fine", "")).keys() == {"party_missing"}


def test_what_triage_cannot_tell_is_left_open(judge: Judge) -> None:
    verdict = judge("Tula museum reopens", "A Chinese vase was moved to the cellar.")

    assert not verdict.relevant
    assert not verdict.settled


@pytest.mark.parametrize(
    ("level", "title", "body"),
    [
        ("central", "Russia and China agree on tea", "The two sides signed in Moscow."),
        (
            "substantial",
            "Tea prices climb",
            "Rain hit Assam. Kenya sold out. Mills wait. Russia buys more from China. Moscow and Beijing agreed on quotas.",
        ),
    ],
)
def test_the_level_tells_how_much_of_it_is_about_the_pair(
    judge: Judge, level: str, title: str, body: str
) -> None:
    assert judge(title, body).level == level


def test_reasons_come_strongest_first_and_show_the_words_they_saw(judge: Judge) -> None:
    verdict = judge("Russia sells oats to China", "China has asked Russia for more.")

    weights = [abs(reason.weight) for reason in verdict.reasons]
    assert weights == sorted(weights, reverse=True)
    assert [span.surface for span in verdict.reasons[0].evidence] == ["Russia", "China"]

"""What an item is recognised by."""

from collections.abc import Callable

import pytest

from consumers.cluster.boilerplate import without_boilerplate
from consumers.cluster.fingerprint import SAMPLES_AT_LEAST, fingerprint
from schemas.extracted import Extracted

MakeItem = Callable[..., Extracted]
REPORT = (
    "Officials of both ports met on Monday and agreed to share berths for container ships from next spring."
)


@pytest.mark.parametrize(
    "addition",
    [
        "\nAbout Longjiang Swift\nLongjiang Swift is a leading logistics company with offices in nine countries.",
        "\nForward-Looking Statements\nThis release contains statements that involve risks and uncertainties.",
        " (Reporting by A. Brook in Dalian; Editing by C. Dale)",
        "\nReporting by A. Brook; editing by C. Dale",
        "\nSOURCE Longjiang Swift",
        "\nRead more at our website",
        "\nThe post Ports agree appeared first on Harbour Wire.",
        "\nПодписывайтесь на наш канал",
        "\nО компании\nКомпания работает на рынке с 1998 года.",
        "\n（责任编辑：孙某）",
        "\n关于龙江迅达\n龙江迅达是一家领先的物流企业。",
    ],
)
def test_what_carriers_add_changes_no_fingerprint(addition: str, make: MakeItem) -> None:
    plain = fingerprint(make("a", title="Ports agree to share berths", body=REPORT).item)
    assert fingerprint(make("a", title="Ports agree to share berths", body=REPORT + addition).item) == plain


def test_a_paragraph_that_merely_begins_like_a_heading_stays() -> None:
    body = REPORT + "\nAbout 200 lorries waited at the gate.\nNone of them moved."
    assert without_boilerplate(body) == body


def test_case_quotes_and_full_width_signs_make_no_difference(make: MakeItem) -> None:
    one = make("a", title="Порты «Восточный» и Далянь: всё готово", body=REPORT)
    other = make("b", title='ПОРТЫ "Восточный" и Далянь — все готово', body=REPORT.upper())
    assert fingerprint(one.item) == fingerprint(other.item)


@pytest.mark.parametrize(
    "title",
    [
        "UPDATE 2-Ports agree to share berths",
        "BREAKING: Ports agree to share berths",
        "Ports agree to share berths - Harbour Wire",
        "Ports agree to share berths | HARBOUR WIRE",
        "(Lead) Ports agree to share berths",
    ],
)
def test_marks_of_carriers_are_no_part_of_a_title(title: str, make: MakeItem) -> None:
    plain = fingerprint(make("a", title="Ports agree to share berths", source="Harbour Wire").item)
    assert fingerprint(make("a", title=title, source="Harbour Wire").item).title_hash == plain.title_hash


@pytest.mark.parametrize("title", ["Morning briefing", "Главное", "今日要闻", None])
def test_a_title_that_tells_nothing_has_no_hash(title: str | None, make: MakeItem) -> None:
    long_body = " ".join(f"word{n}" for n in range(60))
    assert fingerprint(make("a", title=title, body=long_body).item).title_hash is None


def test_long_texts_are_sampled_and_short_ones_kept_whole(make: MakeItem) -> None:
    short = fingerprint(make("a", body=" ".join(f"word{n}" for n in range(60))).item)
    long = fingerprint(make("b", body=" ".join(f"word{n}" for n in range(2_000))).item)
    assert (short.every, len(short.shingles), short.lead) == (1, 57, ())
    assert long.every == 8
    assert all(shingle % 8 == 0 for shingle in long.shingles)
    assert SAMPLES_AT_LEAST < len(long.shingles) < 2_000 / 4


def test_a_body_that_repeats_the_title_is_no_body(make: MakeItem) -> None:
    assert fingerprint(make("a", title="Ports agree to share berths", body="Ports agree to share berths").item).shingles == ()  # fmt: skip


def test_both_scripts_of_chinese_make_one_fingerprint(make: MakeItem) -> None:
    simplified = make(
        "a",
        title="绥芬河铁路口岸进口木材增长",
        body="记者从海关获悉，今年一季度进口俄罗斯木材六十八万立方米。",
    )
    traditional = make(
        "b",
        title="綏芬河鐵路口岸進口木材增長",
        body="記者從海關獲悉，今年一季度進口俄羅斯木材六十八萬立方米。",
    )
    assert fingerprint(simplified.item) == fingerprint(traditional.item)


def test_invisible_characters_and_stress_marks_make_no_difference(make: MakeItem) -> None:
    plain = make("a", title="Владимир Путин прибыл в Харбин", body=REPORT)
    marked = make(
        "b",
        title="Влади\u0301мир Пу\u0301тин прибыл в Хар\u00adбин",
        body=REPORT.replace("ports", "po\u200brts"),
    )
    assert fingerprint(plain.item) == fingerprint(marked.item)

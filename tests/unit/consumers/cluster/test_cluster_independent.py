"""How many sources stand behind texts in the end."""

from consumers.cluster.independent import Telling, independent_origins


def test_a_report_that_cites_another_is_no_second_source() -> None:
    assert independent_origins([[Telling("xinhua")], [Telling("tass", ("xinhua",))]]) == ("xinhua",)


def test_reports_of_their_own_are_sources_each() -> None:
    assert independent_origins([[Telling("xinhua")], [Telling("tass")]]) == ("xinhua", "tass")


def test_copies_of_one_text_are_one_source_credited_or_not() -> None:
    assert independent_origins([[Telling("hindu"), Telling("yahoo", ("reuters",))]]) == ("reuters",)
    assert independent_origins([[Telling("reuters"), Telling("hindu"), Telling("yahoo")]]) == ("reuters",)


def test_chains_are_followed_to_their_end() -> None:
    texts = [[Telling("globe", ("tass",))], [Telling("tass", ("xinhua",))], [Telling("star", ("globe",))]]
    assert independent_origins(texts) == ("xinhua",)


def test_who_adds_reporting_of_its_own_is_a_source_beside_the_one_it_cites() -> None:
    texts = [
        [Telling("reuters")],
        [Telling("bloomberg", ("bloomberg", "reuters"))],
        [Telling("rfa", ("bloomberg",))],
    ]
    assert independent_origins(texts) == ("reuters", "bloomberg")


def test_a_body_that_is_cited_counts_where_its_own_publication_is_at_hand() -> None:
    reports = [[Telling("reuters", (), ("customs",))], [Telling("tass", (), ("customs",))]]
    assert independent_origins(reports) == ("reuters", "tass")
    assert independent_origins([[Telling("customs")], *reports]) == ("customs",)


def test_a_circle_of_citations_ends() -> None:
    assert len(independent_origins([[Telling("a", ("b",))], [Telling("b", ("a",))]])) >= 1

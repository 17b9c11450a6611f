"""Who held which office when: every row is sound, and days are only told where a source tells them."""

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest

from consumers.gazetteer import load_gazetteer
from consumers.gazetteer.sources import NO_SOURCE, read_sources
from consumers.gazetteer.tables import read_rows, read_text
from consumers.gazetteer.terms_of_office import (
    TERMS,
    Held,
    TermOfOffice,
    first_day,
    last_day,
    load_terms_of_office,
    offices_of,
    read_terms,
)

SHARED = re.compile(
    r"^((First )?Deputy |Vice (Premier|Minister|Chairman)|State Councilor|Member of|Aide to|Adviser to|Special Envoy"
    r"|Spokesperson)"
)
"""Offices that several hold at a time."""

DATED = [term for term in load_terms_of_office() if term.since or term.until]


def term(since: str = "", until: str = "", as_of: str = "", person: str = "person/somebody") -> TermOfOffice:
    return TermOfOffice(person, "Minister of Trials", None, since, until, as_of, ("https://example.org",))


def test_every_row_names_a_person_and_a_body_of_the_gazetteer() -> None:
    people = {row.entry.name for row in read_rows("people", read_text("people"))}
    entries = {entry.name for entry in load_gazetteer().entries()}
    rows = list(csv.DictReader(read_text(TERMS).splitlines()))
    assert [row["person"] for row in rows if row["person"] not in people] == []
    assert [row["body"] for row in rows if row["body"] and row["body"] not in entries] == []
    assert [row for row in rows if not row["office"] or row["office"] != row["office"].strip()] == []


def test_ids_are_those_of_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    assert {gazetteer.entry(held.person).type for held in load_terms_of_office()} == {"person"}


def test_no_row_is_told_twice() -> None:
    times = Counter((held.person, held.office, held.since) for held in load_terms_of_office())
    assert [row for row, count in times.items() if count > 1] == []


@pytest.mark.parametrize("held", DATED, ids=lambda held: f"{held.person} {held.office} {held.since}")
def test_days_are_days_in_their_order_and_have_a_source(held: TermOfOffice) -> None:
    assert held.sources != NO_SOURCE
    assert all(re.match(r"https?://\S+$", source) for source in held.sources)
    for when in filter(None, (held.since, held.until, held.as_of)):
        assert first_day(when) <= last_day(when)
    if held.since and held.until:
        assert first_day(held.since) <= last_day(held.until)
    assert not (held.until and held.as_of), "an end that is known needs no day until which none was known"


def test_without_a_source_there_are_no_days() -> None:
    bare = [held for held in load_terms_of_office() if held.sources == NO_SOURCE]
    assert {(held.since, held.until, held.as_of) for held in bare} == {("", "", "")}


def test_every_collection_is_cited_by_something() -> None:
    cells = read_text(TERMS) + read_text("provenance")
    assert [source for source in read_sources(read_text("sources")) if source not in cells] == []


def held_at_once(terms: list[TermOfOffice]) -> Iterator[tuple[TermOfOffice, TermOfOffice]]:
    """Pairs that the sources say ran on one day beyond a change of hands."""
    for one, other in combinations(terms, 2):
        earlier, later = sorted((one, other), key=lambda held: first_day(held.since))
        ended = earlier.until or earlier.as_of or earlier.since
        if one.person != other.person and first_day(ended) > last_day(later.since):
            yield earlier, later


def test_two_never_hold_an_office_of_one_at_a_time() -> None:
    by_office = defaultdict(list)
    for held in DATED:
        if held.since and not SHARED.match(held.office):
            by_office[held.office].append(held)
    assert len(by_office["Minister of Foreign Affairs of China"]) == 4
    assert [pair for terms in by_office.values() for pair in held_at_once(terms)] == []


def test_those_who_matter_have_an_office_most_with_days_from_a_source() -> None:
    assert len({held.person for held in load_terms_of_office()}) >= 313
    assert len({held.person for held in DATED}) >= 229


@pytest.mark.parametrize(
    ("held", "day", "answer"),
    [
        (term("2004-03-09", "2012-05-21"), "2004-03-09", "yes"),
        (term("2004-03-09", "2012-05-21"), "2012-05-21", "yes"),
        (term("2004-03-09", "2012-05-21"), "2012-05-22", "no"),
        (term("2004-03-09", "2012-05-21"), "2004-03-08", "no"),
        (term("2004", "2012-02"), "2004-06-01", "unknown"),
        (term("2004", "2012-02"), "2012-02-29", "unknown"),
        (term("2004", "2012-02"), "2012-03-01", "no"),
        (term("2004-03-09", as_of="2022-08"), "2022-08-31", "yes"),
        (term("2004-03-09", as_of="2022-08"), "2022-09-01", "unknown"),
        (term("2004-03-09"), "2004-03-09", "yes"),
        (term("2004-03-09"), "2005-01-01", "unknown"),
        (term(until="2012-05-21"), "2012-05-22", "no"),
        (term(until="2012-05-21"), "2012-05-21", "unknown"),
        (term(), "2012-05-21", "unknown"),
    ],
)
def test_whether_an_office_was_held_is_never_guessed(held: TermOfOffice, day: str, answer: Held) -> None:
    assert held.held_on(date.fromisoformat(day)) == answer


def test_a_day_narrows_the_offices_of_a_person() -> None:
    early, late = term("2004-03-09", "2012-05-21"), term("2012-05-21")
    terms = [early, late, term("2004-03-09", person="person/another")]
    assert offices_of("person/somebody", terms=terms) == (early, late)
    assert offices_of("person/somebody", date(2010, 1, 1), terms) == (early,)
    assert offices_of("person/nobody", terms=terms) == ()


def test_the_foreign_minister_of_a_day() -> None:
    def minister(day: date) -> list[str]:
        return [
            held.person
            for held in load_terms_of_office()
            if held.office == "Minister of Foreign Affairs of China" and held.held_on(day) == "yes"
        ]

    assert minister(date(2022, 7, 1)) == ["person/wang-yi"]
    assert minister(date(2023, 5, 1)) == ["person/qin-gang"]


def test_a_source_that_is_not_in_the_table_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        list(read_terms("person,office,body,from,until,as_of,source\nA B,King,,2004,,,somewhere\n", {}))


@pytest.mark.parametrize("when", ["", "04", "2004-3", "2004-13", "20040309", "2004-03-09T00:00"])
def test_what_is_no_day_is_refused(when: str) -> None:
    with pytest.raises(ValueError, match=r"day, month or year|isoformat|month must be"):
        first_day(when)


SPY = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import wirewatch.wiring, wirewatch.replay.stages
from consumers.gazetteer import gazetteer_version, load_gazetteer
assert load_gazetteer().gazetteer_version == gazetteer_version()
assert any("people.csv" in path for path in opened)
print([path for path in opened if "terms_of_office" in path or "provenance" in path or "sources.csv" in path])
"""


def test_the_stream_reads_neither_offices_nor_provenance() -> None:
    done = subprocess.run([sys.executable, "-c", SPY], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
